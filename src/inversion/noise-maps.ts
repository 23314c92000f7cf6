/**
 * The backbone's stored noise, moved with the latents (Karras et al. 2020, StyleGAN2, appendix D): it takes up what no
 * latent says, such as strands of hair. A regulariser keeps it noise: neighbours, also of shrunken maps, are to have nothing in
 * common, and every map keeps mean 0 and variance 1.
 */

import type { WeightDifferences } from "../generator/tuned-weights.ts";
import type { Graph } from "../graph/graph.ts";
import { add, mul } from "../graph/ops/arithmetic.ts";
import { concat, reshape, sliceAxis } from "../graph/ops/layout.ts";
import { reduceMean } from "../graph/ops/reductions.ts";
import { square } from "../graph/ops/unary.ts";
import type { SymbolicTensor } from "../graph/symbolic.ts";
import type { Weights } from "../networks/parameters.ts";
import { type Float32Tensor, float32Tensor } from "../tensor/host-tensor.ts";
import { mean } from "../tensor/statistics.ts";
import type { TrainedWeights } from "../training/networks/training-networks.ts";
import { ADAM_WITH_MOMENTUM, type AdamMoments, adamUpdate, freshMoments } from "../training/optimiser/adam.ts";
import { GENERATOR_PREFIX } from "../training/phases/inputs.ts";

const MAP = "noise_const";
const STRENGTH = "noise_strength";
/** Side of the smallest maps that are compared with themselves. */
const SMALLEST = 8;
/** Weight of what neighbours have in common, as published. */
const REGULARIZER = 1e5;
/** Of Adam, in deviations of the noise. */
const RATE = 0.01;

/** The backbone's stored maps that a graph of planes takes, by official name. */
export function noiseMapsOf(graph: Graph): ReadonlyMap<string, SymbolicTensor> {
	return new Map(
		[...graph.inputs].flatMap(([name, tensor]) =>
			name.startsWith(GENERATOR_PREFIX) && name.endsWith(`.${MAP}`)
				? [[name.slice(GENERATOR_PREFIX.length), tensor] as const]
				: [],
		),
	);
}

/** What neighbours have in common in maps [R, R], R a power of two: scalar, with its weight. */
export function noiseRegularizer(maps: Iterable<SymbolicTensor>): SymbolicTensor | null {
	let sum: SymbolicTensor | null = null;
	for (const map of maps) {
		for (const [axis, small] of shrunken(map).flatMap((size) => [[0, size] as const, [1, size] as const])) {
			const shared = square(reduceMean(mul(small, rolled(small, axis))));
			sum = sum ? add(sum, shared) : shared;
		}
	}
	return sum && mul(sum, REGULARIZER);
}

/** The map and its halves, as long as they are large enough; each of the same variance if its pixels are independent. */
function shrunken(map: SymbolicTensor): SymbolicTensor[] {
	const sizes = [map];
	for (let [side = 0] = map.shape, last = map; side > SMALLEST; side /= 2, sizes.push(last)) {
		last = mul(reduceMean(reshape(last, [side / 2, 2, side / 2, 2]), [1, 3]), 2);
	}
	return sizes;
}

function rolled(map: SymbolicTensor, axis: number): SymbolicTensor {
	const side = map.shape[axis] ?? 0;
	return concat([sliceAxis(map, axis, 1, side), sliceAxis(map, axis, 0, 1)], axis);
}

/** Official names of the backbone's maps that move: those of layers whose noise has a strength. */
export function movingNoiseMaps(weights: Weights): string[] {
	return [...weights.keys()].filter((name) => {
		if (!(name.startsWith("backbone.") && name.endsWith(`.${MAP}`))) return false;
		return Number(weights.get(name.slice(0, -MAP.length) + STRENGTH)?.data[0] ?? 0) !== 0;
	});
}

/** Maps that move. */
export class NoiseMaps {
	readonly #own: TrainedWeights;
	readonly #moved = new Map<string, { readonly map: Float32Tensor; moments: AdamMoments }>();
	/** The network's weights, with the maps as they are now. */
	readonly weights: TrainedWeights;

	constructor(weights: TrainedWeights) {
		this.#own = weights;
		for (const name of movingNoiseMaps(weights)) {
			const own = weights.get(name);
			if (!own) continue;
			const map = float32Tensor(own.shape, Float32Array.from(own.data));
			this.#moved.set(name, { map, moments: freshMoments(map.data.length) });
		}
		this.weights = new Map([...weights, ...[...this.#moved].map(([name, { map }]) => [name, map] as const)]);
	}

	/** One step against gradients by official name. @param rate  share of the full rate */
	step(gradients: ReadonlyMap<string, Float32Tensor>, rate: number): void {
		for (const [name, moved] of this.#moved) {
			const gradient = gradients.get(name);
			if (!gradient) continue;
			const { data } = moved.map;
			const adam = { ...ADAM_WITH_MOMENTUM, learningRate: RATE * rate };
			moved.moments = adamUpdate(data, gradient.data, moved.moments, adam);
			standardize(data);
		}
	}

	/** What was added to the network's own maps. */
	differences(): WeightDifferences {
		return new Map(
			[...this.#moved].map(([name, { map }]) => {
				const own = this.#own.get(name)?.data ?? [];
				return [
					name,
					float32Tensor(
						map.shape,
						map.data.map((value, at) => value - (own[at] ?? 0)),
					),
				] as const;
			}),
		);
	}
}

/** To mean 0 and variance 1, in place; what is constant stays at 0. */
function standardize(values: Float32Array): void {
	const middle = mean(values);
	const variance = mean(Float64Array.from(values, (value) => (value - middle) ** 2));
	const scale = variance > 0 ? 1 / Math.sqrt(variance) : 0;
	for (const [at, value] of values.entries()) values[at] = (value - middle) * scale;
}
