/** Units of one layer of a mapping, set one by one. */

import { expectDType, type Float32Tensor, float32Tensor } from "../../tensor/host-tensor.ts";
import type { TrainedWeights } from "../networks/training-networks.ts";

export type MappingLayer = ReturnType<typeof mappingLayer>;

/** One layer of a mapping, written in effective weights; a copy. */
export function mappingLayer(weights: TrainedWeights, number: number, lrMultiplier: number) {
	const copy = (name: string): Float32Tensor => {
		const tensor = weights.get(name);
		if (!tensor) throw new RangeError(`teaching: the mapping has no '${name}'`);
		const { shape, data } = expectDType(name, tensor, "float32");
		return float32Tensor(shape, data.slice());
	};
	const path = `backbone.mapping.fc${number}`;
	const [weight, bias] = [copy(`${path}.weight`), copy(`${path}.bias`)];
	// z comes first; what follows it is the condition
	const inputs = weight.shape[1] ?? 0;
	const gain = lrMultiplier / Math.sqrt(inputs);
	return {
		tensors: [
			[`${path}.weight`, weight],
			[`${path}.bias`, bias],
		] as const,
		/** A unit that hears the given inputs alone. */
		set(unit: number, heard: readonly (readonly [number, number])[], offset: number): void {
			weight.data.fill(0, unit * inputs, (unit + 1) * inputs);
			for (const [input, value] of heard) weight.data[unit * inputs + input] = value / gain;
			bias.data[unit] = offset / lrMultiplier;
		},
		/** A unit that does not hear the first inputs any more, and the others as much louder. */
		forget(unit: number, count: number): void {
			const louder = Math.sqrt(inputs / Math.max(inputs - count, 1));
			for (let input = 0; input < inputs; input++) {
				const at = unit * inputs + input;
				weight.data[at] = input < count ? 0 : (weight.data[at] ?? 0) * louder;
			}
		},
	};
}
