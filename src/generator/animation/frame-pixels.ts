/** One rendered view as the pixels of a frame. */

import type { RenderingConfig } from "../../rendering/rendering-config.ts";
import { InputError } from "../../tensor/errors.ts";
import { colourPixels, greyPixels, type PixelImage } from "../../tensor/pixels.ts";
import type { View } from "../views.ts";

/** As the published video script names them: super-resolved, depth of the raw image, raw image. */
export const FRAME_MODES = ["image", "image_depth", "image_raw"] as const;
export type FrameMode = (typeof FRAME_MODES)[number];

/** Depths that white and black stand for. */
export interface DepthRange {
	readonly near: number;
	readonly far: number;
}

/**
 * Depths that are shown, the same for all frames, so that a video does not flicker: the limits of the network's rays, or
 * of the box seen from the training cameras where rays have none of their own.
 */
export function depthRange({ rayStart, rayEnd, avgCameraRadius, boxWarp }: RenderingConfig): DepthRange {
	return {
		near: rayStart === "auto" ? avgCameraRadius - boxWarp / 2 : rayStart,
		far: rayEnd === "auto" ? avgCameraRadius + boxWarp / 2 : rayEnd,
	};
}

/** Pixels of a view of one camera. Grey depth is written as colours, so that all frames are of one kind. */
export function framePixels(view: View, mode: FrameMode, rendering: RenderingConfig): PixelImage {
	if (mode === "image_raw") return colourPixels(view.imageRaw);
	if (mode === "image_depth") {
		const { near, far } = depthRange(rendering);
		return greyAsColours(greyPixels(view.imageDepth, far, near));
	}
	if (!view.image) throw new InputError("video: the mode 'image' needs super-resolution, and the view has none");
	return colourPixels(view.image);
}

function greyAsColours({ width, height, data }: PixelImage): PixelImage {
	const colours = new Uint8Array(data.length * 3);
	for (const [pixel, value] of data.entries()) colours.fill(value, pixel * 3, pixel * 3 + 3);
	return { width, height, channels: 3, data: colours };
}

/** Sides below this are enlarged. */
const SMALLEST_SIDE = 256;

/** The smallest whole factor that brings both sides to 256 pixels; 1 for larger frames. */
export function videoScale(width: number, height: number): number {
	return Math.max(1, Math.ceil(SMALLEST_SIDE / Math.min(width, height)));
}
