/** Definitions of the operations that move elements; `layout.ts` and `reshape.ts` have their functions. */

import { ShapeError } from "../../tensor/errors.ts";
import { elementCount, formatShape, rowMajorStrides, sameShape } from "../../tensor/shape.ts";
import type { OpDefinition } from "../op-definition.ts";
import type { TensorType } from "../symbolic.ts";
import type { OpAttributes, OpTable } from "./attributes.ts";
import { broadcastStrides, fillElements, flatIndex, takeElements } from "./host-numbers.ts";
import { flip, reshape, slice, split, sumToShape, transpose } from "./layout.ts";
import { scatterToSlice } from "./slice-gradient.ts";
import { expectInputs, formatType } from "./type-rules.ts";

/** ONNX's way to say "to the very beginning" for a slice that runs backwards. */
const BEFORE_FIRST = -(2 ** 53);

const reshapeDefinition: OpDefinition<OpAttributes["reshape"]> = {
	infer: (inputs, { shape }) => {
		const [x] = expectInputs("reshape", inputs, 1);
		if (elementCount(x.shape) !== elementCount(shape)) {
			throw new ShapeError(`reshape: ${formatShape(x.shape)} cannot become ${formatShape(shape)}`);
		}
		return { dtype: x.dtype, shape };
	},
	gradient: ({ inputs, gradient }) => inputs.map((x) => reshape(gradient, x.shape)),
	// `allowzero` makes a 0 in the shape mean size 0, not "as before".
	emit: (emitter, [x], { shape }) =>
		emitter.node(
			"Reshape",
			x ? [x.name, emitter.int64(shape)] : [],
			shape.includes(0) ? { allowzero: { int: 1 } } : {},
		),
	evaluate: ([x], _, output) => ({ dtype: output.dtype, shape: output.shape, data: x!.data }),
};

const transposeDefinition: OpDefinition<OpAttributes["transpose"]> = {
	infer: (inputs, { permutation }) => {
		const [x] = expectInputs("transpose", inputs, 1);
		return { dtype: x.dtype, shape: permutation.map((axis) => x.shape[axis]!) };
	},
	gradient: ({ attributes: { permutation }, gradient }) => [
		transpose(
			gradient,
			permutation.map((_, axis) => permutation.indexOf(axis)),
		),
	],
	emit: (emitter, [x], { permutation }) =>
		emitter.node("Transpose", x ? [x.name] : [], { perm: { ints: permutation } }),
	evaluate: ([x], { permutation }, output) => {
		const strides = rowMajorStrides(x!.shape);
		const permuted = permutation.map((axis) => strides[axis]!);
		return takeElements(x!, output, (position) => flatIndex(position, permuted));
	},
};

const expandDefinition: OpDefinition<OpAttributes["expand"]> = {
	infer: (inputs, { shape }) => ({ dtype: expectInputs("expand", inputs, 1)[0].dtype, shape }),
	gradient: ({ inputs, gradient }) => inputs.map((x) => sumToShape(gradient, x.shape)),
	emit: (emitter, [x], { shape }) => emitter.node("Expand", x ? [x.name, emitter.int64(shape)] : []),
	evaluate: ([x], _, output) => {
		const strides = broadcastStrides(x!.shape, output.shape);
		return takeElements(x!, output, (position) => flatIndex(position, strides));
	},
};

const sliceDefinition: OpDefinition<OpAttributes["slice"]> = {
	infer: (inputs, { starts, ends, steps }) => {
		const [x] = expectInputs("slice", inputs, 1);
		const shape = x.shape.map((size, axis) => {
			const [start, end, step] = [starts[axis]!, ends[axis]!, steps[axis]!];
			if (![start, end, step].every(Number.isInteger) || start < 0 || end < start || end > size || step < 1) {
				throw new ShapeError(
					`slice: ${start} to ${end} by ${step} on axis ${axis} of ${formatShape(x.shape)}, want 0 ≤ start ≤ end ≤ ${size} and a step ≥ 1`,
				);
			}
			return Math.ceil((end - start) / step);
		});
		return { dtype: x.dtype, shape };
	},
	gradient: ({ inputs, attributes, gradient }) => inputs.map((x) => scatterToSlice(gradient, x.shape, attributes)),
	emit: (emitter, [x], { starts, ends, steps }) => {
		if (!x) return "";
		const axes = x.shape.flatMap((size, axis) =>
			starts[axis] === 0 && ends[axis] === size && steps[axis] === 1 ? [] : [axis],
		);
		const of = (list: readonly number[]): string => emitter.int64(axes.map((axis) => list[axis]!));
		return emitter.node("Slice", [x.name, of(starts), of(ends), emitter.int64(axes), of(steps)]);
	},
	evaluate: ([x], { starts, steps }, output) => {
		const strides = rowMajorStrides(x!.shape);
		const offset = flatIndex(starts, strides);
		const stepped = strides.map((stride, axis) => stride * steps[axis]!);
		return takeElements(x!, output, (position) => offset + flatIndex(position, stepped));
	},
};

