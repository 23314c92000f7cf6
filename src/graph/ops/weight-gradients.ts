/**
 * Gradients of convolutions by their weights: matrix products over the pixels, one product for each tap or row of taps.
 * Made of operations with gradients, so that they can be differentiated to any order.
 *
 * ONNX Runtime 1.30, CPU, 2 cores, milliseconds, 3×3 unless told; "channel-last" is one product per tap over pixels of
 * the whole batch, "rows" one per column of taps with its rows side by side, "conv" a convolution of the two images
 * with batch and channels swapped:
 *
 * | channels, size, batch | conv | channel-last | rows |
 * |---|---|---|---|
 * | 16 → 16, 128², 4 | 43 | 7.1 | 3.6 |
 * | 32 → 32, 128², 8 | – | 38 | 23 |
 * | 64 → 64, 128², 4 | – | 50 | 35 |
 * | 128 → 128, 64², 4 | – | 35 | 35 |
 * | 32 → 64, 129², stride 2, 8 | – | 15 | (33 per tap) |
 * | 16 → 96, 256², 1×1, 8 | – | 32 | 12 |
 */

import type { SymbolicTensor, TensorType } from "../symbolic.ts";
import type { ConvAttributes } from "./attributes.ts";
import { conv2d } from "./convolution.ts";
import { concat, pad, reshape, slice, stack, transpose } from "./layout.ts";
import { matmul } from "./matmul.ts";
import { reduceSum } from "./reductions.ts";

/** Gradient of `conv2d(wide, weight)` by the weight, given that of its result, `narrow`. */
export function weightGradient(
	wide: SymbolicTensor,
	narrow: SymbolicTensor,
	weight: TensorType,
	attributes: ConvAttributes,
): SymbolicTensor {
	const { strides, groups } = attributes;
	if (groups > 1) return byConvolution(wide, narrow, weight, attributes);
	return strides[0] === 1 && strides[1] === 1
		? byRowsOfTaps(wide, narrow, weight, attributes)
		: byTaps(wide, narrow, weight, attributes);
}

/**
 * Stride 1. The narrow image is laid on the wide one's rows once for each row of taps, all of them side by side as
 * channels; the wide image is shifted once for each column of taps.
 */
function byRowsOfTaps(
	wide: SymbolicTensor,
	narrow: SymbolicTensor,
	weight: TensorType,
	{ pads, dilations }: ConvAttributes,
): SymbolicTensor {
	const [samples, outputs, rows, columns] = narrow.shape as [number, number, number, number];
	const [, inputs = 0, kernelHeight = 0, kernelWidth = 0] = weight.shape;
	const [top, left, bottom, right] = pads;
	const padded = pad(wide, [0, 0, top, left], [0, 0, bottom, right]); // [N, I, Hp, Wp]
	const height = padded.shape[2] ?? 0;
	const pixels = height * columns;
	const laid = Array.from({ length: kernelHeight }, (_, tap) => {
		const above = tap * dilations[0];
		const image = pad(narrow, [0, 0, above, 0], [0, 0, height - rows - above, 0]);
		return reshape(image, [samples, outputs, pixels]);
	});
	const results = concat(laid, 1); // [N, kh · O, Hp · w]
	const taps = Array.from({ length: kernelWidth }, (_, tap) => {
		const start = tap * dilations[1];
		const shifted = slice(padded, { starts: [0, 0, 0, start], ends: [samples, inputs, height, start + columns] });
		const met = transpose(reshape(shifted, [samples, inputs, pixels]), [0, 2, 1]);
		return reduceSum(matmul(results, met), [0]); // [kh · O, I]
	});
	const all = reshape(stack(taps, 2), [kernelHeight, outputs, inputs, kernelWidth]);
	return transpose(all, [1, 2, 0, 3]);
}

/** Any stride. One product per tap: all pixels of the narrow image with those of the wide one that the tap meets. */
function byTaps(
	wide: SymbolicTensor,
	narrow: SymbolicTensor,
	weight: TensorType,
	{ strides, pads, dilations }: ConvAttributes,
): SymbolicTensor {
	const [samples, outputs, rows, columns] = narrow.shape as [number, number, number, number];
	const [, inputs = 0, kernelHeight = 0, kernelWidth = 0] = weight.shape;
	const [top, left, bottom, right] = pads;
	const pixels = samples * rows * columns;
	const results = reshape(transpose(narrow, [1, 0, 2, 3]), [outputs, pixels]);
	const padded = pad(transpose(wide, [0, 2, 3, 1]), [0, top, left, 0], [0, bottom, right, 0]); // [N, H, W, I]
	const taps = Array.from({ length: kernelHeight * kernelWidth }, (_, tap) => {
		const y = Math.floor(tap / kernelWidth) * dilations[0];
		const x = (tap % kernelWidth) * dilations[1];
		const met = slice(padded, {
			starts: [0, y, x, 0],
			ends: [samples, y + (rows - 1) * strides[0] + 1, x + (columns - 1) * strides[1] + 1, inputs],
			steps: [1, ...strides, 1],
		});
		return matmul(results, reshape(met, [pixels, inputs])); // [O, I]
	});
	return reshape(stack(taps, 2), weight.shape);
}

/** Any groups. A convolution of the images with batch and channels swapped, where strides and dilations change places. */
function byConvolution(
	wide: SymbolicTensor,
	narrow: SymbolicTensor,
	weight: TensorType,
	{ strides, pads, dilations, groups }: ConvAttributes,
): SymbolicTensor {
	const [samples, channels, height, width] = wide.shape as [number, number, number, number];
	const perGroup = channels / groups;
	const grouped = transpose(reshape(wide, [samples, groups, perGroup, height, width]), [2, 1, 0, 3, 4]);
	const input = reshape(grouped, [perGroup, groups * samples, height, width]);
	const kernel = transpose(narrow, [1, 0, 2, 3]); // [O, N, h, w]
	const taps = transpose(conv2d(input, kernel, { strides: dilations, dilations: strides, pads, groups }), [1, 0, 2, 3]);
	// Rows and columns of the input that no result of the strided convolution saw give taps that are not there.
	return slice(taps, { starts: [0, 0, 0, 0], ends: weight.shape });
}
