/**
 * How finely frames are drawn: as asked for at rest, as finely as the machine can do it in time while something moves.
 * What a ray's sample costs is measured on the frames that were drawn; nothing is assumed of the machine.
 */

import type { Frame, NetworkFacts, Quality } from "../engine/protocol.ts";
import type { PictureState } from "../state/view-state.ts";

/** Milliseconds for one frame on the move: 20 frames a second, so that a slow one still stays above ten. */
const BUDGET = 50;
/** Sides tried on the move, as shares of that at rest. */
const SIDES = [1, 0.75, 0.5, 0.375, 0.25] as const;
const SMALLEST_SIDE = 16;
/** Samples on the move, as a share of those at rest. */
const MOVING_SAMPLES = 0.5;
const FEWEST_SAMPLES = 6;
/** How much of the average a new measurement is. */
const NEWS = 0.4;

/** What frames cost here, and how many super-resolutions were seen: the first compiles, and says nothing of the others; `null` before the first one. */
export interface Costs {
	/** Milliseconds for one sample of one ray, everything up to the raw picture included. */
	readonly sample: number | null;
	/** Milliseconds of one super-resolution. */
	readonly superresolution: number | null;
	readonly isWarm: boolean;
}

export const UNKNOWN_COSTS: Costs = { sample: null, superresolution: null, isWarm: false };

/** Costs with one more frame seen. */
export function measured(costs: Costs, { quality, times }: Pick<Frame, "quality" | "times">): Costs {
	const average = (old: number | null, now: number): number => (old === null ? now : old + (now - old) * NEWS);
	const sample = average(costs.sample, times.render / sampleCount(quality));
	if (times.superresolution === 0) return { ...costs, sample };
	const superresolution = costs.isWarm ? average(costs.superresolution, times.superresolution) : null;
	return { sample, superresolution, isWarm: true };
}

/** Sides of pictures that are enlarged on every screen: edges of surfaces are drawn finer than that. */
const SMALL_SIDE = 256;

/** Rays per side at rest where nothing else is asked for: the network's own, twice as many where they are the whole small picture. */
export function restRays({ nrr, imgResolution }: Pick<NetworkFacts, "nrr" | "imgResolution">): number {
	return nrr === imgResolution && nrr < SMALL_SIDE ? 2 * nrr : nrr;
}

/** What the state asks for. */
export function restQuality(picture: PictureState, facts: NetworkFacts): Quality {
	return {
		nrr: picture.nrr ?? restRays(facts),
		coarse: Math.max(2, Math.round(facts.coarse * picture.coarse)),
		fine: Math.max(1, Math.round(facts.fine * picture.fine)),
		superresolution: picture.type === "image",
	};
}

/** Full quality where it fits the budget, else the finest that does; the coarsest where none does. */
export function movingQuality(rest: Quality, costs: Costs): Quality {
	const all = costs.sample === null ? Number.POSITIVE_INFINITY : sampleCount(rest) * costs.sample;
	const isFinished = !rest.superresolution || costs.superresolution !== null;
	if (isFinished && all + (rest.superresolution ? (costs.superresolution ?? 0) : 0) <= BUDGET) return rest;
	const candidates = SIDES.map((share) => coarser(rest, share));
	const cost = costs.sample;
	const fits = cost === null ? candidates[2] : candidates.find((one) => sampleCount(one) * cost <= BUDGET);
	const raw = fits ?? candidates.at(-1) ?? rest;
	const left = BUDGET - sampleCount(raw) * (cost ?? 0);
	const affordable = raw.nrr === rest.nrr && costs.superresolution !== null && costs.superresolution <= left;
	return { ...raw, superresolution: rest.superresolution && affordable };
}

/** How long a frame at rest is expected to take, milliseconds; `null` before anything is known. */
export function expectedTime(rest: Quality, costs: Costs): number | null {
	if (costs.sample === null) return null;
	return sampleCount(rest) * costs.sample + (rest.superresolution ? (costs.superresolution ?? 0) : 0);
}

function coarser(rest: Quality, share: number): Quality {
	const fewer = (count: number): number =>
		Math.max(Math.min(count, FEWEST_SAMPLES), Math.round(count * MOVING_SAMPLES));
	const nrr = Math.max(Math.min(rest.nrr, SMALLEST_SIDE), Math.round((rest.nrr * share) / 8) * 8);
	return { nrr, coarse: fewer(rest.coarse), fine: fewer(rest.fine), superresolution: false };
}

function sampleCount({ nrr, coarse, fine }: Quality): number {
	return nrr * nrr * (coarse + fine);
}