const padDefinition: OpDefinition<OpAttributes["pad"]> = {
	infer: (inputs, { before, after }) => {
		const [x] = expectInputs("pad", inputs, 1);
		const legal = [before, after].every(
			(list) => list.length === x.shape.length && list.every((size) => Number.isInteger(size) && size >= 0),
		);
		if (!legal) {
			throw new ShapeError(
				`pad: [${before.join(", ")}] before and [${after.join(", ")}] after ${formatShape(x.shape)}, want one non-negative integer for each axis`,
			);
		}
		return { dtype: x.dtype, shape: x.shape.map((size, axis) => before[axis]! + size + after[axis]!) };
	},
	gradient: ({ inputs, attributes: { before }, gradient }) =>
		inputs.map((x) => slice(gradient, { starts: before, ends: x.shape.map((size, axis) => before[axis]! + size) })),
	emit: (emitter, [x], { before, after }) =>
		emitter.node("Pad", x ? [x.name, emitter.int64([...before, ...after])] : []),
	evaluate: ([x], { before }, output) => {
		const strides = rowMajorStrides(x!.shape);
		const zero = x!.dtype === "int64" ? 0n : 0;
		return fillElements(output, (position) => {
			const source = position.map((at, axis) => at - before[axis]!);
			const inside = source.every((at, axis) => at >= 0 && at < x!.shape[axis]!);
			return inside ? x!.data[flatIndex(source, strides)]! : zero;
		});
	},
};

const concatDefinition: OpDefinition<OpAttributes["concat"]> = {
	infer: (inputs, { axis }) => {
		const [first, ...others] = inputs;
		if (!first) throw new ShapeError("concat: no inputs, want at least one");
		const fits = (other: TensorType): boolean =>
			other.dtype === first.dtype && sameShape(other.shape.toSpliced(axis, 1, 0), first.shape.toSpliced(axis, 1, 0));
		const misfit = others.find((other) => !fits(other));
		if (misfit) {
			throw new ShapeError(
				`concat: ${formatType(first)} and ${formatType(misfit)}, want one dtype and equal axes but axis ${axis}`,
			);
		}
		const size = inputs.reduce((sum, input) => sum + input.shape[axis]!, 0);
		return { dtype: first.dtype, shape: first.shape.with(axis, size) };
	},
	gradient: ({ inputs, attributes: { axis }, gradient }) =>
		split(
			gradient,
			axis,
			inputs.map((input) => input.shape[axis]!),
		),
	emit: (emitter, inputs, { axis }) =>
		emitter.node(
			"Concat",
			inputs.map((input) => input.name),
			{ axis: { int: axis } },
		),
	evaluate: (inputs, { axis }, output) => {
		// The input that each index along the axis lies in, and the index there.
		const places = inputs.flatMap((input) => Array.from({ length: input.shape[axis]! }, (_, at) => ({ input, at })));
		const element = (position: readonly number[]): number | bigint => {
			const { input, at } = places[position[axis]!]!;
			return input.data[flatIndex(position.with(axis, at), rowMajorStrides(input.shape))]!;
		};
		return fillElements(output, element);
	},
};

const flipDefinition: OpDefinition<OpAttributes["flip"]> = {
	infer: (inputs) => expectInputs("flip", inputs, 1)[0],
	gradient: ({ attributes: { axes }, gradient }) => [flip(gradient, axes)],
	emit: (emitter, [x], { axes }) => {
		const all = (value: number): string => emitter.int64(axes.map(() => value));
		return emitter.node("Slice", x ? [x.name, all(-1), all(BEFORE_FIRST), emitter.int64(axes), all(-1)] : []);
	},
	evaluate: ([x], { axes }, output) => {
		const strides = rowMajorStrides(output.shape);
		return takeElements(x!, output, (position) =>
			flatIndex(
				position.map((at, axis) => (axes.includes(axis) ? output.shape[axis]! - 1 - at : at)),
				strides,
			),
		);
	},
};

type LayoutOp = "reshape" | "transpose" | "expand" | "slice" | "pad" | "concat" | "flip";

export const LAYOUT_OPS: Pick<OpTable, LayoutOp> = {
	reshape: reshapeDefinition,
	transpose: transposeDefinition,
	expand: expandDefinition,
	slice: sliceDefinition,
	pad: padDefinition,
	concat: concatDefinition,
	flip: flipDefinition,
};
