/** A tensor in host memory: dtype, shape and row-major data. The common currency of all layers. */

import { type ArrayOf, allocate, type DType } from "./dtype.ts";
import { ShapeError } from "./errors.ts";
import { elementCount, formatShape, type Shape } from "./shape.ts";

export interface HostTensor<D extends DType = DType> {
	readonly dtype: D;
	readonly shape: Shape;
	/** Row-major, exactly as many elements as the shape says. */
	readonly data: ArrayOf<D>;
}

/** The tensor of latents, planes, images, labels, points and weights. */
export type Float32Tensor = HostTensor<"float32">;

/** Numbers that may be read and not written. A `Float32Array` is one. */
export interface ReadonlyFloats extends ArrayLike<number>, Iterable<number> {
	/** A view. */
	subarray(start?: number, end?: number): ReadonlyFloats;
	/** A copy, which may be written. */
	slice(start?: number, end?: number): Float32Array;
}

/**
 * A float32 tensor that nobody writes to any more, since something was made of it. Every `Float32Tensor` is one; to
 * have a changed one, make a new tensor: `float32Tensor(fixed.shape, fixed.data.slice())`.
 */
export interface FixedTensor {
	readonly dtype: "float32";
	readonly shape: Shape;
	readonly data: ReadonlyFloats;
}

/** Puts dtype, shape and data together. Throws `ShapeError` when the count of elements is not the shape's. */
export function hostTensor<D extends DType>(dtype: D, shape: Shape, data: ArrayOf<D>): HostTensor<D> {
	if (data.length !== elementCount(shape)) {
		throw new ShapeError(
			`hostTensor: ${data.length} elements for shape ${formatShape(shape)}, want ${elementCount(shape)}`,
		);
	}
	return { dtype, shape: [...shape], data };
}

/** A float32 tensor from typed or plain numbers. */
export function float32Tensor(shape: Shape, values: ArrayLike<number>): Float32Tensor {
	return hostTensor("float32", shape, values instanceof Float32Array ? values : Float32Array.from(values));
}

/** An int64 tensor from plain integers. */
export function int64Tensor(shape: Shape, values: readonly number[]): HostTensor<"int64"> {
	return hostTensor(
		"int64",
		shape,
		BigInt64Array.from(values, (value) => BigInt(value)),
	);
}

/** A tensor of zeros. */
export function zeros<D extends DType>(dtype: D, shape: Shape): HostTensor<D> {
	return { dtype, shape: [...shape], data: allocate(dtype, elementCount(shape)) };
}

/** Narrows to `dtype` or throws `ShapeError`; `name` is whose tensor it is. */
export function expectDType<D extends DType>(name: string, tensor: HostTensor, dtype: D): HostTensor<D> {
	if (tensor.dtype !== dtype) throw new ShapeError(`${name}: dtype ${tensor.dtype}, want ${dtype}`);
	return tensor as unknown as HostTensor<D>;
}
