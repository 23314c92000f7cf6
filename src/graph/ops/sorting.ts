/** Sorting along the last axis: indices by ONNX's TopK; values are gathered by them, which carries the gradient. */

import { ShapeError } from "../../tensor/errors.ts";
import { elementCount, formatShape } from "../../tensor/shape.ts";
import type { OpDefinition } from "../op-definition.ts";
import type { SymbolicTensor, TensorType } from "../symbolic.ts";
import type { NoAttributes, OpTable } from "./attributes.ts";
import { fromNumbers, numbersOf } from "./host-numbers.ts";
import { gatherElements } from "./indexing.ts";

/**
 * Indices that sort ascending along the last axis; among equals the lowest index comes first.
 * @param x  [..., S]
 * @returns  [..., S] int64. Throws `ShapeError` for a scalar.
 */
export function argsort(x: SymbolicTensor): SymbolicTensor {
	return x.graph.apply("argsort", [x], {});
}

/**
 * Indices of the k largest along the last axis, the largest first; among equals the lowest index comes first.
 * @param x  [..., S]
 * @returns  [..., k] int64. Throws `ShapeError` where k is not in 1…S.
 */
export function argTopK(x: SymbolicTensor, k: number): SymbolicTensor {
	return x.graph.apply("argTopK", [x], { k });
}

/** Values in ascending order along the last axis, differentiable. */
export function sort(x: SymbolicTensor): SymbolicTensor {
	return gatherElements(x, argsort(x), -1);
}

const PIECEWISE_CONSTANT = { zero: "an order does not change with small changes of the values" } as const;

const argsortDefinition: OpDefinition<NoAttributes> = {
	infer: ([x]) => ({ dtype: "int64", shape: sortable("argsort", x).shape }),
	gradient: PIECEWISE_CONSTANT,
	emit: (emitter, inputs, _attributes, output) => emitTopK(emitter, inputs, output.shape.at(-1) ?? 0, "ascending"),
	evaluate: ([x], _attributes, output) =>
		fromNumbers(
			output,
			order(x, output, (a, b) => a - b),
		),
};

const argTopKDefinition: OpDefinition<{ readonly k: number }> = {
	infer([x], { k }) {
		const { shape } = sortable("argTopK", x);
		const size = shape.at(-1) ?? 0;
		if (!Number.isInteger(k) || k < 1 || k > size) {
			throw new ShapeError(`argTopK: k is ${k}, want 1…${size} for operand ${formatShape(shape)}`);
		}
		return { dtype: "int64", shape: [...shape.slice(0, -1), k] };
	},
	gradient: PIECEWISE_CONSTANT,
	emit: (emitter, inputs, { k }) => emitTopK(emitter, inputs, k, "descending"),
	evaluate: ([x], _attributes, output) =>
		fromNumbers(
			output,
			order(x, output, (a, b) => b - a),
		),
};

function emitTopK(
	emitter: Parameters<OpDefinition<NoAttributes>["emit"]>[0],
	inputs: Parameters<OpDefinition<NoAttributes>["emit"]>[1],
	k: number,
	direction: "ascending" | "descending",
): string {
	const names = [...inputs.map((input) => input.name), emitter.int64([k])];
	const attributes = { axis: { int: -1 }, largest: { int: direction === "descending" ? 1 : 0 }, sorted: { int: 1 } };
	return emitter.node("TopK", names, attributes, { count: 2, take: 1 });
}

/** Sorts the indices of each row of `x` and keeps as many as a row of `output` has. */
function order(
	x: Parameters<typeof numbersOf>[0] | undefined,
	output: TensorType,
	compare: (a: number, b: number) => number,
): Float64Array {
	const values = x ? numbersOf(x) : new Float64Array();
	const size = x?.shape.at(-1) ?? 0;
	const kept = output.shape.at(-1) ?? 0;
	const result = new Float64Array(elementCount(output.shape));
	for (let row = 0; row * kept < result.length; row++) {
		const indices = Array.from({ length: size }, (_, index) => index);
		indices.sort((i, j) => compare(values[row * size + i]!, values[row * size + j]!) || i - j);
		result.set(indices.slice(0, kept), row * kept);
	}
	return result;
}

function sortable(who: string, x: TensorType | undefined): TensorType {
	if (!x || x.shape.length === 0) throw new ShapeError(`${who}: operand is a scalar, want at least one axis`);
	return x;
}

export const SORTING_OPS: Pick<OpTable, "argsort" | "argTopK"> = {
	argsort: argsortDefinition,
	argTopK: argTopKDefinition,
};
