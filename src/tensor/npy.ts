/**
 * NumPy's `.npy` files: one array with its dtype and shape.
 *
 * Versions 1 to 3 of the format, little-endian, in C or Fortran order. The header is a Python literal of three known
 * entries and is read as that and nothing else; arrays of Python objects, which would be pickles, are refused.
 * @see https://numpy.org/doc/stable/reference/generated/numpy.lib.format.html
 */

import { type ArrayOf, allocate, bytesPerElement, type DType, viewOf } from "./dtype.ts";
import { CheckpointError } from "./errors.ts";
import { type HostTensor, hostTensor } from "./host-tensor.ts";
import { elementCount, formatShape } from "./shape.ts";

const MAGIC = [0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59] as const;
/** Arrays begin at multiples of this. */
const ALIGNMENT = 64;
const LONGEST_HEADER = 65_536;
const MOST_AXES = 16;

const DESCRIPTIONS: ReadonlyMap<string, DType> = new Map<string, DType>([
	["<f4", "float32"],
	["<f8", "float64"],
	["<f2", "float16"],
	["<i8", "int64"],
	["<i4", "int32"],
	["<i2", "int16"],
	["|i1", "int8"],
	["|u1", "uint8"],
	["|b1", "bool"],
]);

/** Whether bytes begin as `.npy` files do. */
export function looksLikeNpy(head: Uint8Array): boolean {
	return MAGIC.every((byte, index) => head[index] === byte);
}

/**
 * Reads a `.npy` file.
 * @param where  begins messages. Throws `CheckpointError` for what is damaged or of a kind that is not read
 */
export function readNpy(where: string, bytes: Uint8Array): HostTensor {
	if (!looksLikeNpy(bytes)) throw new CheckpointError(`${where}: does not begin as a .npy file`);
	const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
	const [major = 0] = bytes.subarray(6, 7);
	const lengthBytes = major === 1 ? 2 : 4;
	const start = 8 + lengthBytes;
	if (major < 1 || major > 3 || bytes.length < start) {
		throw new CheckpointError(`${where}: version ${major} of .npy, want 1 to 3`);
	}
	const headerBytes = lengthBytes === 2 ? view.getUint16(8, true) : view.getUint32(8, true);
	const end = start + headerBytes;
	if (headerBytes > LONGEST_HEADER || end > bytes.length) {
		throw new CheckpointError(
			`${where}: a header of ${headerBytes} bytes does not fit into ${bytes.length}; is it cut off?`,
		);
	}
	const header = new TextDecoder("latin1").decode(bytes.subarray(start, end));
	const { dtype, shape, fortranOrder } = parseHeader(where, header);
	const count = elementCount(shape);
	const body = bytes.subarray(end);
	if (!Number.isSafeInteger(count) || body.byteLength !== count * bytesPerElement(dtype)) {
		throw new CheckpointError(
			`${where}: ${body.byteLength} bytes of numbers, but shape ${formatShape(shape)} of ${dtype} wants ${count * bytesPerElement(dtype)}`,
		);
	}
	const aligned = body.byteOffset % bytesPerElement(dtype) === 0 ? body : body.slice();
	const data = viewOf(dtype, aligned.buffer, aligned.byteOffset, count);
	return hostTensor(dtype, shape, fortranOrder ? rowMajor(dtype, data, shape) : data);
}

/** Writes a tensor as a `.npy` file. The same tensor gives the same bytes. */
export function writeNpy({ dtype, shape, data }: HostTensor): Uint8Array {
	const description = [...DESCRIPTIONS].find(([, known]) => known === dtype)?.[0];
	if (description === undefined) throw new CheckpointError(`writeNpy: NumPy has no dtype ${dtype}`);
	const shapeText = shape.length === 1 ? `(${shape[0]},)` : `(${shape.join(", ")})`;
	const entries = `{'descr': '${description}', 'fortran_order': False, 'shape': ${shapeText}, }`;
	const start = Math.ceil((10 + entries.length + 1) / ALIGNMENT) * ALIGNMENT;
	const bytes = new Uint8Array(start + data.byteLength);
	bytes.set([...MAGIC, 1, 0], 0);
	new DataView(bytes.buffer).setUint16(8, start - 10, true);
	bytes.set(new TextEncoder().encode(`${entries.padEnd(start - 11)}\n`), 10);
	bytes.set(new Uint8Array(data.buffer, data.byteOffset, data.byteLength), start);
	return bytes;
}

interface Header {
	readonly dtype: DType;
	readonly shape: readonly number[];
	readonly fortranOrder: boolean;
}

function parseHeader(where: string, header: string): Header {
	const [, description] = /'descr'\s*:\s*'([^']*)'/.exec(header) ?? [];
	const [, order] = /'fortran_order'\s*:\s*(True|False)/.exec(header) ?? [];
	const [, sizes] = /'shape'\s*:\s*\(([\d\s,]*)\)/.exec(header) ?? [];
	if (description === undefined || order === undefined || sizes === undefined) {
		throw new CheckpointError(
			`${where}: its header is no description of an array of numbers: ${visible(header.trim())}`,
		);
	}
	const dtype = DESCRIPTIONS.get(description) ?? DESCRIPTIONS.get(description.replace(/^=/, "<"));
	if (dtype === undefined) {
		const known = [...DESCRIPTIONS.keys()].join(", ");
		throw new CheckpointError(`${where}: dtype '${visible(description)}' is not read here, want one of ${known}`);
	}
	const shape = sizes.split(",").flatMap((size) => (size.trim() === "" ? [] : [Number(size)]));
	if (shape.length > MOST_AXES || !shape.every(Number.isSafeInteger)) {
		throw new CheckpointError(`${where}: shape (${visible(sizes)}), want at most ${MOST_AXES} whole numbers`);
	}
	return { dtype, shape, fortranOrder: order === "True" };
}

/** Numbers whose first axis runs fastest, put so that the last one does. */
function rowMajor(dtype: DType, data: ArrayOf<DType>, shape: readonly number[]): ArrayOf<DType> {
	const out = allocate(dtype, data.length);
	const position = new Array<number>(shape.length).fill(0);
	for (let from = 0; from < data.length; from++) {
		out[position.reduce((index, at, axis) => index * (shape[axis] ?? 1) + at, 0)] = data[from] ?? 0;
		for (let axis = 0; axis < shape.length; axis++) {
			const next = (position[axis] ?? 0) + 1;
			position[axis] = next < (shape[axis] ?? 1) ? next : 0;
			if (position[axis] !== 0) break;
		}
	}
	return out;
}

/** Text out of a hostile file: one line of visible characters. */
function visible(text: string): string {
	return text.replace(/[^\x20-\x7e]/g, "?").slice(0, 80);
}
