/**
 * The way back along one ray: from the gradient by its features to gradients by the folded planes and the decoder.
 *
 * The samples lie where they lie (eg3d.md §5): no gradient flows into depths. With q the gradient by the features times
 * the colour of an interval, and B = Σ over the intervals behind of (light that reaches them) · alpha · q as a share of the
 * light behind this one, the gradient by alpha is light · (q − B): no division, so that opaque intervals are no exception.
 */

import { TRANSMITTANCE_EPSILON, DENSITY_SHIFT } from "./contract-constants";
import { logisticBack } from "./activations";
import { computeLogits } from "./colours";
import { expNegative, logisticExact, softplusExact } from "./exponential";
import { Backward } from "./gradient-workspace";
import { element, sumLanes } from "./lanes";
import { addProducts, matrixBlock, transposeRows } from "./matrix";
import { plainBack } from "./plain-colours";
import { locateSlots, maskSlots } from "./ray-samples";
import { BATCH, CELLS_BYTES, scatterOne, UPPER } from "./sampling";
import { SOFTPLUS_SCALE } from "./scales";
import { GROUP } from "./slots";
import { Workspace } from "./workspace";

/**
 * @param samples   what `traceRay` gave
 * @param gradient  [F] by the ray's features
 */
export function backRay(w: Workspace, b: Backward, samples: i32, gradient: usize, whiteBack: boolean): void {
	const sum = scaled(w, b, gradient);
	shareWeights(w, b, samples);
	const coarse = load<i32>(element(w.coarseCount, samples - 1));
	backColours(w, b, 0, coarse, sum);
	backColours(w, b, w.fineBase, samples - coarse, sum);
	backIntervals(w, b, samples, whiteBack ? sum : 0);
	if (w.field.mask < Infinity) {
		maskSlots(w, b.sigma, 0, coarse, 0);
		maskSlots(w, b.sigma, w.fineBase, w.fineBase + samples - coarse, 0);
	}
	backSamples(w, b, 0, coarse);
	backSamples(w, b, w.fineBase, samples - coarse);
}

/** Features are range · colour + its offset: writes range times the gradient, and gives its sum. */
function scaled(w: Workspace, b: Backward, gradient: usize): f32 {
	let sum: f32 = 0;
	for (let f = 0; f < w.field.features; f++) {
		const value: f32 = w.field.range * load<f32>(element(gradient, f));
		store<f32>(element(b.features, f), value);
		sum += value;
	}
	return sum;
}

/** By slot: half of the weights of the intervals before and after. */
function shareWeights(w: Workspace, b: Backward, samples: i32): void {
	let before: f32 = 0;
	for (let i = 0; i < samples; i++) {
		const after: f32 = i < samples - 1 ? load<f32>(element(w.weights, i)) : 0;
		const half: f32 = 0.5;
		store<f32>(element(b.shares, load<i32>(element(w.order, i))), half * (before + after));
		before = after;
	}
}

/** Colours of slots [base, base + count): gradients by logits, second layer and activations, and gradient · colour. */
function backColours(w: Workspace, b: Backward, base: i32, count: i32, sum: f32): void {
	if (count == 0) return;
	const texelBytes = w.field.texelBytes;
	const row = (<usize>w.field.featuresPadded) << 2;
	const first = w.hidden + <usize>base * texelBytes;
	const last = first + <usize>(count - 1) * texelBytes;
	const gain = w.field.gain;
	for (let i = 0; i < count; i += 4) {
		const at = first + <usize>i * texelBytes;
		computeLogits(w, at, min(at + texelBytes, last), min(at + 2 * texelBytes, last), min(at + 3 * texelBytes, last));
		for (let p = 0; p < 4; p++) {
			const values = w.colours + <usize>p * row;
			if (i + p >= count) {
				memory.fill(values, 0, row);
				continue;
			}
			const slot = base + i + p;
			const share = gain * load<f32>(element(b.shares, slot));
			const product = w.field.plainColours
				? plainBack(values, b.features, b.colourBias, row, share)
				: logisticBack(values, b.features, b.colourBias, row, share, w.constants);
			store<f32>(element(b.products, slot), gain * sumLanes(product) + w.field.middle * sum);
		}
		keepLogits(w, b, i);
		backToHidden(w, b, base + i);
	}
	const hidden = w.field.hidden;
	for (let f = 0; f < w.field.featuresPadded; f += GROUP) {
		const logits = b.logits + ((<usize>(f * b.slots)) << 2);
		for (let d = 0; d < hidden; d += 4) {
			const target = b.colours + <usize>d * row + ((<usize>f) << 2);
			addProducts(target, row, logits, GROUP * 4, element(first, d), texelBytes, count);
		}
	}
}

/** Keeps the gradients by four samples' logits in blocks of eight. */
function keepLogits(w: Workspace, b: Backward, at: i32): void {
	const features = w.field.featuresPadded;
	for (let p = 0; p < 4; p++) {
		for (let f = 0; f < features; f += GROUP) {
			const from = element(w.colours, p * features + f);
			const to = element(b.logits, f * b.slots + (at + p) * GROUP);
			v128.store(to, v128.load(from));
			v128.store(to, v128.load(from, 16), 16);
		}
	}
}

/** Gradients by the activations of four samples from those by their logits. */
function backToHidden(w: Workspace, b: Backward, slot: i32): void {
	const features = w.field.featuresPadded;
	const row = (<usize>features) << 2;
	const texelBytes = w.field.texelBytes;
	const at = w.colours;
	transposeRows(b.packed, at, at + row, at + 2 * row, at + 3 * row, features);
	let weights = b.coloursBack;
	let out = b.hidden + <usize>slot * texelBytes;
	for (let d = 0; d < w.field.hidden; d += GROUP) {
		matrixBlock(
			weights,
			b.zeros,
			features,
			b.packed,
			16,
			out,
			out + texelBytes,
			out + 2 * texelBytes,
			out + 3 * texelBytes,
		);
		weights += (<usize>(features * GROUP)) << 2;
		out += GROUP * 4;
	}
}

