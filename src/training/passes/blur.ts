/**
 * Early blur (eg3d.md §9): a Gaussian `2^-(i/σ)²` of ⌊3σ⌋ pixels to each side, zeros outside the image, that fades as
 * training goes on.
 *
 * σ changes at every step, so the blur is an input of the graph: one matrix that blurs rows and columns alike. Two
 * matrix products cost less than a convolution with up to 61 × 61 taps, and the border comes for nothing.
 */

import { transpose } from "../../graph/ops/layout.ts";
import { matmul } from "../../graph/ops/matmul.ts";
import type { SymbolicTensor } from "../../graph/symbolic.ts";
import { InputError } from "../../tensor/errors.ts";
import { type Float32Tensor, float32Tensor } from "../../tensor/host-tensor.ts";
import { matchShape } from "../../tensor/shape.ts";

/** Pixels to each side that the blur reaches; 0 means that there is none. */
export function blurReach(sigma: number): number {
	return Math.floor(3 * sigma);
}

/**
 * The blur of one axis, [side, side]: how much each source pixel (column) counts in each blurred one (row).
 * @param side   pixels
 * @param sigma  pixels, ≥ 0; below 1/3 the identity
 */
export function blurMatrix(side: number, sigma: number): Float32Tensor {
	if (!(sigma >= 0 && Number.isFinite(sigma)))
		throw new InputError(`blur: sigma ${sigma}, want a number of at least 0`);
	const reach = blurReach(sigma);
	const taps = Array.from({ length: 2 * reach + 1 }, (_, index) =>
		reach === 0 ? 1 : 2 ** -(((index - reach) / sigma) ** 2),
	);
	const sum = taps.reduce((total, tap) => total + tap, 0);
	const matrix = new Float32Array(side * side);
	for (let row = 0; row < side; row++) {
		for (let column = Math.max(row - reach, 0); column <= Math.min(row + reach, side - 1); column++) {
			matrix[row * side + column] = (taps[column - row + reach] ?? 0) / sum;
		}
	}
	return float32Tensor([side, side], matrix);
}

/**
 * @param x     [N, C, R, R]
 * @param blur  [R, R] of `blurMatrix`
 * @returns     [N, C, R, R]
 */
export function blurImage(x: SymbolicTensor, blur: SymbolicTensor): SymbolicTensor {
	const { R } = matchShape("blurred image", x.shape, ["N", "C", "R", "R"]);
	matchShape("blur", blur.shape, [R, R]);
	return matmul(matmul(blur, x), transpose(blur, [1, 0]));
}
