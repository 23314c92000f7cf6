/** All numbers of one view of the steep-angle experiment. */

import type { RenderedView } from "../../rendering/view.ts";
import type { Float32Tensor } from "../../tensor/host-tensor.ts";
import { matchShape } from "../../tensor/shape.ts";
import { lumaOf } from "../luma.ts";
import { classifyPixels, type DarkOptions, type DarkShares, darkShares } from "./dark-pixels.ts";
import { type HeadOptions, headRegions } from "./head-region.ts";
import { regionSharpness } from "./sharpness.ts";

export interface MeasureOptions extends DarkOptions, HeadOptions {}

export const MEASURE_DEFAULTS: MeasureOptions = Object.freeze({
	darkLuma: 0.1,
	missOpacity: 0.5,
	borderShare: 0.125,
	headRadius: 0.35,
	earLine: 0,
});

/** Numbers of a view's raw image. */
export interface ViewMeasures extends DarkShares {
	/** Share of all pixels that show the back of the head, 0 to 1. */
	readonly backFraction: number;
	/** Luma per 1 % of the image's side; `null` where too few pixels show it. */
	readonly backSharpness: number | null;
	readonly frontSharpness: number | null;
}

/** What each number is called, and its unit. A share is 0 to 1, and `of` says of what. */
export const MEASURES: {
	readonly [K in keyof ViewMeasures]: { readonly name: string } & (
		| { readonly unit: "share"; readonly of: string }
		| { readonly unit: "luma per 1 % of the side" }
	);
} = Object.freeze({
	darkFraction: { name: "dark pixels", unit: "share", of: "pixels" },
	borderDarkFraction: { name: "dark pixels of the border", unit: "share", of: "the border's pixels" },
	meanOpacity: { name: "mean opacity", unit: "share", of: "the light" },
	missedFraction: { name: "rays that hit nothing", unit: "share", of: "rays" },
	darkMissedFraction: { name: "dark: nothing hit", unit: "share", of: "pixels" },
	darkHitFraction: { name: "dark: hit, but dark", unit: "share", of: "pixels" },
	backFraction: { name: "back of the head", unit: "share", of: "pixels" },
	backSharpness: { name: "sharpness of the back of the head", unit: "luma per 1 % of the side" },
	frontSharpness: { name: "sharpness of the front of the head", unit: "luma per 1 % of the side" },
} as const);

export const MEASURE_NAMES: readonly (keyof ViewMeasures)[] = Object.keys(MEASURES) as (keyof ViewMeasures)[];

export interface MeasuredView {
	readonly measures: ViewMeasures;
	/** [H · W] of `PIXEL_CLASSES` */
	readonly classes: Uint8Array;
}

/**
 * Measures a view.
 * @param label    [1, 25] the camera that it was rendered with
 * @param boxWarp  side of the box, world units
 */
export function measureView(
	view: Pick<RenderedView, "imageRaw" | "imageDepth" | "opacity">,
	label: Float32Tensor,
	boxWarp: number,
	options: MeasureOptions = MEASURE_DEFAULTS,
): MeasuredView {
	const { W } = matchShape("measureView: imageRaw", view.imageRaw.shape, [1, 3, "H", "W"]);
	const luma = lumaOf(view.imageRaw);
	const classes = classifyPixels(luma, view.opacity.data, options);
	const regions = headRegions(view, label, boxWarp, options);
	const back = regionSharpness(luma, regions.back, W);
	return {
		classes,
		measures: {
			...darkShares(classes, view.opacity.data, W, options),
			backFraction: back.pixels / luma.length,
			backSharpness: back.sharpness,
			frontSharpness: regionSharpness(luma, regions.front, W).sharpness,
		},
	};
}
