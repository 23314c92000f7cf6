/**
 * Gathering and scattering. Indices are int64 in [0, size) and carry no gradient; keeping them in range is the
 * caller's task, the host references throw.
 *
 * Scatter-adds are never written as ONNX's ScatterND with reduction `add`: ONNX Runtime 1.30 runs that on several
 * threads without locks, and equal indices lose updates on the CPU. ScatterElements is sequential, hence right, and
 * quickest along the last axis (200 000 rows of 32 floats into 65 536 rows, 2 cores: along the first axis 110 ms, along
 * the last one with transposes 55 ms; ScatterND on one thread, which a graph cannot ask for, 12 ms).
 */

import { InputError, ShapeError } from "../../tensor/errors.ts";
import { type HostTensor, int64Tensor } from "../../tensor/host-tensor.ts";
import type { Shape } from "../../tensor/shape.ts";
import { elementCount, formatShape, normalizeAxis, rowMajorStrides, sameShape } from "../../tensor/shape.ts";
import type { OpDefinition } from "../op-definition.ts";
import type { SymbolicTensor, TensorType } from "../symbolic.ts";
import type { NoAttributes, OpTable } from "./attributes.ts";
import { fromNumbers, numbersOf } from "./host-numbers.ts";
import { expand, reshape, transpose } from "./layout.ts";

interface AxisAttributes {
	readonly axis: number;
}

/**
 * Takes slices along an axis.
 * @param x        [...before, R, ...after]
 * @param indices  int64 of any shape, each in [0, R)
 * @returns        [...before, ...indices' shape, ...after]. Throws `ShapeError` for another dtype or no such axis.
 */
export function gather(x: SymbolicTensor, indices: SymbolicTensor, axis: number): SymbolicTensor {
	return x.graph.apply("gather", [x, indices], { axis: normalizeAxis("gather", axis, x.shape.length) });
}

/**
 * Rows in another order. A `gather` whose gradient is one too, and not the scattering of rows that may be equal.
 * @param x      [R, C]
 * @param order  [R] int64, each of 0…R - 1 once: which row comes at each place. It is not checked.
 * @returns      [R, C]. Throws `ShapeError` where shapes disagree.
 */
export function permuteRows(x: SymbolicTensor, order: SymbolicTensor): SymbolicTensor {
	return x.graph.apply("permuteRows", [x, order], {});
}

/**
 * Takes single elements along an axis: `result[i][j][k] = x[i][indices[i][j][k]][k]` for axis 1.
 * @param indices  int64 of the result's shape: the rank of `x`, and its sizes on all axes but `axis`
 * @returns        the shape of `indices`. Throws `ShapeError` where shapes disagree.
 */
export function gatherElements(x: SymbolicTensor, indices: SymbolicTensor, axis: number): SymbolicTensor {
	return x.graph.apply("gatherElements", [x, indices], { axis: normalizeAxis("gatherElements", axis, x.shape.length) });
}

/**
 * Adds single elements along an axis; equal indices add up.
 * @param indices  int64, as for `gatherElements`
 * @param updates  the shape of `indices`
 * @returns        the shape of `x`. Throws `ShapeError` where shapes disagree.
 */
export function scatterAddElements(
	x: SymbolicTensor,
	indices: SymbolicTensor,
	updates: SymbolicTensor,
	axis: number,
): SymbolicTensor {
	const attributes = { axis: normalizeAxis("scatterAddElements", axis, x.shape.length) };
	return x.graph.apply("scatterAddElements", [x, indices, updates], attributes);
}

/**
 * Adds rows; equal indices add up.
 * @param data     [R, C]
 * @param indices  [P] int64, each in [0, R)
 * @param updates  [P, C]
 * @returns        [R, C]. Throws `ShapeError` where shapes disagree.
 */
export function scatterAddRows(data: SymbolicTensor, indices: SymbolicTensor, updates: SymbolicTensor): SymbolicTensor {
	return data.graph.apply("scatterAddRows", [data, indices, updates], {});
}

const gatherDefinition: OpDefinition<AxisAttributes> = {
	infer([x, indices], { axis }) {
		if (!x || !indices || indices.dtype !== "int64" || axis >= x.shape.length)
			throw operandError("gather", [x, indices]);
		return { dtype: x.dtype, shape: [...x.shape.slice(0, axis), ...indices.shape, ...x.shape.slice(axis + 1)] };
	},
	gradient({ inputs: [x, indices], attributes: { axis }, gradient, wants }) {
		if (!x || !indices || !wants(0)) return [null, null];
		return [scatterSlices(x.shape, indices, gradient, axis), null];
	},
	emit: (emitter, inputs, { axis }) =>
		emitter.node(
			"Gather",
			inputs.map((input) => input.name),
			{ axis: { int: axis } },
		),
	evaluate([x, indices], { axis }, output) {
		if (!x || !indices) throw operandError("gather", [x, indices]);
		const values = numbersOf(x);
		const rows = checkedIndices("gather", indices, x.shape[axis] ?? 0);
		const stride = elementCount(x.shape.slice(axis + 1));
		const result = new Float64Array(elementCount(output.shape));
		const slab = (x.shape[axis] ?? 0) * stride;
		for (let index = 0; index < result.length; index++) {
			const outer = Math.floor(index / (rows.length * stride));
			const row = rows[Math.floor(index / stride) % rows.length]!;
			result[index] = values[outer * slab + row * stride + (index % stride)]!;
		}
		return fromNumbers(output, result);
	},
};

