/** Brightness of colour images as one number per pixel. */

import type { Float32Tensor } from "../tensor/host-tensor.ts";
import { matchShape } from "../tensor/shape.ts";

/** Shares of red, green and blue in luma (ITU-R BT.709), taken of the encoded values as they are shown. */
const SHARES = [0.2126, 0.7152, 0.0722] as const;

/**
 * @param image  [1, 3, H, W] about [−1, 1]
 * @returns luma [H · W], 0 black to 1 white; colours outside the range are clamped first, as on a screen
 */
export function lumaOf(image: Float32Tensor): Float32Array {
	const { H, W } = matchShape("lumaOf: image", image.shape, [1, 3, "H", "W"]);
	const area = H * W;
	const luma = new Float32Array(area);
	for (const [channel, share] of SHARES.entries()) {
		for (let pixel = 0; pixel < area; pixel++) {
			const value = ((image.data[channel * area + pixel] ?? 0) + 1) / 2;
			luma[pixel] = (luma[pixel] ?? 0) + share * Math.min(Math.max(value, 0), 1);
		}
	}
	return luma;
}
