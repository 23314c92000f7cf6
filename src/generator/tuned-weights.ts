/** Weights that were tuned to one person, kept as what is added to those of the network, so that the network's file stays as it is. */

import { InputError } from "../tensor/errors.ts";
import { expectDType, type Float32Tensor, float32Tensor, type HostTensor } from "../tensor/host-tensor.ts";
import { formatShape, sameShape } from "../tensor/shape.ts";

/** By official name, of the weight's shape. */
export type WeightDifferences = ReadonlyMap<string, Float32Tensor>;

/** Weights with differences added; the others are the same tensors. Throws `InputError` where they do not fit. */
export function tunedWeights<T extends HostTensor>(
	weights: ReadonlyMap<string, T>,
	differences: WeightDifferences,
): ReadonlyMap<string, T | Float32Tensor> {
	const tuned = new Map<string, T | Float32Tensor>(weights);
	for (const [name, { shape, data }] of differences) {
		const own = weights.get(name);
		if (!own || !sameShape(own.shape, shape)) {
			throw new InputError(
				`tuned weights: '${name}' ${formatShape(shape)}, the network has ${own ? formatShape(own.shape) : "no weight of that name"} – were they tuned on another network?`,
			);
		}
		const before = expectDType(name, own, "float32").data;
		tuned.set(
			name,
			float32Tensor(
				shape,
				data.map((value, at) => value + (before[at] ?? 0)),
			),
		);
	}
	return tuned;
}
