/** How a generator is taught: lengths, rates, and what each step does. */

import { PERSON_NUMBERS } from "../../heads/latent/layout.ts";
import type { GeneratorConfig } from "../../networks/config.ts";
import { InputError } from "../../tensor/errors.ts";
import { ADAM_WITH_MOMENTUM, type AdamOptions } from "../optimiser/adam.ts";
import type { LessonSource } from "./lesson-sources.ts";
import type { WindowSizes } from "./people-window.ts";
import { fixedRayStart, type LessonKind, type RaySamples } from "./teaching-graphs.ts";

export interface TeachingPlan {
	/** People of a step. */
	readonly batch: number;
	/** People of one run of a graph; divides the batch. Parts of a batch are computed side by side. */
	readonly part: number;
	/** Steps in which only the mapping learns, from traits. */
	readonly traitSteps: number;
	/** People of such a step, in each part. */
	readonly traitPeople: number;
	readonly traitRate: number;
	/** Steps with pictures, after those; schedules end there. */
	readonly steps: number;
	/** What pictures are of. */
	readonly lessons: LessonSource;
	/** Steps with points alone, before every step also marches rays. */
	readonly pointSteps: number;
	readonly rate: number;
	/** Rays of each person that are marched, and samples along each. */
	readonly marchedRays: number;
	readonly samples: RaySamples;
	readonly window: WindowSizes;
	readonly seed: number;
}

/** Share of a learning rate that is left at the end of its cosine. */
const LEFT = 0.03;
const WARM_UP = { traits: 100, pictures: 200 } as const;
const AVERAGE = { most: 0.998, rampUp: 10 } as const;

/** Parts of a batch. Throws `InputError` where it cannot be cut up. */
export function batchParts({ batch, part }: Pick<TeachingPlan, "batch" | "part">): number {
	const count = batch / part;
	if (Number.isInteger(count) && count >= 1) return count;
	throw new InputError(`teaching: batch ${batch} in parts of ${part}, want a divisor of the batch`);
}

/**
 * Refuses what no step could be taken with, so that a caller may ask before anything is written.
 * Throws `InputError`.
 */
export function requireTeachable(config: GeneratorConfig, plan: TeachingPlan): void {
	const { zDim } = config.mapping;
	if (zDim < PERSON_NUMBERS) {
		throw new InputError(`teaching: z has ${zDim} numbers, want at least the ${PERSON_NUMBERS} that say a person`);
	}
	batchParts(plan);
	if (config.mapping.cDim > 0 && !config.conditioning.zero) {
		throw new InputError(
			"teaching: the network's mapping sees the camera, so that z alone says no person; want one that does not, such as heads128",
		);
	}
	fixedRayStart({ generator: config });
}

export interface StepOfPlan {
	readonly lesson: LessonKind;
	readonly adam: AdamOptions;
	/** Updates of this stage, this one included. */
	readonly updates: number;
	readonly averageShare: number;
	/** The optimiser begins again. */
	readonly isFirst: boolean;
}

/** @param step  from 0, steps of traits included */
export function stepOfPlan(plan: TeachingPlan, step: number): StepOfPlan {
	const { traitSteps } = plan;
	const isTraits = step < traitSteps;
	const own = isTraits ? step : step - traitSteps;
	const averageShare = Math.min(AVERAGE.most, (1 + own) / (AVERAGE.rampUp + own));
	return {
		lesson: isTraits ? "traits" : lessonOfPictures(plan, own),
		adam: {
			...ADAM_WITH_MOMENTUM,
			learningRate: isTraits
				? cosine(plan.traitRate, own, traitSteps, WARM_UP.traits)
				: cosine(plan.rate, own, plan.steps, WARM_UP.pictures),
		},
		updates: own + 1,
		averageShare,
		isFirst: own === 0,
	};
}

function lessonOfPictures({ lessons, pointSteps }: TeachingPlan, own: number): Exclude<LessonKind, "traits"> {
	if (lessons === "pictures") return "pictures";
	return own >= pointSteps ? "rays" : "points";
}

function cosine(rate: number, step: number, steps: number, warmUp: number): number {
	const way = Math.min(step / steps, 1);
	return rate * Math.min(1, (step + 1) / warmUp) * (LEFT + (1 - LEFT) * 0.5 * (1 + Math.cos(Math.PI * way)));
}
