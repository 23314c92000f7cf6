/** Operands of elementwise functions: tensors, or numbers that become scalar constants of the other operand's dtype. */

import { GraphError } from "../../tensor/errors.ts";
import { elementCount, sameShape } from "../../tensor/shape.ts";
import type { SymbolicTensor } from "../symbolic.ts";

export type Operand = SymbolicTensor | number;

/** Both operands as tensors. Throws `GraphError` when both are numbers. */
export function toTensors(op: string, a: Operand, b: Operand): readonly [SymbolicTensor, SymbolicTensor] {
	if (typeof a !== "number") return [a, typeof b === "number" ? a.graph.scalar(b, a.dtype) : b];
	if (typeof b === "number") throw new GraphError(`${op}: both operands are numbers, want at least one tensor`);
	return [b.graph.scalar(a, b.dtype), b];
}

/** The one value of all elements where that is known as the graph is built: scalar constants, also spread out. */
export function uniformValue(tensor: SymbolicTensor): number | undefined {
	const { origin } = tensor;
	if (origin.kind === "constant") {
		const { dtype, data } = origin.value;
		if (elementCount(tensor.shape) !== 1 || dtype === "float16" || dtype === "bfloat16") return undefined;
		return Number(data[0]);
	}
	if (origin.kind === "operation" && (origin.op === "expand" || origin.op === "reshape")) {
		const [source] = origin.inputs;
		return source && uniformValue(source);
	}
	return undefined;
}

/**
 * The operand without an `expand` that broadcasting does anyway.
 * @param shape  what the result must still broadcast to, together with `other`
 */
export function withoutExpand(tensor: SymbolicTensor, other: SymbolicTensor, shape: readonly number[]): SymbolicTensor {
	const { origin } = tensor;
	if (origin.kind !== "operation" || origin.op !== "expand") return tensor;
	const [source] = origin.inputs;
	if (!source) return tensor;
	const size = (of: readonly number[], axis: number): number => of[axis - shape.length + of.length] ?? 1;
	const broadcast = shape.map((_, axis) => {
		const own = size(source.shape, axis);
		return own === 1 ? size(other.shape, axis) : own;
	});
	return sameShape(broadcast, shape) ? source : tensor;
}
