/**
 * The job `gradient`: the way back through the renderer, an item of the batch at a time, so that what an item adds up is
 * added up by one worker in one order, whoever that is. The ray is traced again; nothing of the way there is kept.
 */

import { backRay } from "./gradient-ray";
import { Backward, layOutBackward, openBackward } from "./gradient-workspace";
import { count, pointer } from "./job";
import { element } from "./lanes";
import { marchScratchBytes, openMarch, openRay } from "./march-job";
import { Ray, slotsOfRay, traceRay } from "./ray";
import { GRADIENT_ITEMS, ITEM_FEATURES, MARCH_RAYS, MARCH_ROW, MARCH_TILE_COLUMNS } from "./slots";
import { unfoldScratchBytes, unfoldSlices } from "./unfold";
import { Workspace } from "./workspace";

/** Bytes that are left free between the parts, for their alignment. */
const MARGIN: usize = 256;

/**
 * Bytes of scratch that `gradient` needs; `base` is any free kilobyte.
 * @param texels  of all folded planes, borders included
 */
export function gradientScratchBytes(
	base: usize,
	coarse: i32,
	fine: i32,
	hidden: i32,
	features: i32,
	channels: i32,
	texels: i32,
): usize {
	const march = marchScratchBytes(base, coarse, fine, hidden, features);
	const backward = layOutBackward(base, slotsOfRay(coarse, fine), hidden, features).end - base;
	const planes = (<usize>texels * <usize>hidden) << 2;
	return march + backward + planes + unfoldScratchBytes(hidden, channels) + 3 * MARGIN;
}

export function gradientTile(job: usize, tile: i32, scratch: usize): void {
	const item = <usize>load<f64>(pointer(job, GRADIENT_ITEMS) + ((<usize>tile) << 3));
	const w = openMarch(item, scratch);
	const ray = changetype<Ray>(w.end);
	const b = openBackward(w.end + offsetof<Ray>(), w.fineBase + w.fine + 1, item, w);
	const rays = count(item, MARCH_RAYS);
	const row = count(item, MARCH_ROW);
	const rows = (rays + row - 1) / row;
	const gradient = pointer(item, ITEM_FEATURES);
	// Strips of a few columns, so that neighbours in time are neighbours on the planes.
	for (let x0 = 0; x0 < row; x0 += MARCH_TILE_COLUMNS) {
		for (let y = 0; y < rows; y++) {
			for (let x = x0; x < min<i32>(x0 + MARCH_TILE_COLUMNS, row); x++) {
				const index = y * row + x;
				if (index >= rays) continue;
				openRay(item, index, ray, w);
				const samples = traceRay(w, ray);
				backRay(w, b, samples, element(gradient, index * w.field.features), ray.whiteBack);
			}
		}
	}
	if (w.field.slices == 1) sumBias(w, b);
	unfoldSlices(item, w, b.planeA, 0, 0, b.end);
	unfoldSlices(item, w, b.planeB, 1, b.planeC == 0 ? 2 : 0, b.end);
	if (b.planeC != 0) unfoldSlices(item, w, b.planeC, 2, 0, b.end);
}

/** The first layer's bias is in every texel of the first plane, its border included, where it has one slice. */
function sumBias(w: Workspace, b: Backward): void {
	const field = w.field;
	const sums = b.firstBias;
	const end = b.planeA + <usize>(field.height + 2) * field.rowBytes;
	for (let texel = b.planeA; texel < end; texel += field.texelBytes) {
		for (let d: usize = 0; d < field.texelBytes; d += 16) {
			v128.store(sums + d, f32x4.add(v128.load(sums + d), v128.load(texel + d)));
		}
	}
}