/** The adjoint of `gather`: adds slices of `updates` into zeros of `shape`, as rows with `axis` moved to the front. */
function scatterSlices(shape: Shape, indices: SymbolicTensor, updates: SymbolicTensor, axis: number): SymbolicTensor {
	const { graph } = updates;
	const [before, rows, after] = [shape.slice(0, axis), shape[axis] ?? 0, shape.slice(axis + 1)];
	const columns = elementCount(before) * elementCount(after);
	const count = elementCount(indices.shape);
	// [before, P, after] → [P, before · after]
	const lanes = reshape(updates, [elementCount(before), count, elementCount(after)]);
	const rowsOfUpdates = reshape(axis === 0 ? lanes : transpose(lanes, [1, 0, 2]), [count, columns]);
	const zeros = expand(graph.scalar(0, updates.dtype), [rows, columns]);
	const sums = scatterAddRows(zeros, reshape(indices, [count]), rowsOfUpdates);
	if (axis === 0) return reshape(sums, shape);
	const unflattened = reshape(sums, [rows, elementCount(before), elementCount(after)]);
	return reshape(transpose(unflattened, [1, 0, 2]), shape);
}

const permuteRowsDefinition: OpDefinition<NoAttributes> = {
	infer([x, order]) {
		const fits = x?.shape.length === 2 && order?.dtype === "int64" && sameShape(order.shape, [x.shape[0] ?? 0]);
		if (!fits) throw operandError("permuteRows", [x, order]);
		return { dtype: x.dtype, shape: x.shape };
	},
	gradient({ inputs: [, order], gradient }) {
		return [order ? permuteRows(gradient, inverse(order)) : null, null];
	},
	emit: (emitter, inputs) =>
		emitter.node(
			"Gather",
			inputs.map((input) => input.name),
			{ axis: { int: 0 } },
		),
	evaluate: (inputs, _, output) => gatherDefinition.evaluate(inputs, { axis: 0 }, output),
};

/** Where each index stands in a permutation [R]. */
function inverse(order: SymbolicTensor): SymbolicTensor {
	const { graph } = order;
	const count = order.shape[0] ?? 0;
	const places = graph.constant(
		int64Tensor(
			[count],
			Array.from({ length: count }, (_, place) => place),
		),
	);
	return scatterAddElements(expand(graph.scalar(0, "int64"), [count]), order, places, 0);
}

const gatherElementsDefinition: OpDefinition<AxisAttributes> = {
	infer([x, indices], { axis }) {
		if (!x || !indices || !elementwise(x, indices, axis)) throw operandError("gatherElements", [x, indices]);
		return { dtype: x.dtype, shape: indices.shape };
	},
	gradient({ inputs: [x, indices], attributes: { axis }, gradient, wants }) {
		if (!x || !indices || !wants(0)) return [null, null];
		return [scatterAddElements(expand(x.graph.scalar(0, x.dtype), x.shape), indices, gradient, axis), null];
	},
	emit: (emitter, inputs, { axis }) =>
		emitter.node(
			"GatherElements",
			inputs.map((input) => input.name),
			{ axis: { int: axis } },
		),
	evaluate([x, indices], { axis }, output) {
		if (!x || !indices) throw operandError("gatherElements", [x, indices]);
		const values = numbersOf(x);
		const offsets = elementOffsets("gatherElements", x.shape, indices, axis);
		return fromNumbers(
			output,
			Float64Array.from(offsets, (offset) => values[offset]!),
		);
	},
};

const scatterAddElementsDefinition: OpDefinition<AxisAttributes> = {
	infer([x, indices, updates], { axis }) {
		const fits = x && indices && updates && elementwise(x, indices, axis) && sameShape(indices.shape, updates.shape);
		if (!fits || x.dtype !== updates.dtype) throw operandError("scatterAddElements", [x, indices, updates]);
		return { dtype: x.dtype, shape: x.shape };
	},
	gradient({ inputs: [, indices], attributes: { axis }, gradient, wants }) {
		return [gradient, null, indices && wants(2) ? gatherElements(gradient, indices, axis) : null];
	},
	emit: (emitter, inputs, { axis }) =>
		emitter.node(
			"ScatterElements",
			inputs.map((input) => input.name),
			{ axis: { int: axis }, reduction: { string: "add" } },
		),
	evaluate([x, indices, updates], { axis }, output) {
		if (!x || !indices || !updates) throw operandError("scatterAddElements", [x, indices, updates]);
		const sums = numbersOf(x);
		const parts = numbersOf(updates);
		elementOffsets("scatterAddElements", x.shape, indices, axis).forEach((offset, index) => {
			sums[offset] = sums[offset]! + parts[index]!;
		});
		return fromNumbers(output, sums);
	},
};

