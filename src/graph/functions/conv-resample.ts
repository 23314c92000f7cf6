/**
 * Convolutions that double or halve the resolution, with the FIR filter that keeps them from aliasing (Karras et al.
 * 2020, §2 and appendix B). `docs/decisions/transposed-convolution.md` has the figures behind `method`.
 */

import { ShapeError } from "../../tensor/errors.ts";
import type { Float32Tensor } from "../../tensor/host-tensor.ts";
import { formatShape, matchShape } from "../../tensor/shape.ts";
import { conv2d, convTranspose2d } from "../ops/convolution.ts";
import { flip, sliceAxis, transpose } from "../ops/layout.ts";
import type { SymbolicTensor } from "../symbolic.ts";
import { interleave } from "./interleave.ts";
import { upfirdn2d } from "./upfirdn.ts";

export interface ConvUp2Options {
	/**
	 * How the stride-2 transposed convolution is written: as such, or as four small convolutions, one for each parity of
	 * row and column, whose results are interleaved. Both are exact. Default `transposed`.
	 */
	readonly method?: "transposed" | "phases";
}

/**
 * Doubles the resolution: a transposed convolution with stride 2 (a true convolution: the kernel is not flipped as
 * everywhere else), then the filter with gain 4.
 * @param x       [N, I, H, W]
 * @param weight  [O, I, 3, 3]
 * @param filter  [4, 4], summing to 1
 * @returns       [N, O, 2H, 2W]. Throws `ShapeError` for other shapes.
 */
export function convUp2(
	x: SymbolicTensor,
	weight: SymbolicTensor,
	filter: Float32Tensor,
	{ method = "transposed" }: ConvUp2Options = {},
): SymbolicTensor {
	const { I } = matchShape("convUp2 input", x.shape, ["N", "I", "H", "W"]);
	matchShape("convUp2 weight", weight.shape, ["O", I, 3, 3]);
	matchShape("convUp2 filter", filter.shape, [4, 4]);
	if (method === "phases") {
		// One zero row and column too many at the end, which the filter would have got as padding.
		return upfirdn2d(transposedByPhases(x, weight), filter, { padding: [1, 0, 1, 0], gain: 4 });
	}
	const doubled = convTranspose2d(x, transpose(weight, [1, 0, 2, 3]), { strides: 2 }); // [N, O, 2H + 1, 2W + 1]
	return upfirdn2d(doubled, filter, { padding: [1, 1, 1, 1], gain: 4 });
}

/**
 * Halves the resolution: the filter, then a convolution with stride 2; with a 1×1 kernel the filter takes the stride.
 * @param x       [N, I, H, W], H and W even
 * @param weight  [O, I, k, k], k odd
 * @param filter  [4, 4], summing to 1
 * @param bias    [O], added to the result
 * @returns       [N, O, H / 2, W / 2]. Throws `ShapeError` for other shapes.
 */
export function convDown2(
	x: SymbolicTensor,
	weight: SymbolicTensor,
	filter: Float32Tensor,
	bias?: SymbolicTensor,
): SymbolicTensor {
	const { I, H, W } = matchShape("convDown2 input", x.shape, ["N", "I", "H", "W"]);
	const { k } = matchShape("convDown2 weight", weight.shape, ["O", I, "k", "k"]);
	matchShape("convDown2 filter", filter.shape, [4, 4]);
	if (H % 2 !== 0 || W % 2 !== 0 || k % 2 === 0) {
		throw new ShapeError(
			`convDown2: input ${formatShape(x.shape)} and weight ${formatShape(weight.shape)}, want an even size and an odd kernel`,
		);
	}
	if (k === 1) return conv2d(upfirdn2d(x, filter, { down: 2, padding: [1, 1, 1, 1] }), weight, { bias });
	const side = (k + 1) / 2;
	return conv2d(upfirdn2d(x, filter, { padding: [side, side, side, side] }), weight, { strides: 2, bias });
}

/**
 * The stride-2 transposed convolution, and a row and a column of zeros after it, [N, O, 2H + 2, 2W + 2]. Even rows see
 * the kernel's taps 0 and 2, odd rows tap 1 alone; columns likewise.
 */
function transposedByPhases(x: SymbolicTensor, weight: SymbolicTensor): SymbolicTensor {
	return interleave((row, column) => {
		const kernel = phaseTaps(phaseTaps(weight, 2, row), 3, column);
		// An even phase has one more row than the input; the odd one gets a row of zeros to match.
		return conv2d(x, kernel, { pads: [1 - row, 1 - column, 1, 1] });
	});
}

/** The taps that an even (0) or odd (1) phase sees along a kernel's axis, in the order of correlation. */
function phaseTaps(weight: SymbolicTensor, axis: number, phase: number): SymbolicTensor {
	return phase === 0 ? flip(sliceAxis(weight, axis, 0, 3, 2), [axis]) : sliceAxis(weight, axis, 1, 2);
}
