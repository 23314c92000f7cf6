/** What a step looks at: rays through some pixels of a picture. */

import { type Float32Tensor, float32Tensor } from "../tensor/host-tensor.ts";
import type { RandomState } from "../tensor/random-state.ts";
import type { RaySamples } from "../training/teaching/teaching-graphs.ts";
import type { FeatureNetwork } from "./discriminator-features.ts";
import { drawPixels, gridPixels } from "./draw-pixels.ts";
import { INVERSION } from "./graph-names.ts";
import type { Pictured } from "./picture.ts";

export interface PictureLook {
	readonly rays: number;
	readonly samples: RaySamples;
	/** What the pixels are compared by besides their colours; they are a grid then, a small picture. */
	readonly features: { readonly network: FeatureNetwork; readonly weight: number; readonly side: number } | null;
}

/** Sides of the small pictures that a discriminator compares: about so many pixels. */
const SMALL = 64;

/**
 * @param side     of the pictures, pixels
 * @param network  `null` where there is no discriminator, or its features do not count
 */
export function pictureLook(
	side: number,
	{ rays, samples, featureLoss: weight }: Pick<PictureLook, "rays" | "samples"> & { readonly featureLoss: number },
	network: FeatureNetwork | null,
): PictureLook {
	if (!network || weight === 0) return { rays, samples, features: null };
	const small = Math.floor(side / strideOf(side));
	return { rays: small * small, samples, features: { network, weight, side: small } };
}

function strideOf(side: number): number {
	return Math.max(1, Math.round(side / SMALL));
}

/** Centres of pixels and what is seen there, and the random numbers of the rays through them. */
export function feedsOfLook(
	{ pixels, side }: Pictured,
	{ rays, samples, features }: PictureLook,
	random: RandomState,
): Readonly<Record<string, Float32Tensor>> {
	const places = new Float32Array(2 * rays);
	const colours = new Float32Array(3 * rays);
	const drawn = features ? gridPixels(side, strideOf(side), random) : drawPixels(side, rays, random);
	for (const [ray, pixel] of drawn.entries()) {
		places.set([((pixel % side) + 0.5) / side, (Math.floor(pixel / side) + 0.5) / side], 2 * ray);
		colours.set(pixels.subarray(3 * pixel, 3 * pixel + 3), 3 * ray);
	}
	const { coarse, fine } = samples;
	return {
		[INVERSION.places]: float32Tensor([1, rays, 2], places),
		[INVERSION.colours]: float32Tensor([1, rays, 3], colours),
		[INVERSION.jitter]: float32Tensor([1, rays, coarse], random.uniformFloat32(rays * coarse)),
		[INVERSION.u]: float32Tensor([1, rays, fine], random.uniformFloat32(rays * fine)),
	};
}
