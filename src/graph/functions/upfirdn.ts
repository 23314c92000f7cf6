/**
 * Upsampling, FIR filtering, downsampling of images (Karras et al. 2019, 2020), each channel by itself.
 *
 * The published operation inserts zeros, pads or crops, convolves and keeps every n-th pixel. Here inserting zeros and
 * convolving are one depthwise transposed convolution (which is written to ONNX as two matrix products where that is
 * quicker, see `ops/separable-filters.ts`), or, without upsampling, one depthwise convolution with the stride of the
 * downsampling. Zeros inserted and then convolved take half as long again.
 */

import { ShapeError } from "../../tensor/errors.ts";
import { type Float32Tensor, float32Tensor } from "../../tensor/host-tensor.ts";
import { matchShape } from "../../tensor/shape.ts";
import { cast } from "../ops/comparison.ts";
import { conv2d, convTranspose2d } from "../ops/convolution.ts";
import { pad, slice, sliceAxis } from "../ops/layout.ts";
import type { SymbolicTensor } from "../symbolic.ts";
import { interleave } from "./interleave.ts";

type Sides = readonly [left: number, right: number, top: number, bottom: number];

export interface UpfirdnOptions {
	/** Zeros are inserted to make this many pixels of one; default 1. */
	readonly up?: number;
	/** Keeps every n-th pixel of the filtered image; default 1. */
	readonly down?: number;
	/** Zeros around the upsampled image, [left, right, top, bottom]; negative ones crop; default 0. */
	readonly padding?: Sides;
	/** Factor on the result; default 1. */
	readonly gain?: number;
	/** Correlate instead of convolve; default false. */
	readonly flipFilter?: boolean;
}

/**
 * @param x       [N, C, H, W]
 * @param filter  [kh, kw]
 * @returns       [N, C, h, w], h = ⌊(H · up + top + bottom − kh) / down⌋ + 1. Throws `ShapeError` where nothing is left.
 */
export function upfirdn2d(
	x: SymbolicTensor,
	filter: Float32Tensor,
	{ up = 1, down = 1, padding = [0, 0, 0, 0], gain = 1, flipFilter = false }: UpfirdnOptions = {},
): SymbolicTensor {
	matchShape("upfirdn2d filter", filter.shape, ["kh", "kw"]);
	matchShape("upfirdn2d", x.shape, ["N", "C", "H", "W"]);
	return up === 1
		? filterAndDecimate(x, channelFilter(x, filter, gain, !flipFilter), down, padding)
		: decimate(insertAndFilter(x, channelFilter(x, filter, gain, flipFilter), up, padding), down);
}

export interface Upsample2dOptions {
	/**
	 * How it is written: as one transposed convolution, or as four small convolutions of filters [4, 4], one for each
	 * parity of row and column, whose results are interleaved. Both are exact. Default `transposed`.
	 */
	readonly method?: "transposed" | "phases";
}

/**
 * Twice the size.
 * @param x       [N, C, H, W]
 * @param filter  [4, 4], summing to 1
 * @returns       [N, C, 2H, 2W]
 */
export function upsample2d(
	x: SymbolicTensor,
	filter: Float32Tensor,
	{ method = "transposed" }: Upsample2dOptions = {},
): SymbolicTensor {
	const { kh, kw } = matchShape("upsample2d filter", filter.shape, ["kh", "kw"]);
	if (method === "phases") return upsampleByPhases(x, filter);
	const sides = (taps: number): [number, number] => [Math.ceil(taps / 2), Math.floor((taps - 1) / 2)];
	return upfirdn2d(x, filter, { up: 2, padding: [...sides(kw), ...sides(kh)], gain: 4 });
}

/** An even pixel sees its own pixel of x and the one before, an odd one its own and the one after. */
function upsampleByPhases(x: SymbolicTensor, filter: Float32Tensor): SymbolicTensor {
	matchShape("upsample2d filter", filter.shape, [4, 4]);
	const weight = channelFilter(x, filter, 4, true);
	return interleave((row, column) => {
		const taps = sliceAxis(sliceAxis(weight, 2, row, 4, 2), 3, column, 4, 2);
		return conv2d(x, taps, { pads: [1 - row, 1 - column, row, column], groups: x.shape[1] ?? 1 });
	});
}

