/** Rules about dtypes and shapes that operations share. */

import type { DType } from "../../tensor/dtype.ts";
import { ShapeError } from "../../tensor/errors.ts";
import { broadcastShapes, formatShape } from "../../tensor/shape.ts";
import type { TensorType } from "../symbolic.ts";

const FLOATS: ReadonlySet<DType> = new Set<DType>(["float32", "float64", "float16", "bfloat16"]);

export function isFloat(dtype: DType): boolean {
	return FLOATS.has(dtype);
}

/** `float32 [2, 3]` */
export function formatType({ dtype, shape }: TensorType): string {
	return `${dtype} ${formatShape(shape)}`;
}

/** The inputs as a tuple of `count`. Throws `ShapeError` when there are more or fewer. */
export function expectInputs(op: string, inputs: readonly TensorType[], count: 1): readonly [TensorType];
export function expectInputs(op: string, inputs: readonly TensorType[], count: 2): readonly [TensorType, TensorType];
export function expectInputs(
	op: string,
	inputs: readonly TensorType[],
	count: 3,
): readonly [TensorType, TensorType, TensorType];
export function expectInputs(op: string, inputs: readonly TensorType[], count: number): readonly TensorType[] {
	if (inputs.length !== count) throw new ShapeError(`${op}: ${inputs.length} inputs, want ${count}`);
	return inputs;
}

/** Throws `ShapeError` unless the tensor is of floats. */
export function expectFloat(op: string, type: TensorType): void {
	if (!isFloat(type.dtype)) throw new ShapeError(`${op}: input is ${formatType(type)}, want floats; use cast`);
}

/** Throws `ShapeError` unless both have one dtype. */
export function expectSameDType(op: string, a: TensorType, b: TensorType): void {
	if (a.dtype !== b.dtype) {
		throw new ShapeError(`${op}: inputs are ${formatType(a)} and ${formatType(b)}, want one dtype; use cast`);
	}
}

/** The result type of an elementwise operation on two tensors of one dtype. */
export function broadcastType(op: string, a: TensorType, b: TensorType): TensorType {
	expectSameDType(op, a, b);
	return { dtype: a.dtype, shape: broadcastShapes(op, a.shape, b.shape) };
}
