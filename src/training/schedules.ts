/** What changes as training goes on (eg3d.md §9): functions of the images shown to the discriminator so far. */

/** Share of a fade that lies behind, 0 to 1; a fade of 0 is over from the start. */
function fadeShare(images: number, fadeKimg: number): number {
	return fadeKimg > 0 ? Math.min(images / (fadeKimg * 1000), 1) : 1;
}

/**
 * Probability that the conditioning camera is another sample's: from 1 to `gpcRegProb`.
 * @param fadeKimg  `gpc_reg_fade_kimg`
 */
export function swapProbability(images: number, gpcRegProb: number, fadeKimg: number): number {
	const share = fadeShare(images, fadeKimg);
	return 1 - share + share * gpcRegProb;
}

/**
 * σ of the discriminator's blur in pixels: from `initSigma` to 0.
 * @param fadeKimg  `blur_fade_kimg`; 0 means no blur at all
 */
export function blurSigma(images: number, initSigma: number, fadeKimg: number): number {
	return (1 - fadeShare(images, fadeKimg)) * initSigma;
}

/**
 * Rays per side of the raw image: from `initial` to `final`, rounded to the nearest whole number (to an even one midway).
 * @param final     `null` keeps `initial`
 * @param fadeKimg  `neural_rendering_resolution_fade_kimg`
 */
export function renderingResolution(images: number, initial: number, final: number | null, fadeKimg: number): number {
	if (final === null) return initial;
	const share = fadeShare(images, fadeKimg);
	return roundHalfToEven(initial * (1 - share) + final * share);
}

function roundHalfToEven(value: number): number {
	const rounded = Math.round(value);
	return rounded - value === 0.5 && rounded % 2 !== 0 ? rounded - 1 : rounded;
}
