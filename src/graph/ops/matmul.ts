/** Batched matrix product. */

import { ShapeError } from "../../tensor/errors.ts";
import { broadcastShapes, elementCount, formatShape, rowMajorStrides, type Shape } from "../../tensor/shape.ts";
import type { OpDefinition } from "../op-definition.ts";
import type { SymbolicTensor, TensorType } from "../symbolic.ts";
import type { NoAttributes, OpTable } from "./attributes.ts";
import { fromNumbers, numbersOf } from "./host-numbers.ts";
import { sumToShape, transpose } from "./layout.ts";

/**
 * Matrix product over the last two axes.
 * @param a  [..., I, K]
 * @param b  [..., K, J]
 * @returns  [..., I, J]; leading axes broadcast. Throws `ShapeError` where ranks are below 2 or sizes disagree.
 */
export function matmul(a: SymbolicTensor, b: SymbolicTensor): SymbolicTensor {
	return a.graph.apply("matmul", [a, b], {});
}

/** Swaps the last two axes. */
function transposeMatrices(x: SymbolicTensor): SymbolicTensor {
	const rank = x.shape.length;
	const permutation = Array.from({ length: rank }, (_, axis) => axis);
	return transpose(x, [...permutation.slice(0, -2), rank - 1, rank - 2]);
}

const definition: OpDefinition<NoAttributes> = {
	infer([a, b]) {
		if (!a || !b || a.shape.length < 2 || b.shape.length < 2 || a.dtype !== b.dtype) throw operandError(a, b);
		if (a.shape.at(-1) !== b.shape.at(-2)) throw operandError(a, b);
		const batch = broadcastShapes("matmul, leading axes", a.shape.slice(0, -2), b.shape.slice(0, -2));
		return { dtype: a.dtype, shape: [...batch, a.shape.at(-2) ?? 0, b.shape.at(-1) ?? 0] };
	},
	gradient({ inputs: [a, b], gradient, wants }) {
		if (!a || !b) return [];
		return [
			wants(0) ? sumToShape(matmul(gradient, transposeMatrices(b)), a.shape) : null,
			wants(1) ? sumToShape(matmul(transposeMatrices(a), gradient), b.shape) : null,
		];
	},
	emit: (emitter, inputs) =>
		emitter.node(
			"MatMul",
			inputs.map((input) => input.name),
		),
	evaluate([a, b], _attributes, output) {
		if (!a || !b) throw operandError(a, b);
		const [left, right] = [numbersOf(a), numbersOf(b)];
		const [rows, columns] = output.shape.slice(-2) as [number, number];
		const inner = a.shape.at(-1) ?? 0;
		const batch = output.shape.slice(0, -2);
		const values = new Float64Array(elementCount(output.shape));
		for (let index = 0; index < elementCount(batch); index++) {
			const offsetA = broadcastIndex(batch, a.shape.slice(0, -2), index) * rows * inner;
			const offsetB = broadcastIndex(batch, b.shape.slice(0, -2), index) * inner * columns;
			for (let i = 0; i < rows; i++) {
				for (let j = 0; j < columns; j++) {
					let sum = 0;
					for (let k = 0; k < inner; k++) sum += left[offsetA + i * inner + k]! * right[offsetB + k * columns + j]!;
					values[(index * rows + i) * columns + j] = sum;
				}
			}
		}
		return fromNumbers(output, values);
	},
};

/** Where element `index` of a tensor of shape `full` lies in one of shape `part`, which broadcasts to `full`. */
function broadcastIndex(full: Shape, part: Shape, index: number): number {
	const [fullStrides, partStrides] = [rowMajorStrides(full), rowMajorStrides(part)];
	return part.reduce((offset, size, axis) => {
		const fullAxis = axis + full.length - part.length;
		const coordinate = Math.floor(index / fullStrides[fullAxis]!) % full[fullAxis]!;
		return offset + (size === 1 ? 0 : coordinate) * partStrides[axis]!;
	}, 0);
}

function operandError(a: TensorType | undefined, b: TensorType | undefined): ShapeError {
	const name = (type: TensorType | undefined): string =>
		type ? `${type.dtype} ${formatShape(type.shape)}` : "nothing";
	return new ShapeError(`matmul: operands ${name(a)} and ${name(b)}, want [..., I, K] and [..., K, J] of one dtype`);
}

export const MATMUL_OPS: Pick<OpTable, "matmul"> = { matmul: definition };
