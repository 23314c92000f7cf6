/**
 * The way back through the fold (fold.ts): from gradients by the folded planes to gradients by the planes and the first
 * layer. A plane that was added to another after transposing it gets the other's gradient, transposed.
 */

import { count, pointer } from "./job";
import { element } from "./lanes";
import { addProducts, matrixBlock, transposeRows } from "./matrix";
import { GROUP, ITEM_CHANNELS, ITEM_FIRST, ITEM_FOLD_BACK, ITEM_PLANES, ITEM_PLANES_GRADIENT } from "./slots";
import { Workspace } from "./workspace";

/** Texels that are worked on at once; a multiple of four. */
const TEXELS = 16;

/** Bytes of scratch: activations and channels of TEXELS texels side by side, and their channels' gradients. */
export function unfoldScratchBytes(hidden: i32, channels: i32): usize {
	return (<usize>(4 * hidden + TEXELS * padded(channels) + 4 * padded(channels) + GROUP)) << 2;
}

function padded(channels: i32): i32 {
	return (channels + GROUP - 1) & -GROUP;
}

/**
 * @param gradient    [G, H + 2, W + 2, D] by a folded plane
 * @param plane       which of the three planes it was
 * @param transposed  the plane that was added to it, or 0
 */
export function unfoldSlices(
	item: usize,
	w: Workspace,
	gradient: usize,
	plane: i32,
	transposed: i32,
	scratch: usize,
): void {
	for (let slice = 0; slice < w.field.slices; slice++) {
		unfoldSlice(item, w, gradient, plane, transposed, slice, scratch);
		gradient += w.field.sliceBytes;
	}
}

function unfoldSlice(
	item: usize,
	w: Workspace,
	gradient: usize,
	plane: i32,
	transposed: i32,
	slice: i32,
	scratch: usize,
): void {
	const width = w.field.width;
	const height = w.field.height;
	for (let y = 0; y < height; y++) {
		const row = gradient + <usize>(y + 1) * w.field.rowBytes + w.field.texelBytes;
		for (let x = 0; x < width; x += TEXELS) {
			const texels = min<i32>(TEXELS, width - x);
			const from = row + <usize>x * w.field.texelBytes;
			backToLayer(item, w, from, plane, transposed, slice, x, y, texels, scratch);
			backToPlanes(item, w, from, plane, transposed, slice, x, y, texels, scratch);
		}
	}
}

/** Address of texel (x, y) of slice `slice` of plane `plane`, channel 0, in planes [3, C · G, H, W]. */
function texelOf(planes: usize, item: usize, w: Workspace, plane: i32, slice: i32, x: i32, y: i32): usize {
	const channels = <usize>(plane * count(item, ITEM_CHANNELS) * w.field.slices + slice);
	const size = <usize>(w.field.width * w.field.height);
	return planes + ((channels * size + <usize>(y * w.field.width + x)) << 2);
}

/** Bytes from one channel's texels to the next's. */
function channelStride(w: Workspace): usize {
	return (<usize>(w.field.width * w.field.height * w.field.slices)) << 2;
}

/** Adds Σ over texels of gradient · texel to the gradient by the first layer, [C padded, D]. */
function backToLayer(
	item: usize,
	w: Workspace,
	from: usize,
	plane: i32,
	transposed: i32,
	slice: i32,
	x: i32,
	y: i32,
	texels: i32,
	scratch: usize,
): void {
	const channels = count(item, ITEM_CHANNELS);
	const row = padded(channels);
	const planes = pointer(item, ITEM_PLANES);
	const size = channelStride(w);
	memory.fill(scratch, 0, (<usize>(TEXELS * row)) << 2);
	for (let c = 0; c < channels; c++) {
		const here = texelOf(planes, item, w, plane, slice, x, y) + <usize>c * size;
		for (let t = 0; t < texels; t++) {
			let value = load<f32>(element(here, t));
			if (transposed != 0) value += load<f32>(texelOf(planes, item, w, transposed, slice, y, x + t) + <usize>c * size);
			store<f32>(element(scratch, t * row + c), value);
		}
	}
	const hidden = w.field.hidden;
	const layer = pointer(item, ITEM_FIRST);
	const stride = (<usize>row) << 2;
	for (let c = 0; c < channels; c += 4) {
		for (let d = 0; d < hidden; d += GROUP) {
			const target = element(layer, c * hidden + d);
			addProducts(
				target,
				w.field.texelBytes,
				element(from, d),
				w.field.texelBytes,
				element(scratch, c),
				stride,
				texels,
			);
		}
	}
}

/** Writes the gradient by texels: the first layer, transposed, times theirs. */
function backToPlanes(
	item: usize,
	w: Workspace,
	from: usize,
	plane: i32,
	transposed: i32,
	slice: i32,
	x: i32,
	y: i32,
	texels: i32,
	scratch: usize,
): void {
	const channels = count(item, ITEM_CHANNELS);
	const row = padded(channels);
	const hidden = w.field.hidden;
	const texelBytes = w.field.texelBytes;
	const size = channelStride(w);
	const planes = pointer(item, ITEM_PLANES_GRADIENT);
	const zeros = scratch;
	const packed = element(zeros, GROUP);
	const out = element(packed, 4 * hidden);
	memory.fill(zeros, 0, GROUP * 4);
	for (let t = 0; t < texels; t += 4) {
		const at = from + <usize>t * texelBytes;
		// Rows behind the last texel are the border's or the next row's: computed and not stored.
		transposeRows(packed, at, at + texelBytes, at + 2 * texelBytes, at + 3 * texelBytes, hidden);
		let weights = pointer(item, ITEM_FOLD_BACK);
		for (let c = 0; c < row; c += GROUP) {
			const to = element(out, c);
			matrixBlock(weights, zeros, hidden, packed, 16, to, element(to, row), element(to, 2 * row), element(to, 3 * row));
			weights += (<usize>(hidden * GROUP)) << 2;
		}
		for (let p = 0; p < min<i32>(4, texels - t); p++) {
			let here = texelOf(planes, item, w, plane, slice, x + t + p, y);
			let there: usize = transposed == 0 ? 0 : texelOf(planes, item, w, transposed, slice, y, x + t + p);
			for (let c = 0; c < channels; c++) {
				const value = load<f32>(element(out, p * row + c));
				store<f32>(here, value);
				here += size;
				if (there == 0) continue;
				store<f32>(there, value);
				there += size;
			}
		}
	}
}
