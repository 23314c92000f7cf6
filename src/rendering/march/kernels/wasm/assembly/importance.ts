/**
 * Importance sampling: fine samples where the coarse pass found weight (Mildenhall et al. 2020 §5.2; see
 * src/rendering/importance.ts for the published rules and their oddities).
 */

import { IMPORTANCE_PDF_FLOOR, IMPORTANCE_WEIGHT_FLOOR, NARROWEST_BIN } from "./contract-constants";
import { element } from "./lanes";
import { countNotAbove, sortAscending } from "./order";
import { Workspace } from "./workspace";

/**
 * Writes tau of the fine samples in ascending order, and infinity behind them. Needs tau and weights of the coarse.
 * @param u  [K] uniform in [0, 1), in any order; readable seven elements beyond
 */
export function placeFine(w: Workspace, u: usize): void {
	const bins = makeBins(w);
	const fine = w.fine;
	const ranks = w.ranks;
	const unsorted = w.sortedTau;
	// The bin of u is the number of steps of the distribution, the first (0) apart, that are not above u.
	countNotAbove(ranks, u, fine, element(w.cdf, 1), bins);
	for (let k = 0; k < fine; k++) {
		const bin = load<i32>(element(ranks, k));
		const share = load<f32>(element(u, k)) - load<f32>(element(w.cdf, bin));
		const start = load<f32>(element(w.binStart, bin));
		store<f32>(element(unsorted, k), start + share * load<f32>(element(w.binSlope, bin)));
	}
	const sorted = element(w.tau, w.fineBase);
	sortAscending(sorted, unsorted, fine, ranks);
	store<f32>(element(sorted, fine), Infinity);
}

/**
 * Writes for each bin where the distribution stands at its start, its first depth, and depth per distribution within
 * it; behind the last bin a flat one, for u that rounding puts there. Gives the number of bins.
 *
 * Bins lie between the middles of the coarse intervals; the first and the last interval have no part in the weights.
 */
function makeBins(w: Workspace): i32 {
	const weights = w.weights;
	const sums = w.ranks;
	const bins = max(w.coarse - 3, 0);
	let total: f64 = 0;
	for (let i = 0; i < bins; i++) {
		store<f64>(sums + ((<usize>i) << 3), total);
		total += smoothed(weights, i + 1) + IMPORTANCE_PDF_FLOOR;
	}
	store<f64>(sums + ((<usize>bins) << 3), total);
	const scale = 1 / total;
	let low: f64 = 0;
	let start = middle(w.tau, 0);
	for (let i = 0; i < bins; i++) {
		const high = load<f64>(sums + ((<usize>(i + 1)) << 3)) * scale;
		const next = middle(w.tau, i + 1);
		const width = high - low;
		store<f32>(element(w.cdf, i), <f32>low);
		store<f32>(element(w.binStart, i), start);
		store<f32>(element(w.binSlope, i), <f32>(<f64>(next - start) / (width < NARROWEST_BIN ? 1 : width)));
		low = high;
		start = next;
	}
	store<f32>(element(w.cdf, bins), <f32>low);
	store<f32>(element(w.binStart, bins), start);
	store<f32>(element(w.binSlope, bins), 0);
	return bins;
}

/** Middle of the coarse interval `i`. */
function middle(tau: usize, i: i32): f32 {
	return 0.5 * (load<f32>(element(tau, i)) + load<f32>(element(tau, i + 1)));
}

/** Mean of the two larger ones of neighbouring pairs, for an interval that has neighbours on both sides. */
function smoothed(weights: usize, i: i32): f64 {
	const here = load<f32>(element(weights, i));
	const before = max(load<f32>(element(weights, i - 1)), here);
	const after = max(here, load<f32>(element(weights, i + 1)));
	return 0.5 * (<f64>before + <f64>after) + IMPORTANCE_WEIGHT_FLOOR;
}
