/**
 * The adaptive rule (Karras et al. 2020, §3): the share of real images that the discriminator takes for real says how far
 * it over-fits. Every few steps the probability of augmentation moves up or down by a fixed amount.
 */

import type { PipelineName } from "./pipeline.ts";

export interface AugmentOptions {
	readonly pipeline: PipelineName;
	/** `fixed` keeps the probability, `ada` adapts it. */
	readonly kind: "fixed" | "ada";
	/** With `fixed`; `ada` begins with 0. */
	readonly probability: number;
	/** r_t, the mean sign of the logits of real images that is aimed at (`ada_target`). */
	readonly target: number;
	/** The probability moves from 0 to 1 within so many thousand images at least (`ada_kimg`). */
	readonly adaKimg: number;
	/** Steps between adjustments (`ada_interval`). */
	readonly interval: number;
}

/** As published. */
export const ADA_DEFAULTS: Pick<AugmentOptions, "target" | "adaKimg" | "interval"> = {
	target: 0.6,
	adaKimg: 500,
	interval: 4,
};

/** What the rule remembers between steps; part of the state of a run. */
export interface AugmentState {
	probability: number;
	/** Sum and count of the signs of real logits since the last adjustment. */
	signs: number;
	images: number;
}

export function newAugmentState(): AugmentState {
	return { probability: 0, signs: 0, images: 0 };
}

/** Of each transform in the next step. */
export function augmentProbability({ kind, probability }: AugmentOptions, state: AugmentState): number {
	return kind === "fixed" ? probability : state.probability;
}

/**
 * Takes the signs of a step's real logits, and adjusts the probability at the end of each interval.
 * @param step   of the step that has just been run, from 0
 * @param batch  images of a step
 */
export function adaptProbability(
	state: AugmentState,
	options: AugmentOptions,
	{ signs, step, batch }: { readonly signs: readonly number[]; readonly step: number; readonly batch: number },
): void {
	if (options.kind === "fixed") return;
	state.signs += signs.reduce((sum, sign) => sum + sign, 0);
	state.images += signs.length;
	if ((step + 1) % options.interval !== 0 || state.images === 0) return;
	const direction = Math.sign(state.signs / state.images - options.target);
	const amount = (batch * options.interval) / (options.adaKimg * 1000);
	state.probability = Math.min(Math.max(state.probability + direction * amount, 0), 1);
	state.signs = 0;
	state.images = 0;
}
