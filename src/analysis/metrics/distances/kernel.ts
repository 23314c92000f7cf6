/**
 * Kernel distance: the squared maximum mean discrepancy with the cubic kernel (x·y / D + 1)³ (Bińkowski et al. 2018,
 * "KID"), estimated without bias: its expectation does not depend on how many images there are, and for equal
 * distributions it is zero, so single values may be slightly negative.
 *
 * Published tools average over random subsets. Here the sets are cut into equal blocks, and the kernel is summed over each
 * pair of blocks once: the sum of all is the estimate over whole sets, whose scatter is less, and leaving out one block
 * after the other gives its interval without further work.
 */

import { randomBelow } from "../../../tensor/random-integers.ts";
import { RandomState } from "../../../tensor/random-state.ts";
import { estimateByJackknife, type MetricValue } from "../estimate.ts";
import { type FeatureSet, featuresOf, requireComparable } from "../features/feature-set.ts";

export interface KernelDistanceOptions {
	/** Images of each set that are used, chosen by the seed where there are more; time grows with the square. Default 4000. */
	readonly most?: number | undefined;
	readonly seed?: number | undefined;
}

/** Blocks of each set, where it has so many pairs of images. */
const BLOCKS = 10;

export function kernelDistance(a: FeatureSet, b: FeatureSet, options: KernelDistanceOptions = {}): MetricValue {
	requireComparable("kernel distance", a, b, 2);
	const { most = 4000, seed = 0 } = options;
	const random = new RandomState(seed);
	const size = Math.min(most, a.count, b.count);
	const blocks = Math.min(BLOCKS, Math.floor(size / 2));
	const [x, y] = [a, b].map((set) => blocksOf(chosen(set, random, size), blocks)) as [FeatureSet[], FeatureSet[]];
	const sums = { xx: pairSums(x, x), yy: pairSums(y, y), xy: pairSums(x, y) };
	const without = (left: number | null): number => {
		const kept = [...x.keys()].filter((block) => block !== left);
		return estimateOf(kept, x, y, sums);
	};
	return estimateByJackknife(without(null), blocks < 3 ? [] : x.map((_, block) => without(block)));
}

/** Sums of the kernel over pairs of images of two blocks. */
interface PairSums {
	readonly xx: readonly (readonly number[])[];
	readonly yy: readonly (readonly number[])[];
	readonly xy: readonly (readonly number[])[];
}

/** The unbiased estimate over the blocks that are kept. */
function estimateOf(
	kept: readonly number[],
	x: readonly FeatureSet[],
	y: readonly FeatureSet[],
	sums: PairSums,
): number {
	const total = (pairs: readonly (readonly number[])[]): number =>
		kept.reduce((sum, i) => sum + kept.reduce((part, j) => part + (pairs[i]?.[j] ?? 0), 0), 0);
	const countOf = (blocks: readonly FeatureSet[]): number => kept.reduce((sum, i) => sum + (blocks[i]?.count ?? 0), 0);
	const [m, n] = [countOf(x), countOf(y)];
	return total(sums.xx) / (m * (m - 1)) + total(sums.yy) / (n * (n - 1)) - (2 * total(sums.xy)) / (m * n);
}

/** Of a set's blocks with themselves without the pairs of an image with itself. */
function pairSums(a: readonly FeatureSet[], b: readonly FeatureSet[]): number[][] {
	const sums = a.map(() => b.map(() => 0));
	for (const [i, x] of a.entries()) {
		for (const [j, y] of b.entries()) {
			const known = a === b && j < i ? sums[j]?.[i] : undefined;
			(sums[i] as number[])[j] = known ?? kernelSum(x, y);
		}
	}
	return sums;
}

/** Σ k(x, y) over all pairs; of a set with itself, over pairs of different images. */
function kernelSum(a: FeatureSet, b: FeatureSet): number {
	const D = a.dimension;
	const same = a === b;
	const others = b.data;
	const x = new Float64Array(D);
	let sum = 0;
	for (let i = 0; i < a.count; i++) {
		x.set(a.data.subarray(i * D, (i + 1) * D));
		for (let j = same ? i + 1 : 0; j < b.count; j++) {
			let product = 0;
			for (let k = 0, at = j * D; k < D; k++, at++) product += x[k]! * others[at]!;
			sum += (product / D + 1) ** 3;
		}
	}
	return same ? 2 * sum : sum;
}

/** `size` different images, all in order where there are no more. */
function chosen(set: FeatureSet, random: RandomState, size: number): FeatureSet {
	if (size === set.count) return set;
	const order = Int32Array.from({ length: set.count }, (_, index) => index);
	for (let i = 0; i < size; i++) {
		const other = i + randomBelow(random, set.count - i);
		[order[i], order[other]] = [order[other] ?? 0, order[i] ?? 0];
	}
	return featuresOf(set, order.subarray(0, size));
}

/** Blocks whose sizes differ by at most one. */
function blocksOf(set: FeatureSet, blocks: number): FeatureSet[] {
	const edge = (block: number): number => Math.round((block * set.count) / blocks);
	return Array.from({ length: blocks }, (_, block) => {
		const start = edge(block);
		return featuresOf(
			set,
			Int32Array.from({ length: edge(block + 1) - start }, (_unused, index) => start + index),
		);
	});
}
