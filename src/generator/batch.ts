/** Takes batches apart and puts them together along the first axis. */

import { ShapeError } from "../tensor/errors.ts";
import { type Float32Tensor, float32Tensor, hostTensor } from "../tensor/host-tensor.ts";
import { elementCount, formatShape, sameShape } from "../tensor/shape.ts";

/** Item `index` of a batch [N, …] as [1, …]; shares the data. */
export function itemOf(batch: Float32Tensor, index: number): Float32Tensor {
	const [N = 0, ...rest] = batch.shape;
	if (index >= N) throw new ShapeError(`batch ${formatShape(batch.shape)}: has no item ${index}`);
	const size = elementCount(rest);
	return hostTensor("float32", [1, ...rest], batch.data.subarray(index * size, (index + 1) * size));
}

/** Every item of a batch. */
export function itemsOf(batch: Float32Tensor): Float32Tensor[] {
	return Array.from({ length: batch.shape[0] ?? 0 }, (_, index) => itemOf(batch, index));
}

/** Tensors [1, …] of one shape as one [N, …]. */
export function concatBatch(items: readonly Float32Tensor[]): Float32Tensor {
	const [first] = items;
	if (!first) throw new ShapeError("concatBatch: no items");
	if (items.length === 1) return first;
	const [, ...rest] = first.shape;
	const size = elementCount(rest);
	const data = new Float32Array(size * items.length);
	items.forEach((item, index) => {
		if (!sameShape(item.shape, first.shape)) {
			throw new ShapeError(`concatBatch: ${formatShape(item.shape)} beside ${formatShape(first.shape)}`);
		}
		data.set(item.data, index * size);
	});
	return float32Tensor([items.length, ...rest], data);
}
