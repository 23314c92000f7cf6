/** How different two images are: root mean square of the differences of their colours. */

import { type Float32Tensor, float32Tensor } from "../tensor/host-tensor.ts";
import { matchShape } from "../tensor/shape.ts";

/**
 * @param a  [1, 3, H, W] about [−1, 1]; clamped, as on a screen
 * @param b  the same
 * @returns 0 for equal images to 1 for black against white
 */
export function imageDistance(a: Float32Tensor, b: Float32Tensor): number {
	matchShape("imageDistance", b.shape, a.shape);
	let sum = 0;
	for (let i = 0; i < a.data.length; i++) sum += (shown(a.data[i] ?? 0) - shown(b.data[i] ?? 0)) ** 2;
	return Math.sqrt(sum / a.data.length) / 2;
}

/**
 * Means over squares of pixels: what is left is the coarse look, without noise and single hairs.
 * @param image  [1, C, H, W]
 * @param side   of the result; pixels are shared out by area, so any size will do
 * @returns [1, C, side, side]; the image itself where it is not larger
 */
export function shrunk(image: Float32Tensor, side: number): Float32Tensor {
	const { C, H, W } = matchShape("shrunk: image", image.shape, [1, "C", "H", "W"]);
	if (H <= side && W <= side) return image;
	const out = new Float32Array(C * side * side);
	for (let channel = 0; channel < C; channel++) {
		for (let row = 0; row < side; row++) {
			for (let column = 0; column < side; column++) {
				const mean = areaMean(image.data.subarray(channel * H * W, (channel + 1) * H * W), W, {
					top: (row * H) / side,
					bottom: ((row + 1) * H) / side,
					left: (column * W) / side,
					right: ((column + 1) * W) / side,
				});
				out[(channel * side + row) * side + column] = mean;
			}
		}
	}
	return float32Tensor([1, C, side, side], out);
}

interface Area {
	readonly top: number;
	readonly bottom: number;
	readonly left: number;
	readonly right: number;
}

function areaMean(plane: Float32Array, width: number, { top, bottom, left, right }: Area): number {
	let [sum, area] = [0, 0];
	for (let y = Math.floor(top); y < bottom; y++) {
		const tall = Math.min(bottom, y + 1) - Math.max(top, y);
		for (let x = Math.floor(left); x < right; x++) {
			const share = tall * (Math.min(right, x + 1) - Math.max(left, x));
			sum += share * (plane[y * width + x] ?? 0);
			area += share;
		}
	}
	return sum / area;
}

function shown(value: number): number {
	return Math.min(Math.max(value, -1), 1);
}
