/**
 * Folding the decoder's first layer into the planes.
 *
 * Sampling and averaging are linear, so softplus(W · mean(texels) + b) = softplus(Σ folded texels) with
 * folded = W/3 · texel, and b added to every texel of one plane (its border included, so that the bias is there
 * outside the box too). This is done once per field; per sample the whole first layer vanishes. Of planes with slices each
 * slice is folded by itself, and b stays out of them: shares of slices add up to less than 1 near the faces of the box.
 *
 * A folded plane is channel-last, [H + 2, W + 2, D], with a border of one zero texel: bilinear sampling with zeros
 * outside is then exact without a branch, once coordinates are clamped to the border.
 *
 * Where two planes see the same two axes, one the transpose of the other, their texels are added before the product,
 * and one plane is left of the two. (The published third plane is sampled at (z, x): the transpose of the second's (x, z).)
 */

import { count, pointer } from "./job";
import { matrixBlock } from "./matrix";
import { element } from "./lanes";
import {
	FOLD_BIAS,
	FOLD_CHANNEL_STRIDE,
	FOLD_CHANNELS,
	FOLD_HEIGHT,
	FOLD_HIDDEN,
	FOLD_SOURCE,
	FOLD_TARGET,
	FOLD_TILE,
	FOLD_TRANSPOSED,
	FOLD_WEIGHTS,
	FOLD_WIDTH,
	GROUP,
} from "./slots";

/** Bytes of scratch a worker needs: the texels of one tile, [C, 8, 8], and one block of outputs to throw away. */
export function foldScratchBytes(channels: i32): usize {
	return <usize>channels * FOLD_TILE * FOLD_TILE * 4 + GROUP * 4;
}

/** Folds tile `tile` of the padded plane (row-major over tiles of 8 × 8 texels). */
export function foldTile(job: usize, tile: i32, scratch: usize): void {
	const tilesAcross = (count(job, FOLD_WIDTH) + 2 + FOLD_TILE - 1) / FOLD_TILE;
	const x0 = (tile % tilesAcross) * FOLD_TILE;
	const y0 = (tile / tilesAcross) * FOLD_TILE;
	gatherTile(job, x0, y0, scratch);
	multiplyTile(job, x0, y0, scratch);
}

/** scratch[c, 8, 8] = source[c, y, x] + transposed[c, x, y], either of which may be missing, zero on the border and beyond. */
function gatherTile(job: usize, x0: i32, y0: i32, scratch: usize): void {
	const width = count(job, FOLD_WIDTH);
	const height = count(job, FOLD_HEIGHT);
	const transposed = pointer(job, FOLD_TRANSPOSED);
	const stride = pointer(job, FOLD_CHANNEL_STRIDE);
	// Of the plane without its border.
	const x = x0 - 1;
	const y = y0 - 1;
	const inside = x >= 0 && y >= 0 && x + FOLD_TILE <= width && y + FOLD_TILE <= height;
	for (let c = 0; c < count(job, FOLD_CHANNELS); c++) {
		const first = pointer(job, FOLD_SOURCE);
		const source: usize = first == 0 ? 0 : first + <usize>c * stride;
		const second: usize = transposed == 0 ? 0 : transposed + <usize>c * stride;
		const target = scratch + ((<usize>(c * FOLD_TILE * FOLD_TILE)) << 2);
		if (inside) {
			if (source == 0) memory.fill(target, 0, FOLD_TILE * FOLD_TILE * 4);
			else copyBlock(target, element(source, y * width + x), width);
			if (second != 0) addTransposedBlock(target, element(second, x * width + y), width);
		} else copyEdge(target, source, second, x, y, width, height);
	}
}

/** target[8, 8] = source[8, 8], whose rows are `width` apart. */
function copyBlock(target: usize, source: usize, width: i32): void {
	for (let row = 0; row < FOLD_TILE; row++) {
		v128.store(target, v128.load(source));
		v128.store(target, v128.load(source, 16), 16);
		target += FOLD_TILE * 4;
		source = element(source, width);
	}
}

