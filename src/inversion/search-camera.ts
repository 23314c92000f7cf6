/**
 * A camera for a picture of which nobody says where it was taken from: a short inversion from each of several sides, and
 * the one that explains the picture best goes on.
 */

import { type ViewCamera, viewCameraAt } from "../camera/view-camera.ts";
import { trainingFov, trainingOrbit } from "../generator/training-cameras.ts";
import { mean } from "../tensor/statistics.ts";
import { type InversionParts, type Inverted, invert } from "./invert.ts";
import { INVERSION_DEFAULTS, type InversionOptions } from "./options.ts";
import type { Pictured } from "./picture.ts";
import type { PreparedInversion } from "./prepare.ts";

/** True yaws that are begun with, degrees. */
const YAWS = [0, -25, 25, -50, 50] as const;
/** Steps of all short looks together. */
export const SEARCH_STEPS: number = 40 * YAWS.length;
/** A short look: one latent for all layers. */
const LOOK = {
	...INVERSION_DEFAULTS,
	steps: SEARCH_STEPS / YAWS.length,
	space: "w",
	rays: 512,
	refineCamera: true,
} as const;
/** Last steps whose losses are compared. */
const COMPARED = 8;

export interface FoundCamera {
	readonly inverted: Inverted;
	/** Where the best one began, and the mean squared difference of colours of each. */
	readonly begun: ViewCamera;
	readonly tried: readonly { readonly yaw: number; readonly square: number }[];
}

/** Rejects as `invert` does; `parts.onStep` hears of all steps. */
export async function searchCamera(
	picture: Omit<Pictured, "camera">,
	{ samples, seed }: Pick<InversionOptions, "samples" | "seed">,
	parts: InversionParts & PreparedInversion,
): Promise<FoundCamera> {
	const { rendering } = parts.config;
	const inComponents = { ...parts, space: parts.spaces.principal };
	let best: { readonly inverted: Inverted; readonly begun: ViewCamera; readonly square: number } | null = null;
	const tried: { yaw: number; square: number }[] = [];
	for (const yaw of YAWS) {
		const begun = viewCameraAt({ yaw, pitch: 0 }, trainingOrbit(rendering), trainingFov(rendering).degrees);
		const inverted = await invert([{ ...picture, camera: begun.label }], { ...LOOK, samples, seed }, inComponents);
		const square = mean(inverted.losses.slice(-COMPARED).map((step) => step.square));
		tried.push({ yaw, square });
		if (!best || square < best.square) best = { inverted, begun, square };
	}
	if (!best) throw new RangeError("search camera: no side was tried");
	return { inverted: best.inverted, begun: best.begun, tried };
}
