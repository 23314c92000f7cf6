import type { TrainedWeights } from "../../src/training/networks/training-networks.ts";

/** One layer of a mapping of learning rate multiplier 0.1, unit by unit. */
export function mappingLayerByHand(weights: TrainedWeights, number: number, x: ArrayLike<number>): number[] {
	const weight = weights.get(`backbone.mapping.fc${number}.weight`)?.data ?? new Float32Array();
	const bias = weights.get(`backbone.mapping.fc${number}.bias`)?.data ?? new Float32Array();
	const inputs = weight.length / bias.length;
	return Array.from(bias, (offset, unit) => {
		let sum = offset * 0.1;
		for (let input = 0; input < x.length; input++)
			sum += ((weight[unit * inputs + input] ?? 0) * 0.1 * (x[input] ?? 0)) / Math.sqrt(inputs);
		return Math.SQRT2 * Math.max(sum, 0.2 * sum);
	});
}
