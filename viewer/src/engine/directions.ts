/**
 * Principal directions of w: in which ways a network's people differ most (Härkönen et al. 2020, GANSpace). Found from
 * many mapped latents by power iteration with deflation, one direction at a time.
 */

import { float32Tensor, type Generator, latentFromSeed, RandomState } from "triplane";
import { conditioningLabel } from "./cameras.ts";
import type { Directions } from "./protocol.ts";

export const DIRECTION_COUNT = 8;
const SAMPLES = 768;
/** Shares of neighbouring directions differ by more than a few percent, which is enough for so few rounds. */
const ROUNDS = 40;

export class PrincipalDirections {
	readonly summary: Directions;
	/** Unit length [wDim], times the standard deviation along it. */
	readonly #steps: readonly Float64Array[];

	constructor(steps: readonly Float64Array[], summary: Directions) {
		this.#steps = steps;
		this.summary = summary;
	}

	/** Moves every layer of ws [numWs · wDim] along the directions by so many standard deviations. */
	move(ws: Float32Array, amounts: readonly number[], wDim: number): void {
		for (const [index, amount] of amounts.entries()) {
			const step = this.#steps[index];
			if (!step || amount === 0) continue;
			for (let at = 0; at < ws.length; at++) ws[at] = (ws[at] ?? 0) + amount * (step[at % wDim] ?? 0);
		}
	}
}

export async function findDirections(generator: Generator): Promise<PrincipalDirections> {
	const { zDim, wDim, numWs } = generator.config.mapping;
	const z = new Float32Array(SAMPLES * zDim);
	for (let sample = 0; sample < SAMPLES; sample++) z.set(latentFromSeed(sample, zDim).data, sample * zDim);
	const c = conditioningLabel(generator.config, { yaw: 0, pitch: 0 });
	const ws = await generator.mapping(float32Tensor([SAMPLES, zDim], z), c);
	const rows = Array.from({ length: SAMPLES }, (_, sample) =>
		Float64Array.from(ws.data.subarray(sample * numWs * wDim, sample * numWs * wDim + wDim)),
	);
	const total = centre(rows, wDim);
	const found: { readonly step: Float64Array; readonly variance: number }[] = [];
	const random = new RandomState(0);
	for (let index = 0; index < Math.min(DIRECTION_COUNT, wDim); index++) {
		found.push(strongest(rows, Float64Array.from(random.randn(wDim))));
	}
	return new PrincipalDirections(
		found.map(({ step, variance }) => step.map((part) => part * Math.sqrt(variance))),
		{ samples: SAMPLES, shares: found.map(({ variance }) => (total > 0 ? variance / total : 0)) },
	);
}

/** Takes the mean away; gives the variance over all coordinates. */
function centre(rows: readonly Float64Array[], wDim: number): number {
	let total = 0;
	for (let at = 0; at < wDim; at++) {
		const mean = rows.reduce((sum, row) => sum + (row[at] ?? 0), 0) / rows.length;
		for (const row of rows) {
			row[at] = (row[at] ?? 0) - mean;
			total += (row[at] ?? 0) ** 2;
		}
	}
	return total / rows.length;
}

/** The direction of most variance, which is then taken out of the rows. */
function strongest(rows: readonly Float64Array[], start: Float64Array): { step: Float64Array; variance: number } {
	let direction = unit(start);
	let variance = 0;
	for (let round = 0; round < ROUNDS; round++) {
		const sum = new Float64Array(direction.length);
		for (const row of rows) addScaled(sum, row, dot(row, direction));
		variance = Math.sqrt(dot(sum, sum)) / rows.length;
		direction = unit(sum);
	}
	for (const row of rows) addScaled(row, direction, -dot(row, direction));
	return { step: direction, variance };
}

function dot(a: Float64Array, b: Float64Array): number {
	let sum = 0;
	for (let at = 0; at < a.length; at++) sum += (a[at] ?? 0) * (b[at] ?? 0);
	return sum;
}

function addScaled(target: Float64Array, source: Float64Array, factor: number): void {
	for (let at = 0; at < target.length; at++) target[at] = (target[at] ?? 0) + factor * (source[at] ?? 0);
}

function unit(vector: Float64Array): Float64Array {
	const length = Math.sqrt(dot(vector, vector)) || 1;
	return vector.map((part) => part / length);
}
