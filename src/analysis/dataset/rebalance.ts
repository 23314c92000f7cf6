/**
 * Flattens the distribution of a number, such as yaw, by repetition: items in sparse bins are given again, up to a cap.
 * So is the rebalanced FFHQ made, on which steep angles are learned better (eg3d.md §10, E1); its exact procedure was not
 * published, this is ours.
 *
 * Bins of equal width cover the range. A bin is filled up to the fullest one, but no item is given more than `cap` times.
 * What does not divide evenly is spread over the items of the bin in their order, so that no chance is needed.
 */

import { InputError } from "../../tensor/errors.ts";
import { binOf, type Histogram, type Range, rangeOf } from "./histogram.ts";

export interface RebalanceOptions {
	/** Bins of equal width, at least 2. */
	readonly bins: number;
	/** How often an item is given at most, at least 1. */
	readonly cap: number;
}

export interface Rebalanced {
	/** How often each item is given, from 1 to the cap. */
	readonly times: readonly number[];
	readonly before: Histogram;
	readonly after: Histogram;
	/** (Σn)² / (bins · Σn²), from 1 / bins (all in one bin) to 1 (flat). */
	readonly evenness: { readonly before: number; readonly after: number };
}

/** `values` are one finite number per item. Throws `InputError` on options that cannot be, or when there are no items. */
export function flattenByRepetition(values: readonly number[], { bins, cap }: RebalanceOptions): Rebalanced {
	if (!(Number.isInteger(bins) && bins >= 2 && Number.isInteger(cap) && cap >= 1 && values.length > 0)) {
		throw new InputError(
			`rebalance: ${values.length} items, ${bins} bins, cap ${cap}; want items, 2 bins or more and a cap from 1`,
		);
	}
	const range = rangeOf(values, bins);
	const members = Array.from({ length: bins }, (): number[] => []);
	for (const [index, value] of values.entries()) members[binOf(value, range, bins)]?.push(index);
	const fullest = Math.max(...members.map(({ length }) => length));
	const times = new Array<number>(values.length).fill(1);
	for (const items of members) {
		const wanted = Math.min(fullest, cap * items.length);
		for (const [place, index] of items.entries()) times[index] = shareOf(place, items.length, wanted);
	}
	const before = members.map(({ length }) => length);
	const after = members.map((items) => items.reduce((sum, index) => sum + (times[index] ?? 0), 0));
	return {
		times,
		before: asHistogram(range, before),
		after: asHistogram(range, after),
		evenness: { before: evenness(before), after: evenness(after) },
	};
}

/** Item `place` of `count` of what `total` is, all shares equal up to 1. */
function shareOf(place: number, count: number, total: number): number {
	return Math.floor(((place + 1) * total) / count) - Math.floor((place * total) / count);
}

function asHistogram({ from, to }: Range, counts: readonly number[]): Histogram {
	return { from, to, counts };
}

function evenness(counts: readonly number[]): number {
	const sum = counts.reduce((total, count) => total + count, 0);
	const squares = counts.reduce((total, count) => total + count * count, 0);
	return (sum * sum) / (counts.length * squares);
}
