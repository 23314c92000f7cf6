/** Running sums. */

import { ShapeError } from "../../tensor/errors.ts";
import { int64Tensor } from "../../tensor/host-tensor.ts";
import { elementCount, normalizeAxis } from "../../tensor/shape.ts";
import type { OpDefinition } from "../op-definition.ts";
import type { SymbolicTensor } from "../symbolic.ts";
import type { OpAttributes, OpTable } from "./attributes.ts";
import { fromNumbers, numbersOf } from "./host-numbers.ts";

export interface CumsumOptions {
	/** Leave the element itself out of its sum: sums start at 0. */
	readonly exclusive?: boolean;
	/** Sum from the end towards the start. */
	readonly reverse?: boolean;
}

/**
 * Running sum along an axis.
 * @param axis  in [-rank, rank)
 * @returns     the shape of `x`. Throws `ShapeError` where there is no such axis.
 */
export function cumsum(
	x: SymbolicTensor,
	axis: number,
	{ exclusive = false, reverse = false }: CumsumOptions = {},
): SymbolicTensor {
	return x.graph.apply("cumsum", [x], { axis: normalizeAxis("cumsum", axis, x.shape.length), exclusive, reverse });
}

const definition: OpDefinition<OpAttributes["cumsum"]> = {
	infer([x], { axis }) {
		if (!x) throw new ShapeError("cumsum: no operand, want one");
		normalizeAxis("cumsum", axis, x.shape.length);
		return { dtype: x.dtype, shape: x.shape };
	},
	/** Element i goes into the sums at i and after it: the running sum of their gradients from the other end. */
	gradient: ({ gradient, attributes: { axis, exclusive, reverse } }) => [
		cumsum(gradient, axis, { exclusive, reverse: !reverse }),
	],
	emit: (emitter, inputs, { axis, exclusive, reverse }) =>
		emitter.node("CumSum", [...inputs.map((input) => input.name), emitter.initializer(int64Tensor([], [axis]))], {
			exclusive: { int: Number(exclusive) },
			reverse: { int: Number(reverse) },
		}),
	evaluate([x], { axis, exclusive, reverse }, output) {
		const values = x ? numbersOf(x) : new Float64Array();
		const size = output.shape[axis] ?? 0;
		const stride = elementCount(output.shape.slice(axis + 1));
		const result = new Float64Array(values.length);
		for (let lane = 0; lane * size < values.length; lane++) {
			const start = Math.floor(lane / stride) * size * stride + (lane % stride);
			let sum = 0;
			for (let step = 0; step < size; step++) {
				const index = start + (reverse ? size - 1 - step : step) * stride;
				if (exclusive) result[index] = sum;
				sum += values[index]!;
				if (!exclusive) result[index] = sum;
			}
		}
		return fromNumbers(output, result);
	},
};

export const SCAN_OPS: Pick<OpTable, "cumsum"> = { cumsum: definition };
