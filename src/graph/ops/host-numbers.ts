/**
 * How host references read and write elements: as plain numbers, in float64, whatever the dtype is.
 *
 * A reference gives its result the dtype of `output`, not the dtype it expects: `evaluate` may run a graph of float32
 * with float64 throughout, so that gradients can be compared with finite differences sharply.
 */

import { allocate } from "../../tensor/dtype.ts";
import { bfloat16ToFloat32, float16ToFloat32, float32ToBfloat16, float32ToFloat16 } from "../../tensor/half.ts";
import { type HostTensor, hostTensor } from "../../tensor/host-tensor.ts";
import { elementCount, rowMajorStrides, type Shape } from "../../tensor/shape.ts";
import type { TensorType } from "../symbolic.ts";

/** All elements as numbers (a copy; int64 beyond 2^53 loses digits). */
export function numbersOf({ dtype, data }: HostTensor): Float64Array {
	if (dtype === "float16") return Float64Array.from(float16ToFloat32(data as Uint16Array));
	if (dtype === "bfloat16") return Float64Array.from(bfloat16ToFloat32(data as Uint16Array));
	return data instanceof BigInt64Array ? Float64Array.from(data, Number) : Float64Array.from(data);
}

/** A tensor of the output's type, its elements rounded from numbers. */
export function fromNumbers({ dtype, shape }: TensorType, numbers: ArrayLike<number>): HostTensor {
	if (dtype === "float16") return hostTensor(dtype, shape, float32ToFloat16(Float32Array.from(numbers)));
	if (dtype === "bfloat16") return hostTensor(dtype, shape, float32ToBfloat16(Float32Array.from(numbers)));
	if (dtype === "int64") {
		const values = Array.from(numbers, (value) => BigInt(Math.trunc(value)));
		return hostTensor("int64", shape, BigInt64Array.from(values));
	}
	const data = allocate(dtype, elementCount(shape));
	for (let i = 0; i < data.length; i++) data[i] = numbers[i]!;
	return hostTensor(dtype, shape, data);
}

/** A tensor of the output's type, made element by element, without a detour over numbers: for any dtype. */
export function fillElements(
	output: TensorType,
	elementAt: (position: readonly number[]) => number | bigint,
): HostTensor {
	const data = allocate(output.dtype, elementCount(output.shape));
	const elements: { [index: number]: number | bigint } = data; // dtypes agree: elements are moved, not converted
	const position = output.shape.map(() => 0);
	for (let i = 0; i < data.length; i++) {
		elements[i] = elementAt(position);
		advance(position, output.shape);
	}
	return hostTensor(output.dtype, output.shape, data);
}

/** A tensor of the output's type that takes at each position the source's element `sourceIndex(position)`. */
export function takeElements(
	source: HostTensor,
	output: TensorType,
	sourceIndex: (position: readonly number[]) => number,
): HostTensor {
	return fillElements(output, (position) => source.data[sourceIndex(position)]!);
}

/** Strides in elements that read `shape` as if it were broadcast to `target`: 0 along broadcast axes. */
export function broadcastStrides(shape: Shape, target: Shape): number[] {
	const strides = rowMajorStrides(shape);
	const lead = target.length - shape.length;
	return target.map((_, axis) => (axis < lead || shape[axis - lead] === 1 ? 0 : strides[axis - lead]!));
}

/** The flat index of a position under strides. */
export function flatIndex(position: readonly number[], strides: readonly number[]): number {
	let index = 0;
	for (let axis = 0; axis < position.length; axis++) index += position[axis]! * strides[axis]!;
	return index;
}

/** Moves a position to its successor in row-major order, in place. */
export function advance(position: number[], shape: Shape): void {
	for (let axis = shape.length - 1; axis >= 0; axis--) {
		position[axis] = position[axis]! + 1;
		if (position[axis]! < shape[axis]!) return;
		position[axis] = 0;
	}
}
