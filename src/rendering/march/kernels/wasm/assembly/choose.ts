/**
 * Which samples of a ray get a colour.
 *
 * Σ over intervals of weight · (colour before + colour after) / 2 is regrouped as Σ over samples of
 * (weight before + weight after) / 2 · colour, so that each colour is used once, where it is computed.
 *
 * Colours cost more than half of a ray's time, and those of faint samples change nothing that can be seen. Samples up to
 * a threshold are left out, and the sample that follows takes their weight. The threshold is the largest of a few whose
 * samples weigh no more than NEGLIGIBLE together. Since colours differ by at most RGB_SCALE, no feature changes by more
 * than 2 · RGB_SCALE · NEGLIGIBLE = 2.1e-5. Measured: 1e-6 where rays meet surfaces or fog, since neighbours have similar
 * colours; 8e-6 in an almost empty volume, where no neighbour is left. (Leaving out each sample up to a fixed weight of
 * 1e-5, without giving it to a neighbour, gave errors of 4.6e-4.) Colours that go through no sigmoid have no bound: there the
 * change is at most NEGLIGIBLE times the largest difference of two colours on the ray.
 */

import { element, sumLanes } from "./lanes";
import { Workspace } from "./workspace";

/** Weight of a ray that may be left out or moved. */
const NEGLIGIBLE: f32 = 1e-5;
/** Ratio of the thresholds that are tried, and how many are. */
const STEP: f32 = 0.25;
const STEPS = 5;

/** Lists the slots whose colours are wanted, and their weights; gives how many. `samples` are marched, at least one. */
export function chooseSamples(w: Workspace, samples: i32): i32 {
	const shares = w.sortedSigma;
	halveWeights(w, samples, shares);
	const threshold = findThreshold(shares, samples);
	let chosen = 0;
	let weight: f32 = 0;
	for (let i = 0; i < samples; i++) {
		const share = load<f32>(element(shares, i));
		weight += share;
		store<i32>(element(w.chosen, chosen), load<i32>(element(w.order, i)));
		store<f32>(element(w.chosenWeights, chosen), weight);
		const isChosen = share > threshold;
		chosen += <i32>isChosen;
		weight = isChosen ? 0 : weight;
	}
	// What is left behind the last chosen sample falls to it.
	if (chosen > 0) {
		const last = element(w.chosenWeights, chosen - 1);
		store<f32>(last, load<f32>(last) + weight);
	}
	return chosen;
}

/** shares[samples] = half of the weights of the intervals before and after each; 0 up to a multiple of four. */
function halveWeights(w: Workspace, samples: i32, shares: usize): void {
	let before: f32 = 0;
	for (let i = 0; i < samples - 1; i++) {
		const after = load<f32>(element(w.weights, i));
		store<f32>(element(shares, i), 0.5 * (before + after));
		before = after;
	}
	store<f32>(element(shares, samples - 1), 0.5 * before);
	v128.store(element(shares, samples), f32x4.splat(0));
}

/** The largest threshold tried up to which the shares sum to NEGLIGIBLE at most. */
function findThreshold(shares: usize, samples: i32): f32 {
	let threshold = NEGLIGIBLE;
	for (let step = 0; step < STEPS; step++) {
		const limit = f32x4.splat(threshold);
		let sum = f32x4.splat(0);
		for (let i = 0; i < samples; i += 4) {
			const share = v128.load(element(shares, i));
			sum = f32x4.add(sum, v128.and(share, f32x4.le(share, limit)));
		}
		if (sumLanes(sum) <= NEGLIGIBLE) return threshold;
		threshold *= STEP;
	}
	return NEGLIGIBLE / <f32>samples;
}
