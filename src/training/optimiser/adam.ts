/**
 * Adam (Kingma & Ba 2015) as the published training uses it. Moments and counts of steps belong to each parameter: one
 * that a phase gives no gradient for stays as it is.
 *
 * It runs on the host, in place: 2 per cent of a step (`docs/decisions/training-step.md`).
 */

import { InputError, ShapeError } from "../../tensor/errors.ts";

export interface AdamOptions {
	readonly learningRate: number;
	readonly beta1: number;
	readonly beta2: number;
	readonly epsilon: number;
}

/** As published, before lazy regularisation; learning rates are settings. */
export const ADAM: Omit<AdamOptions, "learningRate"> = { beta1: 0, beta2: 0.99, epsilon: 1e-8 };
/** Ours, for steady targets: they bear momentum and larger steps. */
export const ADAM_WITH_MOMENTUM: Omit<AdamOptions, "learningRate"> = { ...ADAM, beta1: 0.9 };

/** What Adam remembers of one parameter. */
export interface AdamMoments {
	/** Updates so far. */
	readonly steps: number;
	/** Running mean of the gradient. */
	readonly mean: Float32Array;
	/** Running mean of its square. */
	readonly square: Float32Array;
}

/** Moments of a parameter of `count` elements that has not been updated yet. */
export function freshMoments(count: number): AdamMoments {
	return { steps: 0, mean: new Float32Array(count), square: new Float32Array(count) };
}

/**
 * Moves `values` against the gradient, in place, and the moments' arrays with them.
 * @returns the moments after the update, on the same arrays
 * Throws `ShapeError` where the lengths differ.
 */
export function adamUpdate(
	values: Float32Array,
	gradient: Float32Array,
	{ steps, mean, square }: AdamMoments,
	{ learningRate, beta1, beta2, epsilon }: AdamOptions,
): AdamMoments {
	const count = values.length;
	if (gradient.length !== count || mean.length !== count || square.length !== count) {
		throw new ShapeError(
			`adamUpdate: ${count} values, ${gradient.length} gradients, ${mean.length} and ${square.length} moments, want as many of each`,
		);
	}
	const step = steps + 1;
	const stepSize = learningRate / (1 - beta1 ** step);
	const widening = 1 / Math.sqrt(1 - beta2 ** step);
	for (let index = 0; index < count; index++) {
		const slope = gradient[index] ?? 0;
		const first = Math.fround(beta1 * (mean[index] ?? 0) + (1 - beta1) * slope);
		const second = Math.fround(beta2 * (square[index] ?? 0) + (1 - beta2) * slope * slope);
		mean[index] = first;
		square[index] = second;
		values[index] = (values[index] ?? 0) - (stepSize * first) / (Math.sqrt(second) * widening + epsilon);
	}
	return { steps: step, mean, square };
}

/**
 * Adam's options under lazy regularisation (Karras et al. 2020, appendix B): the regularisation's steps come on top of
 * the main ones, once in `interval` of them, so that learning rate and memory are scaled by interval / (interval + 1).
 * @param interval  1 or more, or `null` for a network without regularisation
 */
export function lazyRegularization(options: AdamOptions, interval: number | null): AdamOptions {
	if (interval === null) return options;
	if (!(interval >= 1)) throw new InputError(`lazyRegularization: interval ${interval}, want at least 1, or null`);
	const ratio = interval / (interval + 1);
	const { learningRate, beta1, beta2 } = options;
	return { ...options, learningRate: learningRate * ratio, beta1: beta1 ** ratio, beta2: beta2 ** ratio };
}

/** What stands for infinities, as published. */
export const LARGEST_GRADIENT = 1e5;

/** One gradient that is no number would end a run. Replaces NaN by 0 and ±infinity by ±1e5, in place. @returns how many were replaced */
export function sanitizeGradient(gradient: Float32Array): number {
	let replaced = 0;
	for (let index = 0; index < gradient.length; index++) {
		const value = gradient[index] ?? 0;
		if (Number.isFinite(value)) continue;
		gradient[index] = Number.isNaN(value) ? 0 : Math.sign(value) * LARGEST_GRADIENT;
		replaced++;
	}
	return replaced;
}
