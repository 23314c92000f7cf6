/**
 * The adaptive rule (Karras et al. 2020, §3): the share of real images that the discriminator takes for real says how far
 * it over-fits. Every few steps the probability of augmentation moves up or down by a fixed amount.
 */

import type { TrainingSettings } from "../settings.ts";

/** `noaug` never augments, `fixed` keeps the probability `p`, `ada` begins with 0 and adapts it towards `target`. */
export type AugmentOptions = Pick<TrainingSettings, "aug" | "p" | "target" | "adaKimg">;

/** Steps between adjustments, as published (`ada_interval`). */
const INTERVAL = 4;

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
export function augmentProbability({ aug, p }: AugmentOptions, state: AugmentState): number {
	return { noaug: 0, fixed: p, ada: state.probability }[aug];
}

/**
 * Takes the signs of a step's real logits, and adjusts the probability at the end of each interval.
 * @param step   of the step that has just been run, from 0
 * @param batch  images of a step
 */
export function adaptProbability(
	state: AugmentState,
	{ aug, target, adaKimg }: AugmentOptions,
	{ signs, step, batch }: { readonly signs: readonly number[]; readonly step: number; readonly batch: number },
): void {
	if (aug !== "ada") return;
	state.signs += signs.reduce((sum, sign) => sum + sign, 0);
	state.images += signs.length;
	if ((step + 1) % INTERVAL !== 0 || state.images === 0) return;
	const direction = Math.sign(state.signs / state.images - target);
	const amount = (batch * INTERVAL) / (adaKimg * 1000);
	state.probability = Math.min(Math.max(state.probability + direction * amount, 0), 1);
	state.signs = 0;
	state.images = 0;
}
