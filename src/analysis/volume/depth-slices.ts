/** Slices of a view at fixed depths: density and colour where they stand, and what each holds back of the light. */

import { splitLabel } from "../../camera/label.ts";
import type { Generator } from "../../generator/generator.ts";
import { marchOptions } from "../../generator/render-options.ts";
import type { Rays } from "../../rendering/march/contract.ts";
import { type RayLimits, rayLimits } from "../../rendering/ray-box.ts";
import { pixelRays } from "../../rendering/rays.ts";
import { InputError } from "../../tensor/errors.ts";
import { type FixedTensor, type Float32Tensor, float32Tensor } from "../../tensor/host-tensor.ts";
import { FixedDepthMarch, type SliceLight } from "./fixed-depth-march.ts";
import { type RayValues, sampleRays } from "./ray-samples.ts";

export interface SliceOptions {
	/** How many slices between the limits of the rays. */
	readonly slices: number;
	/** Samples along each ray; raised to the next even multiple of `slices`. */
	readonly depthSamples: number;
	readonly signal?: AbortSignal | undefined;
	readonly onProgress?: ((fraction: number) => void) | undefined;
}

export interface DepthSlice extends SliceLight {
	/** Where it begins, is shown, and ends; world units along the ray. */
	readonly from: number;
	readonly depth: number;
	readonly to: number;
	/** [M] raw density at `depth`; −∞ outside the limits of the ray */
	readonly sigma: Float32Array;
	/** [M, 3] colour features at `depth`, about [0, 1] */
	readonly rgb: Float32Array;
}

export interface DepthSlices {
	readonly side: number;
	readonly slices: readonly DepthSlice[];
	/** What the slices add up to: colour [M, 3] about [−1, 1], opacity [M], expected depth [M]. */
	readonly sum: ReturnType<FixedDepthMarch["picture"]>;
}

/**
 * Marches a view at fixed depths.
 * @param planes  [1, 3, C, H, W]
 * @param label   [1, 25]
 * @param side    rays per side; M = side²
 */
export async function depthSlices(
	generator: Generator,
	planes: FixedTensor,
	label: Float32Tensor,
	side: number,
	{ slices: count, depthSamples, signal, onProgress }: SliceOptions,
): Promise<DepthSlices> {
	if (!(Number.isInteger(count) && count >= 1 && depthSamples >= count)) {
		throw new InputError(`depthSlices: ${count} slices of ${depthSamples} samples; want at least one sample for each`);
	}
	const { rendering } = generator.config;
	const rays = pixelRays(splitLabel(label), { width: side, height: side });
	const limits = rayLimits(rays, marchOptions(rendering), rendering.boxWarp);
	const { near, far } = wholeRange(limits);
	const perSlice = 2 * Math.ceil(depthSamples / count / 2);
	const steps = perSlice * count;
	const depthAt = (step: number): number => near + ((far - near) * step) / steps;
	const march = new FixedDepthMarch(side * side);
	const slices: DepthSlice[] = [];
	let middle: RayValues | null = null;
	for (let step = 0; step <= steps; step++) {
		const values = await valuesAt(generator, planes, rays, limits, depthAt(step), signal);
		march.advance(depthAt(step), values);
		if (step % perSlice === perSlice / 2) middle = values;
		if (step > 0 && step % perSlice === 0 && middle) {
			const depth = depthAt(step - perSlice / 2);
			slices.push({ from: depthAt(step - perSlice), depth, to: depthAt(step), ...middle, ...march.takeSlice() });
		}
		onProgress?.(step / steps);
	}
	return { side, slices, sum: march.picture(rendering.whiteBack) };
}

/** From the nearest to the farthest limit of any ray. */
export function wholeRange({ near, far }: RayLimits): { readonly near: number; readonly far: number } {
	return {
		near: near.reduce((least, value) => Math.min(least, value), Number.POSITIVE_INFINITY),
		far: far.reduce((most, value) => Math.max(most, value), Number.NEGATIVE_INFINITY),
	};
}

/** All rays at one depth; empty space beyond a ray's own limits. */
async function valuesAt(
	generator: Generator,
	planes: FixedTensor,
	rays: Rays,
	limits: RayLimits,
	depth: number,
	signal: AbortSignal | undefined,
): Promise<RayValues> {
	const { sigma, rgb } = await sampleRays(
		generator,
		planes,
		rays,
		new Float64Array(limits.near.length).fill(depth),
		signal,
	);
	const tolerance = 1e-9 * Math.abs(depth);
	return {
		rgb,
		sigma: sigma.map((value, ray) => {
			const outside = depth < (limits.near[ray] ?? 0) - tolerance || depth > (limits.far[ray] ?? 0) + tolerance;
			return outside ? Number.NEGATIVE_INFINITY : value;
		}),
	};
}

/** Colours [M, 3] of rays as an image. @returns [1, 3, side, side] */
export function rayColoursAsImage(colours: Float32Array, side: number): Float32Tensor {
	const area = side * side;
	const image = new Float32Array(3 * area);
	for (const [at, value] of colours.entries()) image[(at % 3) * area + Math.floor(at / 3)] = value;
	return float32Tensor([1, 3, side, side], image);
}
