/** NumPy's scalars and arrays as a pickle describes them: read from their bytes by dtype. */

import { CheckpointError } from "../tensor/errors.ts";
import { float16Value } from "../tensor/half.ts";
import { exactInteger } from "./pickle/operands.ts";
import { describeValue, isKind, type PickleCall, type PickleValue } from "./pickle/values.ts";

type Scalar = number | bigint | boolean;

interface NumpyDType {
	readonly bytes: number;
	readonly read: (view: DataView, offset: number) => Scalar;
}

type ReadScalar = (view: DataView, offset: number, littleEndian: boolean) => Scalar;

const SCALARS: ReadonlyMap<string, readonly [bytes: number, read: ReadScalar]> = new Map<string, [number, ReadScalar]>([
	["b1", [1, (view, offset) => view.getUint8(offset) !== 0]],
	["i1", [1, (view, offset) => view.getInt8(offset)]],
	["u1", [1, (view, offset) => view.getUint8(offset)]],
	["i2", [2, (view, offset, little) => view.getInt16(offset, little)]],
	["u2", [2, (view, offset, little) => view.getUint16(offset, little)]],
	["i4", [4, (view, offset, little) => view.getInt32(offset, little)]],
	["u4", [4, (view, offset, little) => view.getUint32(offset, little)]],
	["i8", [8, (view, offset, little) => exactInteger(view.getBigInt64(offset, little))]],
	["u8", [8, (view, offset, little) => exactInteger(view.getBigUint64(offset, little))]],
	["f2", [2, (view, offset, little) => float16Value(view.getUint16(offset, little))]],
	["f4", [4, (view, offset, little) => view.getFloat32(offset, little)]],
	["f8", [8, (view, offset, little) => view.getFloat64(offset, little)]],
]);

/** Arrays up to here are given as nested lists; larger ones are no configuration. */
const MAX_LISTED_ELEMENTS = 4_096;

export type NestedScalars = Scalar | readonly NestedScalars[];

/** The value of `numpy.core.multiarray.scalar(dtype, bytes)`. */
export function numpyScalar({ args, at }: PickleCall, sourceName: string): Scalar {
	const where = `${sourceName}: byte ${at}`;
	const [dtype, bytes] = args;
	const { bytes: size, read } = numpyDType(dtype, where);
	const held = isKind(bytes, "bytes") ? bytes.range.held : undefined;
	if (held?.byteLength !== size)
		return refuse(where, `a numpy scalar of ${size} bytes is given as ${describeValue(bytes)} of another size`);
	return read(new DataView(held.buffer, held.byteOffset, size), 0);
}

/** The functions that make arrays: the first gives an empty one, which then gets a state; the second is protocol 5's. */
const RECONSTRUCT = "numpy.core.multiarray._reconstruct";
const FROM_BUFFER = "numpy.core.numeric._frombuffer";

export function isNumpyArray({ name }: PickleCall): boolean {
	return name === RECONSTRUCT || name === FROM_BUFFER;
}

/** The elements of a small array, nested as its shape says; undefined for an array too large to be configuration. */
export function numpyArray(call: PickleCall, sourceName: string): NestedScalars | undefined {
	const where = `${sourceName}: byte ${call.at}`;
	const { shape, dtype, fortranOrder, content } = arrayParts(call);
	if (!isKind(shape, "tuple")) return refuse(where, "a numpy array without shape");
	const sizes = shape.items.map((size) =>
		typeof size === "number" && size >= 0 ? size : refuse(where, `a numpy array of size ${describeValue(size)}`),
	);
	const count = sizes.reduce((product, size) => product * size, 1);
	const held = isKind(content, "bytes") ? content.range.held : undefined;
	// An empty array still nests as many lists as its other sizes say.
	const lists = sizes.reduce((product, size) => product * Math.max(size, 1), 1);
	if (sizes.length > 8 || lists > MAX_LISTED_ELEMENTS || held === undefined) return undefined;
	const { bytes: size, read } = numpyDType(dtype, where);
	if (held.byteLength !== count * size)
		refuse(where, `a numpy array of ${count} elements of ${size} bytes has ${held.byteLength} bytes`);
	const view = new DataView(held.buffer, held.byteOffset, held.byteLength);
	const strides = elementStrides(sizes, fortranOrder);
	const nest = (axis: number, index: number): NestedScalars =>
		axis === sizes.length
			? read(view, index * size)
			: Array.from({ length: sizes[axis] ?? 0 }, (_, i) => nest(axis + 1, index + i * (strides[axis] ?? 0)));
	return nest(0, 0);
}

interface ArrayParts {
	readonly shape: PickleValue | undefined;
	readonly dtype: PickleValue | undefined;
	readonly fortranOrder: boolean;
	readonly content: PickleValue | undefined;
}

function arrayParts({ name, args, state }: PickleCall): ArrayParts {
	if (name === FROM_BUFFER) {
		const [content, dtype, shape, order] = args;
		return { shape, dtype, fortranOrder: order === "F", content };
	}
	const [, shape, dtype, fortranOrder, content] = isKind(state, "tuple") ? state.items : [];
	return { shape, dtype, fortranOrder: fortranOrder === true, content };
}

/** The dtype's name in NumPy's short form, "f8", from `numpy.dtype("f8", …)`. */
export function numpyDTypeName(dtype: PickleValue | undefined): string | undefined {
	const code = isKind(dtype, "call") && dtype.name === "numpy.dtype" ? dtype.args[0] : undefined;
	return typeof code === "string" ? code.replace(/^[<>=|]/, "") : undefined;
}

function numpyDType(dtype: PickleValue | undefined, where: string): NumpyDType {
	const [bytes, read] = SCALARS.get(numpyDTypeName(dtype) ?? "") ?? [];
	if (bytes === undefined || read === undefined)
		return refuse(where, `numpy data of dtype ${describeValue(dtype)} is not read here`);
	// The state is (version, byte order, …); what stands before the code in the name counts for nothing.
	const state = isKind(dtype, "call") && isKind(dtype.state, "tuple") ? dtype.state.items : [];
	const littleEndian = state[1] !== ">";
	return { bytes, read: (view, offset) => read(view, offset, littleEndian) };
}

function elementStrides(sizes: readonly number[], fortranOrder: boolean): number[] {
	const strides = new Array<number>(sizes.length);
	let stride = 1;
	for (let i = 0; i < sizes.length; i++) {
		const axis = fortranOrder ? i : sizes.length - 1 - i;
		strides[axis] = stride;
		stride *= sizes[axis] ?? 1;
	}
	return strides;
}

function refuse(where: string, message: string): never {
	throw new CheckpointError(`${where}: ${message}`);
}
