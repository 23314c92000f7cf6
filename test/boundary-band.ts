/**
 * Assertions across a discontinuity: plane borders, importance bins, ties of marching cubes. Two correct
 * implementations may land on different sides of it, so a loose tolerance everywhere would hide real errors. Instead:
 * tight outside a stated band, and inside it a capped share of elements that flipped, to both sides alike.
 */

import { aligned, describeFailure, fail } from "./assert-close.ts";
import { type Comparison, compare, type Numbers } from "./comparison.ts";
import type { Band, Tolerance } from "./tolerances.ts";

/** A flip is fair: this many standard deviations of a fair coin are allowed between flips up and flips down. */
const FAIR_COIN_DEVIATIONS = 4;

/**
 * Throws unless every element outside the band is within `tolerance` and flips inside it are few and unbiased.
 * @param inBand  whether the element at this flat index may flip
 */
export function expectCloseBesideBand(
	actual: Numbers,
	expected: Numbers,
	tolerance: Tolerance,
	band: Band,
	inBand: (index: number) => boolean,
	name: string,
): void {
	const { got, want, shape } = aligned(actual, expected, name);
	const result = compare(got, want, tolerance);
	const outside = result.failing.filter((index) => !inBand(index));
	if (outside.length > 0) {
		const worst = outside.reduce((a, b) => (distance(got, want, b) > distance(got, want, a) ? b : a));
		const shown: Comparison = { ...result, failing: outside, worst };
		fail(
			describeFailure(`${name}, outside ${band.name}`, got, want, shape, tolerance, shown, []),
			expectCloseBesideBand,
		);
	}
	let size = 0;
	for (let i = 0; i < want.length; i++) if (inBand(i)) size++;
	const complaint = bandComplaint(got, want, result.failing, size, band);
	if (complaint !== undefined) fail(`${name}: ${complaint}`, expectCloseBesideBand);
}

function bandComplaint(
	got: ArrayLike<number>,
	want: ArrayLike<number>,
	flips: readonly number[],
	size: number,
	band: Band,
): string | undefined {
	if (size > band.maxShare * want.length) {
		return `${band.name} holds ${size} of ${want.length} elements, which leaves too little to be tested`;
	}
	if (flips.length > band.maxFlipRate * size) {
		return `${flips.length} of ${size} elements in ${band.name} flipped, at most ${100 * band.maxFlipRate} % may`;
	}
	const difference = (index: number): number => (got[index] ?? Number.NaN) - (want[index] ?? Number.NaN);
	if (flips.some((index) => !Number.isFinite(difference(index)))) return `a flip in ${band.name} is not finite`;
	const up = flips.filter((index) => difference(index) > 0).length;
	const imbalance = Math.abs(2 * up - flips.length);
	if (imbalance > FAIR_COIN_DEVIATIONS * Math.sqrt(flips.length)) {
		return `flips in ${band.name} are biased: ${up} up, ${flips.length - up} down`;
	}
	return undefined;
}

function distance(got: ArrayLike<number>, want: ArrayLike<number>, index: number): number {
	const error = Math.abs((got[index] ?? Number.NaN) - (want[index] ?? Number.NaN));
	return Number.isNaN(error) ? Number.POSITIVE_INFINITY : error;
}
