/** Gradients that are not numbers must not reach the weights: one such step would end a run. */

/** What stands for infinities, as published. */
export const LARGEST_GRADIENT = 1e5;

/** Replaces NaN by 0 and ±infinity by ±1e5, in place. @returns how many were replaced */
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
