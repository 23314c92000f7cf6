/**
 * Directions of w to step along: the principal ones, in which a network's people differ most (Härkönen et al. 2020), or
 * those of a file, as `triplane sweep` writes them. Amount 1 is the step as it is stored: for principal directions one
 * standard deviation.
 */

import { float32Tensor, type Generator } from "triplane";
import { type DirectionSet, sampleW, wDirections } from "triplane/analysis";
import type { Directions } from "./protocol.ts";

/** Principal directions shown. */
const COUNT = 8;
/** People that they are found from; their latents are drawn from seed 0. */
const SAMPLES = 1000;

export interface KnownDirections {
	readonly summary: Directions;
	readonly set: DirectionSet;
}

export async function principalDirections(generator: Generator, signal?: AbortSignal): Promise<KnownDirections> {
	const w = await sampleW(generator, { samples: SAMPLES, sampleSeed: 0, signal });
	const { wDim } = generator.config.mapping;
	const { principal } = wDirections(w, { principal: Math.min(COUNT, wDim), random: 0, randomSeed: 0 });
	return {
		summary: {
			source: null,
			names: principal.map(({ name }) => name),
			shares: principal.map(({ varianceShare }) => varianceShare),
			samples: SAMPLES,
		},
		set: {
			name: "principal directions",
			directions: new Map(principal.map(({ name, step }) => [name, float32Tensor([wDim], Float32Array.from(step))])),
			metadata: new Map([["made_by", `triplane view: principal components of ${SAMPLES} people, seed 0`]]),
		},
	};
}

/** Steps along the directions, in every layer. @param ws  [numWs · wDim], changed in place */
export function moveAlong(
	ws: Float32Array,
	{ summary, set }: KnownDirections,
	amounts: readonly number[],
	wDim: number,
): void {
	for (const [index, amount] of amounts.entries()) {
		const step = set.directions.get(summary.names[index] ?? "")?.data;
		if (!step || amount === 0) continue;
		for (let at = 0; at < ws.length; at++) ws[at] = (ws[at] ?? 0) + amount * (step[at % wDim] ?? 0);
	}
}
