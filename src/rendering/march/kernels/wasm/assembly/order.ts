/**
 * Sorting and merging of a ray's samples by depth, without a branch that depends on the data: samples are random, so
 * that half of such branches would be mispredicted. (For 128² rays of 48 + 48 samples, sorting by insertion, searching
 * and merging with branches took 66 ms of one thread; this takes less than 20.)
 */

import { element } from "./lanes";

/**
 * ranks[i] = how many of `thresholds` are not above values[i].
 * Quadratic, but eight values at a time: 300 cycles for 48 values and 48 thresholds.
 * @param values  readable, and `ranks` writable, up to a multiple of eight
 */
export function countNotAbove(ranks: usize, values: usize, count: i32, thresholds: usize, thresholdCount: i32): void {
	const end = element(thresholds, thresholdCount);
	for (let i = 0; i < count; i += 8) {
		const a = v128.load(element(values, i));
		const b = v128.load(element(values, i), 16);
		let countA = i32x4.splat(0);
		let countB = i32x4.splat(0);
		for (let at = thresholds; at < end; at += 4) {
			const threshold = v128.load32_splat(at);
			// A comparison that holds gives -1.
			countA = i32x4.sub(countA, f32x4.le(threshold, a));
			countB = i32x4.sub(countB, f32x4.le(threshold, b));
		}
		v128.store(element(ranks, i), countA);
		v128.store(element(ranks, i), countB, 16);
	}
}

/** sorted[count] = values[count] in ascending order. `ranks` is scratch. */
export function sortAscending(sorted: usize, values: usize, count: i32, ranks: usize): void {
	countNotAbove(ranks, values, count, values, count);
	for (let i = 0; i < count; i++) store<f32>(element(sorted, i), Infinity);
	// Equal values go to the same, the last of their places …
	for (let i = 0; i < count; i++) {
		const place = max(load<i32>(element(ranks, i)) - 1, 0);
		store<f32>(element(sorted, place), load<f32>(element(values, i)));
	}
	// … and fill those that stayed free before it.
	let behind: f32 = Infinity;
	for (let i = count - 1; i >= 0; i--) {
		behind = min(behind, load<f32>(element(sorted, i)));
		store<f32>(element(sorted, i), behind);
	}
}

/**
 * Merges two ascending runs of tau, slots 0 … coarse-1 and fineBase … fineBase+fine-1, each followed by infinity; of
 * equal depths the coarse comes first.
 * @param order        slots by depth
 * @param coarseCount  number of coarse samples up to and with each
 * @param sorted       depths
 */
export function mergeRuns(
	order: usize,
	coarseCount: usize,
	sorted: usize,
	tau: usize,
	coarse: i32,
	fineBase: i32,
	fine: i32,
): void {
	let c = 0;
	let f = fineBase;
	for (let i = 0; i < coarse + fine; i++) {
		const depthC = load<f32>(element(tau, c));
		const depthF = load<f32>(element(tau, f));
		const isCoarse = <i32>(depthC <= depthF);
		store<i32>(element(order, i), select(c, f, isCoarse));
		store<f32>(element(sorted, i), select(depthC, depthF, isCoarse));
		c += isCoarse;
		f += 1 - isCoarse;
		store<i32>(element(coarseCount, i), c);
	}
}
