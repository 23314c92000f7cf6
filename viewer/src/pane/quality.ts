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

/** What frames cost here; `null` before the first one. */
export interface Costs {
	/** Milliseconds for one sample of one ray, everything up to the raw picture included. */
	readonly sample: number | null;
	/** Milliseconds of one super-resolution. */
	readonly superresolution: number | null;
}

export const UNKNOWN_COSTS: Costs = { sample: null, superresolution: null };

/** Costs with one more frame seen. */
export function measured(costs: Costs, { quality, times }: Pick<Frame, "quality" | "times">): Costs {
	const average = (old: number | null, now: number): number => (old === null ? now : old + (now - old) * NEWS);
	return {
		sample: average(costs.sample, times.render / sampleCount(quality)),
		superresolution:
			times.superresolution > 0 ? average(costs.superresolution, times.superresolution) : costs.superresolution,
	};
}

/** What the state asks for. */
export function restQuality(picture: PictureState, facts: NetworkFacts): Quality {
	return {
		nrr: picture.nrr ?? facts.nrr,
		coarse: Math.max(2, Math.round(facts.coarse * picture.coarse)),
		fine: Math.max(1, Math.round(facts.fine * picture.fine)),
		superresolution: picture.type === "image",
	};
}

/** The finest that fits the budget; the coarsest where none does. */
export function movingQuality(rest: Quality, costs: Costs): Quality {
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