const scatterAddRowsDefinition: OpDefinition<NoAttributes> = {
	infer([data, indices, updates]) {
		const ranks = data?.shape.length === 2 && indices?.shape.length === 1 && updates?.shape.length === 2;
		if (!data || !indices || !updates || !ranks || indices.dtype !== "int64" || data.dtype !== updates.dtype) {
			throw operandError("scatterAddRows", [data, indices, updates]);
		}
		if (!sameShape(updates.shape, [indices.shape[0] ?? 0, data.shape[1] ?? 0])) {
			throw operandError("scatterAddRows", [data, indices, updates]);
		}
		return { dtype: data.dtype, shape: data.shape };
	},
	gradient({ inputs: [, indices], gradient, wants }) {
		return [gradient, null, indices && wants(2) ? gather(gradient, indices, 0) : null];
	},
	emit(emitter, [data, indices, updates]) {
		if (!data || !indices || !updates) throw operandError("scatterAddRows", [data, indices, updates]);
		const [rows, columns] = [indices.shape[0] ?? 0, data.shape[1] ?? 0];
		const index = emitter.node("Expand", [indices.name, emitter.int64([columns, rows])]); // [C, P]
		const swap = (name: string): string => emitter.node("Transpose", [name], { perm: { ints: [1, 0] } });
		const sums = emitter.node("ScatterElements", [swap(data.name), index, swap(updates.name)], {
			axis: { int: 1 },
			reduction: { string: "add" },
		});
		return swap(sums);
	},
	evaluate([data, indices, updates], _attributes, output) {
		if (!data || !indices || !updates) throw operandError("scatterAddRows", [data, indices, updates]);
		const sums = numbersOf(data);
		const parts = numbersOf(updates);
		const columns = data.shape[1] ?? 0;
		checkedIndices("scatterAddRows", indices, data.shape[0] ?? 0).forEach((row, index) => {
			for (let column = 0; column < columns; column++) {
				const offset = row * columns + column;
				sums[offset] = sums[offset]! + parts[index * columns + column]!;
			}
		});
		return fromNumbers(output, sums);
	},
};

/** Whether `indices` are int64, and as large as `x` on all axes but one. */
function elementwise(x: TensorType, indices: TensorType, axis: number): boolean {
	return (
		indices.dtype === "int64" &&
		axis < x.shape.length &&
		indices.shape.length === x.shape.length &&
		indices.shape.every((size, at) => at === axis || size === x.shape[at])
	);
}

/** For each element of `indices`, the offset in a tensor of `shape` that it points to along `axis`. */
function elementOffsets(who: string, shape: Shape, indices: HostTensor, axis: number): Float64Array {
	const strides = rowMajorStrides(shape);
	const own = rowMajorStrides(indices.shape);
	return checkedIndices(who, indices, shape[axis] ?? 0).map((target, index) =>
		indices.shape.reduce((offset, size, at) => {
			const coordinate = at === axis ? target : Math.floor(index / own[at]!) % size;
			return offset + coordinate * strides[at]!;
		}, 0),
	);
}

/** Indices as numbers. Throws `InputError` for one outside [0, size). */
function checkedIndices(who: string, indices: HostTensor, size: number): Float64Array {
	const numbers = numbersOf(indices);
	const wrong = numbers.findIndex((index) => index < 0 || index >= size);
	if (wrong >= 0) throw new InputError(`${who}: index ${numbers[wrong]} at position ${wrong}, want 0…${size - 1}`);
	return numbers;
}

function operandError(who: string, operands: readonly (TensorType | undefined)[]): ShapeError {
	const names = operands.map((type) => (type ? `${type.dtype} ${formatShape(type.shape)}` : "nothing"));
	return new ShapeError(`${who}: operands ${names.join(", ")} do not fit together`);
}

type IndexingOp = "gather" | "permuteRows" | "gatherElements" | "scatterAddElements" | "scatterAddRows";

export const INDEXING_OPS: Pick<OpTable, IndexingOp> = {
	gather: gatherDefinition,
	permuteRows: permuteRowsDefinition,
	gatherElements: gatherElementsDefinition,
	scatterAddElements: scatterAddElementsDefinition,
	scatterAddRows: scatterAddRowsDefinition,
};