/**
 * Half the size.
 * @param x       [N, C, H, W]
 * @param filter  [4, 4], summing to 1
 * @returns       [N, C, ⌊H / 2⌋, ⌊W / 2⌋]
 */
export function downsample2d(x: SymbolicTensor, filter: Float32Tensor): SymbolicTensor {
	const { kh, kw } = matchShape("downsample2d filter", filter.shape, ["kh", "kw"]);
	const sides = (taps: number): [number, number] => [Math.floor((taps - 1) / 2), Math.floor((taps - 2) / 2)];
	return upfirdn2d(x, filter, { down: 2, padding: [...sides(kw), ...sides(kh)] });
}

/**
 * Filters and keeps the size.
 * @param x       [N, C, H, W]
 * @param filter  [kh, kw]
 * @returns       [N, C, H, W]
 */
export function filter2d(x: SymbolicTensor, filter: Float32Tensor): SymbolicTensor {
	const { kh, kw } = matchShape("filter2d filter", filter.shape, ["kh", "kw"]);
	const sides = (taps: number): [number, number] => [Math.floor(taps / 2), Math.floor((taps - 1) / 2)];
	return upfirdn2d(x, filter, { padding: [...sides(kw), ...sides(kh)] });
}

/** One copy of the filter for each channel of `x`, [C, 1, kh, kw]. */
function channelFilter(
	x: SymbolicTensor,
	{ shape, data }: Float32Tensor,
	gain: number,
	flipped: boolean,
): SymbolicTensor {
	const [, channels = 0] = x.shape;
	const taps = (flipped ? data.toReversed() : data).map((tap) => tap * gain);
	const copies = new Float32Array(channels * taps.length);
	for (let channel = 0; channel < channels; channel++) copies.set(taps, channel * taps.length);
	return cast(x.graph.constant(float32Tensor([channels, 1, ...shape], copies)), x.dtype);
}

function filterAndDecimate(x: SymbolicTensor, weight: SymbolicTensor, down: number, padding: Sides): SymbolicTensor {
	const [cropped, pads] = apart(x, padding);
	return conv2d(cropped, weight, { strides: down, pads, groups: x.shape[1] ?? 1 });
}

/** The full convolution of the image between inserted zeros, then what `padding` leaves of it or adds to it. */
function insertAndFilter(x: SymbolicTensor, weight: SymbolicTensor, up: number, padding: Sides): SymbolicTensor {
	const [height = 0, width = 0] = weight.shape.slice(2);
	const [left, right, top, bottom] = padding;
	// The full convolution begins before the first pixel and ends with the filter's last tap on the last pixel.
	const sides = [left - width + 1, right + up - width, top - height + 1, bottom + up - height];
	const [cropLeft = 0, cropRight = 0, cropTop = 0, cropBottom = 0] = sides.map((side) => Math.max(-side, 0));
	const full = convTranspose2d(x, weight, {
		strides: up,
		pads: [cropTop, cropLeft, cropBottom, cropRight],
		groups: x.shape[1] ?? 1,
	});
	const [addLeft = 0, addRight = 0, addTop = 0, addBottom = 0] = sides.map((side) => Math.max(side, 0));
	return pad(full, [0, 0, addTop, addLeft], [0, 0, addBottom, addRight]);
}

function decimate(x: SymbolicTensor, down: number): SymbolicTensor {
	return slice(x, { starts: [0, 0, 0, 0], ends: x.shape, steps: [1, 1, down, down] });
}

/** Negative padding as a crop of `x`; what is left of it in the order of a convolution's pads. */
function apart(x: SymbolicTensor, padding: Sides): [cropped: SymbolicTensor, pads: [number, number, number, number]] {
	const [left, right, top, bottom] = padding;
	const [, , height = 0, width = 0] = x.shape;
	const starts = [0, 0, Math.max(-top, 0), Math.max(-left, 0)];
	const ends = [...x.shape.slice(0, 2), height + Math.min(bottom, 0), width + Math.min(right, 0)];
	if (ends.some((end, axis) => end <= (starts[axis] ?? 0))) {
		throw new ShapeError(`upfirdn2d: padding [${padding.join(", ")}] crops all of ${height} × ${width} pixels`);
	}
	return [slice(x, { starts, ends }), [Math.max(top, 0), Math.max(left, 0), Math.max(bottom, 0), Math.max(right, 0)]];
}
