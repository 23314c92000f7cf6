/** Directions of w in which people vary most, by principal components over many people, and random ones as control. */

import type { Generator } from "../../generator/generator.ts";
import type { ProgressListener } from "../../host/progress.ts";
import { InputError, throwIfAborted } from "../../tensor/errors.ts";
import { type Float32Tensor, float32Tensor } from "../../tensor/host-tensor.ts";
import { RandomState } from "../../tensor/random-state.ts";
import { deviationAlong, type PrincipalComponents, principalComponents } from "../linear/principal-components.ts";
import { NO_TRUNCATION, wsOfLatent } from "../person.ts";

export interface SampleOptions {
	/** People to look at, at least 2. */
	readonly samples: number;
	/** Seed of their latents. */
	readonly sampleSeed: number;
	readonly signal?: AbortSignal | undefined;
	readonly onProgress?: ProgressListener | undefined;
}

const BATCH = 64;

/**
 * w of many people, without truncation, conditioned on the frontal camera.
 * @returns [samples, wDim]
 */
export async function sampleW(generator: Generator, options: SampleOptions): Promise<Float32Tensor> {
	const { samples, sampleSeed, signal, onProgress } = options;
	const { zDim, wDim, numWs } = generator.config.mapping;
	if (zDim === 0) throw new InputError("sampleW: this network takes no latent z: all its people are the same");
	if (!(Number.isInteger(samples) && samples >= 2)) {
		throw new InputError(`sampleW: ${samples} samples, want a whole number, at least 2`);
	}
	const random = new RandomState(sampleSeed);
	const out = new Float32Array(samples * wDim);
	for (let start = 0; start < samples; start += BATCH) {
		throwIfAborted(signal, "sampling w");
		const count = Math.min(BATCH, samples - start);
		const z = float32Tensor([count, zDim], Float32Array.from(random.randn(count * zDim)));
		const ws = await wsOfLatent(generator, z, NO_TRUNCATION, signal);
		for (let item = 0; item < count; item++) {
			const at = item * numWs * wDim;
			out.set(ws.data.subarray(at, at + wDim), (start + item) * wDim);
		}
		onProgress?.({ stage: "mapping", fraction: (start + count) / samples });
	}
	return float32Tensor([samples, wDim], out);
}

/** A direction of w, as long as one standard deviation of people along it. */
export interface WDirection {
	readonly name: string;
	/** [wDim] */
	readonly step: Float64Array;
	/** Length of the step, in w. */
	readonly deviation: number;
	/** Share of the whole variance, 0 to 1. */
	readonly varianceShare: number;
}

export interface WDirections {
	readonly components: PrincipalComponents;
	/** `pc1`, `pc2`, … */
	readonly principal: readonly WDirection[];
	/** `random1`, … */
	readonly random: readonly WDirection[];
}

/** Principal and random directions of w [N, wDim]. Throws `InputError` for more components than there can be. */
export function wDirections(
	w: Float32Tensor,
	counts: { readonly principal: number; readonly random: number; readonly randomSeed: number },
): WDirections {
	const [samples = 0, wDim = 0] = w.shape;
	const most = Math.min(wDim, samples - 1);
	if (counts.principal > most) {
		throw new InputError(
			`wDirections: ${counts.principal} components of ${samples} people with wDim ${wDim}, want at most ${most}`,
		);
	}
	const components = principalComponents(w);
	const total = components.variances.reduce((sum, value) => sum + value, 0);
	const named = (name: string, unit: Float64Array): WDirection => {
		const deviation = deviationAlong(components, unit);
		return { name, deviation, varianceShare: deviation ** 2 / total, step: unit.map((value) => value * deviation) };
	};
	const random = new RandomState(counts.randomSeed);
	return {
		components,
		principal: Array.from({ length: counts.principal }, (_, k) =>
			named(`pc${k + 1}`, components.components.slice(k * wDim, (k + 1) * wDim)),
		),
		random: Array.from({ length: counts.random }, (_, k) => named(`random${k + 1}`, randomUnit(random, wDim))),
	};
}

/** A unit vector, every direction equally likely. */
export function randomUnit(random: RandomState, length: number): Float64Array {
	const vector = random.randn(length);
	const norm = Math.sqrt(vector.reduce((sum, value) => sum + value * value, 0));
	return vector.map((value) => value / norm);
}

/** How many components hold this share of the variance. */
export function componentsFor({ variances }: Pick<PrincipalComponents, "variances">, share: number): number {
	const total = variances.reduce((sum, value) => sum + value, 0);
	let held = 0;
	for (const [index, variance] of variances.entries()) {
		held += variance;
		if (held >= share * total) return index + 1;
	}
	return variances.length;
}
