/**
 * The space in which latents are optimised. In principal components of the mapping's own w, in units of their deviations,
 * steps of one size stay among the network's people, who are a cloud that is long in some directions and flat in others.
 * Published projectors take the numbers of w as they are.
 */

import { type PrincipalComponents, principalComponents } from "../analysis/linear/principal-components.ts";
import type { Float32Tensor } from "../tensor/host-tensor.ts";

/** Components with a smaller share of the largest deviation are left out. */
const LEAST_DEVIATION = 0.003;

export interface LatentSpace {
	readonly wDim: number;
	/** Coordinates of one w. */
	readonly count: number;
	/** [wDim] */
	readonly mean: Float64Array;
	/** [count, wDim] components times their deviations */
	readonly axes: Float64Array;
	/** [count] */
	readonly deviations: Float64Array;
	/** Coordinates that one unit of noise adds. */
	readonly noise: number;
}

/** What latents are made of: principal components, or the numbers of w as they are. */
export type Coordinates = "principal" | "plain";

/** @param w  [N, wDim] of many latents */
export function latentSpaces(w: Float32Tensor): { readonly [C in Coordinates]: LatentSpace } {
	const wDim = w.shape[1] ?? 0;
	const components = principalComponents(w);
	return { principal: principalSpace(wDim, components), plain: plainSpace(wDim, components) };
}

function principalSpace(wDim: number, { mean, variances, components }: PrincipalComponents): LatentSpace {
	const deviations = Float64Array.from(variances, Math.sqrt);
	const least = LEAST_DEVIATION * (deviations[0] ?? 0);
	const count = deviations.filter((deviation) => deviation > least).length;
	const axes = Float64Array.from(components.subarray(0, count * wDim), (value, at) => {
		return value * (deviations[Math.floor(at / wDim)] ?? 0);
	});
	return { wDim, count, mean, axes, deviations: deviations.slice(0, count), noise: 1 };
}

/** From the mean of w. A unit of noise is the root of the mean squared distance from it. */
function plainSpace(wDim: number, { mean, variances }: PrincipalComponents): LatentSpace {
	const axes = new Float64Array(wDim * wDim);
	for (let axis = 0; axis < wDim; axis++) axes[axis * wDim + axis] = 1;
	const noise = Math.sqrt(variances.reduce((sum, variance) => sum + variance, 0));
	return { wDim, count: wDim, mean, axes, deviations: new Float64Array(wDim).fill(1), noise };
}

/** @param coordinates  [L, count] @returns latents [L, wDim] */
export function latentsAt({ wDim, count, mean, axes }: LatentSpace, coordinates: Float32Array): Float32Array {
	const layers = coordinates.length / count;
	const latents = new Float32Array(layers * wDim);
	for (let layer = 0; layer < layers; layer++) {
		const sum = mean.slice();
		for (let axis = 0; axis < count; axis++) {
			const factor = coordinates[layer * count + axis]!;
			for (let at = 0; at < wDim; at++) sum[at]! += factor * axes[axis * wDim + at]!;
		}
		latents.set(sum, layer * wDim);
	}
	return latents;
}

/** The gradient by coordinates [L, count] of a gradient by latents [L, wDim]. */
export function gradientByCoordinates({ wDim, count, axes }: LatentSpace, gradient: Float32Array): Float32Array {
	const layers = gradient.length / wDim;
	const result = new Float32Array(layers * count);
	for (let layer = 0; layer < layers; layer++) {
		for (let axis = 0; axis < count; axis++) {
			let sum = 0;
			for (let at = 0; at < wDim; at++) sum += axes[axis * wDim + at]! * gradient[layer * wDim + at]!;
			result[layer * count + axis] = sum;
		}
	}
	return result;
}

/** The coordinates nearest to latents [L, wDim]: [L, count]. */
export function coordinatesOf(space: LatentSpace, latents: Float32Array): Float32Array {
	const { wDim, count, mean, deviations } = space;
	const centred = latents.map((value, at) => value - (mean[at % wDim] ?? 0));
	const along = gradientByCoordinates(space, centred);
	return along.map((value, at) => value / (deviations[at % count] ?? 1) ** 2);
}

/** [rows, count] coordinates of latents [1 or rows, wDim]; of none those of the mean. */
export function rowsOfCoordinates(space: LatentSpace, rows: number, latents?: Float32Array): Float32Array {
	const all = new Float32Array(rows * space.count);
	if (!latents) return all;
	const own = coordinatesOf(space, latents);
	for (let row = 0; row < rows; row++) {
		const from = own.length === space.count ? 0 : row * space.count;
		all.set(own.subarray(from, from + space.count), row * space.count);
	}
	return all;
}

/** Every row becomes the mean of all. */
export function meanOfRows(values: Float32Array, rows: number): void {
	const count = values.length / rows;
	for (let column = 0; column < count; column++) {
		let sum = 0;
		for (let row = 0; row < rows; row++) sum += values[row * count + column]!;
		for (let row = 0; row < rows; row++) values[row * count + column] = sum / rows;
	}
}