/** Gradients by sigma, by slot, from the products of gradient and colour. */
function backIntervals(w: Workspace, b: Backward, samples: i32, white: f32): void {
	const intervals = samples - 1;
	const half: f32 = 0.5;
	for (let i = 0; i < intervals; i += 4) {
		const sigmas = element(w.sortedSigma, i);
		const taus = element(w.sortedTau, i);
		const halves = f32x4.splat(0.5);
		const mean = f32x4.add(f32x4.mul(halves, v128.load(sigmas)), f32x4.mul(halves, v128.load(sigmas, 4)));
		const shifted = f32x4.sub(mean, f32x4.splat(<f32>DENSITY_SHIFT));
		const delta = f32x4.sub(v128.load(taus, 4), v128.load(taus));
		const through = expNegative(f32x4.mul(softplusExact(shifted), delta));
		v128.store(element(b.through, i), through);
		v128.store(element(b.slope, i), f32x4.mul(f32x4.mul(through, delta), logisticExact(shifted)));
	}
	// The light before each interval takes the place of its weight.
	let light: f32 = 1;
	for (let i = 0; i < intervals; i++) {
		store<f32>(element(w.weights, i), light);
		light *= load<f32>(element(b.through, i)) + <f32>TRANSMITTANCE_EPSILON;
	}
	let behind: f32 = 0;
	let after: f32 = 0;
	let product = load<f32>(element(b.products, load<i32>(element(w.order, intervals))));
	for (let i = intervals - 1; i >= 0; i--) {
		const before = load<f32>(element(b.products, load<i32>(element(w.order, i))));
		const q: f32 = half * (before + product) - white;
		const through = load<f32>(element(b.through, i));
		const slope = load<f32>(element(w.weights, i)) * (q - behind) * load<f32>(element(b.slope, i)) * half;
		store<f32>(element(b.sigma, load<i32>(element(w.order, i + 1))), after + slope);
		behind = (1 - through) * q + (through + <f32>TRANSMITTANCE_EPSILON) * behind;
		after = slope;
		product = before;
	}
	store<f32>(element(b.sigma, load<i32>(w.order)), after);
}

/** From gradients by activations and sigma of slots [base, base + count) to the folded planes and the row of sigma. */
function backSamples(w: Workspace, b: Backward, base: i32, count: i32): void {
	const field = w.field;
	const texelBytes = field.texelBytes;
	const rowBytes = field.rowBytes;
	for (let first = 0; first < count; first += BATCH) {
		const points = min<i32>(BATCH, count - first);
		const slot = base + first;
		for (let i = 0; i < points; i += 4) locateSlots(w, slot + i, element(w.cells, i));
		for (let i = 0; i < points; i++) {
			const hidden = b.hidden + <usize>(slot + i) * texelBytes;
			backActivations(w, b, slot + i, hidden);
			const cell = element(w.cells, i);
			scatterOne(hidden, b.planeA, cell, texelBytes, rowBytes);
			scatterOne(hidden, b.planeB, cell + CELLS_BYTES, texelBytes, rowBytes);
			if (b.planeC != 0) scatterOne(hidden, b.planeC, cell + 2 * CELLS_BYTES, texelBytes, rowBytes);
			if (field.slices > 1) scatterUpper(w, b, hidden, cell + UPPER);
		}
	}
}

/** To the upper slices, and to the bias, which is in no slice. */
function scatterUpper(w: Workspace, b: Backward, hidden: usize, cell: usize): void {
	const texelBytes = w.field.texelBytes;
	const rowBytes = w.field.rowBytes;
	scatterOne(hidden, b.planeA, cell, texelBytes, rowBytes);
	scatterOne(hidden, b.planeB, cell + CELLS_BYTES, texelBytes, rowBytes);
	if (b.planeC != 0) scatterOne(hidden, b.planeC, cell + 2 * CELLS_BYTES, texelBytes, rowBytes);
	for (let d: usize = 0; d < texelBytes; d += 16) {
		v128.store(b.firstBias + d, f32x4.add(v128.load(b.firstBias + d), v128.load(hidden + d)));
	}
}

/** gradient[D] = (gradient + row of sigma · its gradient) · softplus' in place; softplus' = 1 − exp(−softplus). */
function backActivations(w: Workspace, b: Backward, slot: i32, gradient: usize): void {
	const bySigma = load<f32>(element(b.sigma, slot));
	store<f32>(b.sigmaBias, load<f32>(b.sigmaBias) + bySigma);
	const splat = f32x4.splat(bySigma);
	const scaled = f32x4.splat(bySigma * <f32>SOFTPLUS_SCALE);
	const unscale = f32x4.splat(<f32>(1 / SOFTPLUS_SCALE));
	const one = f32x4.splat(1);
	let activation = w.hidden + <usize>slot * w.field.texelBytes;
	let weights = w.field.sigmaWeights;
	let sums = b.sigmaWeights;
	const end = gradient + w.field.texelBytes;
	while (gradient < end) {
		const h = v128.load(activation);
		v128.store(sums, f32x4.add(v128.load(sums), f32x4.mul(h, splat)));
		const back = f32x4.add(v128.load(gradient), f32x4.mul(v128.load(weights), scaled));
		v128.store(gradient, f32x4.mul(back, f32x4.sub(one, expNegative(f32x4.mul(h, unscale)))));
		gradient += 16;
		activation += 16;
		weights += 16;
		sums += 16;
	}
}
