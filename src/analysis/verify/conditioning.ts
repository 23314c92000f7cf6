/**
 * How far a result moves when its inputs move by about half a unit in the last place: what no implementation in float32
 * can be expected to hold. A fine sample behind which the importance function is flat moves by a hundredth of the ray,
 * a sum that nearly cancels by a thousandth of itself; elsewhere nothing is granted.
 *
 * Measured only where a fixed tolerance is missed: a stage runs again on inputs of which half have moved to a neighbour,
 * and on uniform numbers moved by the rounding of what they are compared with.
 * The result may then be off by `CONDITIONING_MULTIPLE` times the farthest of a few such movements, and never by so much
 * that one value off by 1 % of its tensor's largest would pass.
 */

import type { GeneratorConfig } from "../../networks/config.ts";
import { type FixedTensor, type Float32Tensor, float32Tensor } from "../../tensor/host-tensor.ts";
import { RandomState } from "../../tensor/random-state.ts";
import type { Comparison } from "./compare.ts";
import type { StageTolerance } from "./tolerances.ts";

/** The published code's errors on the repository's goldens are 0.6 to 1.5 times the movements of their fine samples. */
export const CONDITIONING_MULTIPLE = 4;

/** Movements that are tried; the farthest counts. */
export const CONDITIONING_DRAWS = 3;

/** However badly conditioned a tensor is, it may not be off by more: a single value off by 1 % has a peak of 1e-2. */
const MOST: StageTolerance = { relativeL2: 4e-3, peak: 8e-3 };

/**
 * The same tensor; every second value, by chance, has moved to its neighbour above or below. Whole numbers stay: nobody
 * rounded them, and the last row of a camera is 0, 0, 0, 1.
 */
export function movedByRounding(tensor: Float32Tensor | FixedTensor, seed: number): Float32Tensor {
	const chances = new RandomState(seed).uniformFloat32(tensor.data.length);
	const data = Float32Array.from(tensor.data);
	const bits = new Int32Array(data.buffer);
	for (let index = 0; index < data.length; index++) {
		const chance = chances[index] ?? 1;
		const value = data[index] ?? 0;
		if (chance >= 0.5 || Number.isInteger(value) || !Number.isFinite(value)) continue;
		// Floats of one sign are ordered as their bits are. A step over the largest or smallest is none.
		const neighbour = (bits[index] ?? 0) + (chance < 0.25 ? 1 : -1);
		bits[index] = neighbour;
		if (!Number.isFinite(data[index])) data[index] = value;
	}
	return float32Tensor(tensor.shape, data);
}

/**
 * Uniform numbers [0, 1) moved by up to `step` either way. They are the same on both sides, but what they are compared
 * with is rounded: cumulative sums in [0, 1] by 2⁻²³, and the depths that they place by the depths' last place.
 */
export function movedUniform(tensor: Float32Tensor, step: number, seed: number): Float32Tensor {
	const chances = new RandomState(seed).uniformFloat32(tensor.data.length);
	const data = tensor.data.map((value, index) =>
		Math.min(Math.max(value + step * (2 * (chances[index] ?? 0.5) - 1), 0), LARGEST_UNIFORM),
	);
	return float32Tensor(tensor.shape, data);
}

/** The largest float32 below 1. */
const LARGEST_UNIFORM = 1 - 2 ** -24;

/** Rounding of cumulative sums. */
export const SUM_ROUNDING: number = 2 ** -23;

/** Rounding of coarse depths as a share of the gap between two of them. */
export function jitterRounding({ rendering }: Pick<GeneratorConfig, "rendering">): number {
	const { rayStart, rayEnd, boxWarp, avgCameraRadius, depthResolution } = rendering;
	const automatic = rayStart === "auto" || rayEnd === "auto";
	const range = automatic ? Math.sqrt(3) * boxWarp : rayEnd - rayStart;
	const farthest = automatic ? avgCameraRadius + range : rayEnd;
	return (2 ** -23 * farthest * Math.max(depthResolution - 1, 1)) / range;
}

/** The tolerance that movements grant: at least the fixed one, at most what still refuses 1 %. */
export function conditionedTolerance(fixed: StageTolerance, movements: readonly StageTolerance[]): StageTolerance {
	const granted = (pick: (of: StageTolerance) => number): number => {
		const farthest = Math.max(...movements.map(pick));
		const allowed = Number.isFinite(farthest) ? CONDITIONING_MULTIPLE * farthest : 0;
		return Math.max(pick(fixed), Math.min(allowed, pick(MOST)));
	};
	return { relativeL2: granted(({ relativeL2 }) => relativeL2), peak: granted(({ peak }) => peak) };
}

/** A comparison judged again. */
export function judgedBy(comparison: Comparison, tolerance: StageTolerance): Comparison {
	const { relativeL2, peak } = comparison;
	return { ...comparison, tolerance, passed: relativeL2 <= tolerance.relativeL2 && peak <= tolerance.peak };
}
