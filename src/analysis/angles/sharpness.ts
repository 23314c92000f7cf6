/**
 * Sharpness of a region: the mean magnitude of the gradient of luma, by central differences, in luma per 1 % of the
 * image's side, so that images of different sizes can be compared. A blurred patch has little, texture and hair have
 * much. It is taken of the raw image, whose pixels are the renderer's rays; super-resolution would add its own edges.
 */

/** Fewer pixels say nothing about a region. */
export const FEWEST_PIXELS = 16;

export interface RegionSharpness {
	/** `null` where the region has fewer than `FEWEST_PIXELS` pixels. */
	readonly sharpness: number | null;
	readonly pixels: number;
}

/**
 * @param luma   [H · W] 0 to 1
 * @param mask   [H · W] 1 inside; pixels at the image's border must be outside
 */
export function regionSharpness(luma: Float32Array, mask: Uint8Array, width: number): RegionSharpness {
	const percent = width / 100;
	let [sum, pixels] = [0, 0];
	for (const [pixel, inside] of mask.entries()) {
		if (!inside) continue;
		const across = ((luma[pixel + 1] ?? 0) - (luma[pixel - 1] ?? 0)) / 2;
		const down = ((luma[pixel + width] ?? 0) - (luma[pixel - width] ?? 0)) / 2;
		sum += Math.hypot(across, down) * percent;
		pixels += 1;
	}
	return { sharpness: pixels < FEWEST_PIXELS ? null : sum / pixels, pixels };
}
