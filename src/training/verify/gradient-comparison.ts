/**
 * Compares a parameter's gradient with what a golden keeps of it: its L2 norm, its sum and its first entries.
 *
 * All three are judged by one scale, an error of the gradient as a whole of 1e-3 of its norm (relative L2):
 * - the norm can then be off by that share of itself;
 * - the sum by √count times as much (Cauchy & Schwarz), since it may cancel to nothing;
 * - the first entries by that share of their own norm, or of the norm they had if all entries were equally large,
 *   whichever is larger.
 *
 * A gradient that is zero but for rounding has no direction. Where the golden's norm is below 1e-7 of the largest norm
 * of the phase, ours need only be as small.
 */

import { CONDITIONING_MULTIPLE } from "../../analysis/verify/conditioning.ts";
import type { Float32Tensor } from "../../tensor/host-tensor.ts";

/** Relative L2 error that a gradient may have. */
export const GRADIENT_TOLERANCE = 1e-3;
/** Share of a phase's largest gradient norm below which there is nothing but rounding. Seen: 5e-9. */
const ROUNDING = 1e-7;

/** However far a gradient moves by rounding, it may not be off by more: 1 % is refused. */
const MOST = 5e-3;

/** The tolerance that movements by rounding grant: at least the fixed one. */
export function movementTolerance(movements: readonly number[]): number {
	const farthest = Math.max(0, ...movements);
	const granted = Number.isFinite(farthest) ? CONDITIONING_MULTIPLE * farthest : 0;
	return Math.max(GRADIENT_TOLERANCE, Math.min(granted, MOST));
}

export interface GoldenGradient {
	readonly name: string;
	readonly norm: number;
	readonly sum: number;
	/** The first entries. */
	readonly head: Float32Array;
}

export interface GradientComparison {
	readonly name: string;
	/** Number of entries. */
	readonly count: number;
	/** The golden's norm. */
	readonly norm: number;
	/** Errors as shares of the gradient, to be compared with `GRADIENT_TOLERANCE`. */
	readonly normError: number;
	readonly sumError: number;
	readonly headError: number;
	/** The largest of the three. */
	readonly error: number;
	/** Where it is not `GRADIENT_TOLERANCE`, but what rounding of inputs grants. */
	readonly tolerance?: number;
	readonly passed: boolean;
}

/** @param largest  the largest norm of any gradient of the phase */
export function compareGradient(
	{ data }: Float32Tensor,
	{ name, norm, sum, head }: GoldenGradient,
	largest: number,
): GradientComparison {
	const count = data.length;
	let [ownSum, energy] = [0, 0];
	for (const value of data) {
		ownSum += value;
		energy += value * value;
	}
	const ownNorm = Math.sqrt(energy);
	if (Math.max(norm, ownNorm) <= ROUNDING * largest) {
		return { name, count, norm, normError: 0, sumError: 0, headError: 0, error: 0, passed: true };
	}
	const headScale = Math.max(lengthOf(head), norm * Math.sqrt(head.length / count));
	const differences = head.map((want, index) => (data[index] ?? 0) - want);
	const normError = share(Math.abs(ownNorm - norm), norm);
	const sumError = share(Math.abs(ownSum - sum), norm * Math.sqrt(count));
	const headError = share(lengthOf(differences), headScale);
	const error = Math.max(normError, sumError, headError);
	return { name, count, norm, normError, sumError, headError, error, passed: error <= GRADIENT_TOLERANCE };
}

/** A gradient that only one side has. */
export function missingGradient(name: string, norm: number): GradientComparison {
	const error = Number.POSITIVE_INFINITY;
	return { name, count: 0, norm, normError: error, sumError: error, headError: error, error, passed: false };
}

/** `error / whole`; infinite for NaN and for an error of nothing. */
function share(error: number, whole: number): number {
	if (error === 0) return 0;
	const ratio = error / whole;
	return Number.isNaN(ratio) ? Number.POSITIVE_INFINITY : ratio;
}

function lengthOf(values: Float32Array): number {
	return Math.sqrt(values.reduce((energy, value) => energy + value * value, 0));
}
