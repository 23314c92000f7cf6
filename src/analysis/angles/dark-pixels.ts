/**
 * Why pixels are dark. A pixel of the raw image is dark when its luma is below a threshold. Its ray either met nothing –
 * then black is what the renderer puts there – or it met something that has dark colours.
 */

import { ShapeError } from "../../tensor/errors.ts";

/** What a pixel is. */
export const PIXEL_CLASSES: {
	readonly bright: 0;
	readonly brightMissed: 1;
	readonly darkMissed: 2;
	readonly darkHit: 3;
} = Object.freeze({
	/** Bright enough; the ray was stopped. */
	bright: 0,
	/** Bright enough, although the ray met nothing: a white background, or light that shines through fog. */
	brightMissed: 1,
	/** Dark, and the ray met nothing. */
	darkMissed: 2,
	/** Dark, although the ray was stopped. */
	darkHit: 3,
} as const);

export interface DarkOptions {
	/** Luma below which a pixel is dark, 0 to 1. */
	readonly darkLuma: number;
	/** A ray with less opacity than this has met nothing, 0 to 1. */
	readonly missOpacity: number;
	/** Width of the image's border, as a share of its side. */
	readonly borderShare: number;
}

/** Shares of all pixels, 0 to 1. */
export interface DarkShares {
	readonly darkFraction: number;
	/** Of the pixels of the border. */
	readonly borderDarkFraction: number;
	readonly meanOpacity: number;
	readonly missedFraction: number;
	/** Together with `darkHitFraction` this is `darkFraction`. */
	readonly darkMissedFraction: number;
	readonly darkHitFraction: number;
}

/**
 * Sorts pixels into `PIXEL_CLASSES`.
 * @param luma     [H · W] 0 to 1
 * @param opacity  [H · W] 0 to 1
 */
export function classifyPixels(
	luma: Float32Array,
	opacity: Float32Array,
	{ darkLuma, missOpacity }: DarkOptions,
): Uint8Array {
	if (luma.length !== opacity.length) {
		throw new ShapeError(`classifyPixels: ${luma.length} lumas beside ${opacity.length} opacities, want equally many`);
	}
	const { bright, brightMissed, darkMissed, darkHit } = PIXEL_CLASSES;
	return Uint8Array.from(luma, (value, pixel) => {
		const missed = (opacity[pixel] ?? 0) < missOpacity;
		if (value < darkLuma) return missed ? darkMissed : darkHit;
		return missed ? brightMissed : bright;
	});
}

/** Counts the classes of an image of this width. */
export function darkShares(
	classes: Uint8Array,
	opacity: Float32Array,
	width: number,
	{ borderShare }: DarkOptions,
): DarkShares {
	const { brightMissed, darkMissed, darkHit } = PIXEL_CLASSES;
	const height = classes.length / width;
	const border = Math.max(1, Math.round(borderShare * Math.min(width, height)));
	let [missedBright, missedDark, hitDark, borderPixels, borderDark, light] = [0, 0, 0, 0, 0, 0];
	for (const [pixel, kind] of classes.entries()) {
		const dark = kind === darkMissed || kind === darkHit;
		light += opacity[pixel] ?? 0;
		if (kind === brightMissed) missedBright += 1;
		if (kind === darkMissed) missedDark += 1;
		if (kind === darkHit) hitDark += 1;
		const [row, column] = [Math.floor(pixel / width), pixel % width];
		if (Math.min(row, column, height - 1 - row, width - 1 - column) >= border) continue;
		borderPixels += 1;
		if (dark) borderDark += 1;
	}
	const share = (count: number): number => count / classes.length;
	return {
		darkFraction: share(missedDark + hitDark),
		borderDarkFraction: borderDark / borderPixels,
		meanOpacity: share(light),
		missedFraction: share(missedBright + missedDark),
		darkMissedFraction: share(missedDark),
		darkHitFraction: share(hitDark),
	};
}