/** target[8, 8] += the transpose of source[8, 8], whose rows are `width` apart; by quarters. */
function addTransposedBlock(target: usize, source: usize, width: i32): void {
	const row = element(0, width);
	for (let j = 0; j < FOLD_TILE; j += 4) {
		for (let i = 0; i < FOLD_TILE; i += 4) {
			const from = element(source, i * width + j);
			const to = element(target, j * FOLD_TILE + i);
			const a = v128.load(from);
			const b = v128.load(from + row);
			const c = v128.load(from + 2 * row);
			const d = v128.load(from + 3 * row);
			const abLow = v128.shuffle<i32>(a, b, 0, 4, 1, 5);
			const cdLow = v128.shuffle<i32>(c, d, 0, 4, 1, 5);
			const abHigh = v128.shuffle<i32>(a, b, 2, 6, 3, 7);
			const cdHigh = v128.shuffle<i32>(c, d, 2, 6, 3, 7);
			addTo(to, v128.shuffle<i64>(abLow, cdLow, 0, 2));
			addTo(to + FOLD_TILE * 4, v128.shuffle<i64>(abLow, cdLow, 1, 3));
			addTo(to + FOLD_TILE * 8, v128.shuffle<i64>(abHigh, cdHigh, 0, 2));
			addTo(to + FOLD_TILE * 12, v128.shuffle<i64>(abHigh, cdHigh, 1, 3));
		}
	}
}

function addTo(at: usize, value: v128): void {
	v128.store(at, f32x4.add(v128.load(at), value));
}

/** As the two above, texel by texel, for tiles that are not wholly inside the plane. */
function copyEdge(target: usize, source: usize, second: usize, x0: i32, y0: i32, width: i32, height: i32): void {
	for (let y = y0; y < y0 + FOLD_TILE; y++) {
		for (let x = x0; x < x0 + FOLD_TILE; x++) {
			let value: f32 = 0;
			if (x >= 0 && y >= 0 && x < width && y < height) {
				if (source != 0) value = load<f32>(element(source, y * width + x));
				if (second != 0) value += load<f32>(element(second, x * width + y));
			}
			store<f32>(target, value);
			target += 4;
		}
	}
}

/** Multiplies the 64 texels of the tile, four at a time, and stores those that are inside the padded plane. */
function multiplyTile(job: usize, x0: i32, y0: i32, scratch: usize): void {
	const across = count(job, FOLD_WIDTH) + 2;
	const down = count(job, FOLD_HEIGHT) + 2;
	const channels = count(job, FOLD_CHANNELS);
	const hidden = count(job, FOLD_HIDDEN);
	const target = pointer(job, FOLD_TARGET);
	const channelStride: usize = FOLD_TILE * FOLD_TILE * 4;
	const nowhere = scratch + <usize>channels * channelStride;
	let weights = pointer(job, FOLD_WEIGHTS);
	let bias = pointer(job, FOLD_BIAS);
	for (let block = 0; block < hidden; block += GROUP) {
		for (let texel = 0; texel < FOLD_TILE * FOLD_TILE; texel += 4) {
			const y = y0 + texel / FOLD_TILE;
			const x = x0 + (texel % FOLD_TILE);
			if (y >= down) break;
			const from = scratch + ((<usize>texel) << 2);
			const to = target + ((<usize>((y * across + x) * hidden + block)) << 2);
			const step = (<usize>hidden) << 2;
			matrixBlock(
				weights,
				bias,
				channels,
				from,
				channelStride,
				x < across ? to : nowhere,
				x + 1 < across ? to + step : nowhere,
				x + 2 < across ? to + 2 * step : nowhere,
				x + 3 < across ? to + 3 * step : nowhere,
			);
		}
		weights += (<usize>channels * GROUP) << 2;
		bias += GROUP << 2;
	}
}
