/**
 * Colours of points: the other rows of the second layer, four points at a time, and the logistic function where there is one.
 *
 * The affine part of rgb = RGB_SCALE · logistic − RGB_MARGIN is left to the end; sums are of logistic − 1/2. (Of colours
 * without a logistic function they are of the colours themselves.)
 */

import { addLogistic, mapLogistic } from "./activations";
import { element } from "./lanes";
import { matrixBlock, transposeRows } from "./matrix";
import { addPlain } from "./plain-colours";
import { GROUP } from "./slots";
import { Workspace } from "./workspace";

/** w.colours[4, F] = outputs of the second layer for four points' hidden units [D]. */
export function computeLogits(w: Workspace, hidden0: usize, hidden1: usize, hidden2: usize, hidden3: usize): void {
	const field = w.field;
	const hidden = field.hidden;
	const packed = w.packed;
	transposeRows(packed, hidden0, hidden1, hidden2, hidden3, hidden);
	const row = (<usize>field.featuresPadded) << 2;
	let weights = field.colourWeights;
	let bias = field.colourBias;
	let out = w.colours;
	for (let block = 0; block < field.featuresPadded; block += GROUP) {
		matrixBlock(weights, bias, hidden, packed, 16, out, out + row, out + 2 * row, out + 3 * row);
		weights += (<usize>(hidden * GROUP)) << 2;
		bias += GROUP * 4;
		out += GROUP * 4;
	}
}

/** w.sums[F] = Σ weight · (logistic − 1/2), or Σ weight · colour, over the first `count` chosen samples. */
export function sumColours(w: Workspace, count: i32): void {
	const row = (<usize>w.field.featuresPadded) << 2;
	memory.fill(w.sums, 0, row);
	// The list is filled up to a multiple of four with weightless copies.
	for (let i = count; (i & 3) != 0; i++) {
		store<i32>(element(w.chosen, i), load<i32>(w.chosen));
		store<f32>(element(w.chosenWeights, i), 0);
	}
	const hidden = w.hidden;
	const texelBytes = w.field.texelBytes;
	for (let i = 0; i < count; i += 4) {
		const slots = element(w.chosen, i);
		computeLogits(
			w,
			hidden + <usize>load<i32>(slots) * texelBytes,
			hidden + <usize>load<i32>(slots, 4) * texelBytes,
			hidden + <usize>load<i32>(slots, 8) * texelBytes,
			hidden + <usize>load<i32>(slots, 12) * texelBytes,
		);
		const weights = element(w.chosenWeights, i);
		if (w.field.plainColours) addPlain(w.sums, w.colours, row, weights);
		else addLogistic(w.sums, w.colours, row, weights, w.constants);
	}
}

/** features[F] = range · (Σ weight · rgb + white · (1 − opacity)) + its offset, from `w.sums`. */
export function storeFeatures(w: Workspace, features: usize, opacity: f32, whiteBack: boolean): void {
	const field = w.field;
	const shared = field.middle * opacity + (whiteBack ? 1 - opacity : 0);
	const scale: f32 = field.range * field.gain;
	const offset: f32 = shared * field.range + field.rangeOffset;
	for (let f = 0; f < field.features; f++) {
		store<f32>(element(features, f), scale * load<f32>(element(w.sums, f)) + offset);
	}
}

/** rgb[points, F] of points whose hidden units [points, D] are given; more than none. */
export function storeColours(w: Workspace, hidden: usize, points: i32, rgb: usize): void {
	const features = w.field.features;
	const texelBytes = w.field.texelBytes;
	const row = (<usize>w.field.featuresPadded) << 2;
	const scale = f32x4.splat(w.field.gain);
	const offset = f32x4.splat(w.field.middle);
	const last = hidden + <usize>(points - 1) * texelBytes;
	for (let i = 0; i < points; i += 4) {
		const at = hidden + <usize>i * texelBytes;
		computeLogits(w, at, min(at + texelBytes, last), min(at + 2 * texelBytes, last), min(at + 3 * texelBytes, last));
		if (!w.field.plainColours) mapLogistic(w.colours, 4 * row, scale, offset, w.constants);
		for (let p = 0; p < min(points - i, 4); p++) {
			memory.copy(element(rgb, (i + p) * features), w.colours + <usize>p * row, (<usize>features) << 2);
		}
	}
}
