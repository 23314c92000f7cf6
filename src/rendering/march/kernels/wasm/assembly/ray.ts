/** One ray from its limits to its features: coarse pass, importance sampling, fine pass, colours. */

import { chooseSamples } from "./choose";
import { placeCoarse } from "./coarse";
import { storeFeatures, sumColours } from "./colours";
import { placeFine } from "./importance";
import { element, sumLanes } from "./lanes";
import { marchIntervals, OPAQUE } from "./march";
import { mergeRuns } from "./order";
import { aimRay, evaluateSlots } from "./ray-samples";
import { Workspace } from "./workspace";

/** Samples that are evaluated before it is asked again whether the ray is opaque. */
const CHUNK = 8;

/** Addresses and options of one ray. */
@unmanaged
export class Ray {
	/** [3] world units each */
	origin: usize;
	direction: usize;
	near: f64;
	far: f64;
	/** [S] and [K] uniform in [0, 1) */
	jitter: usize;
	u: usize;
	disparity: boolean;
	whiteBack: boolean;
	/** [F] */
	features: usize;
	/** One number each: depth (not clamped to the range of the call), opacity. */
	depth: usize;
	opacity: usize;
	/** Smallest and largest sample depth. */
	range: usize;
}

/** First slot of the fine samples: behind the coarse and a free one, at a multiple of CHUNK. */
export function fineBaseOf(coarse: i32): i32 {
	return (coarse + CHUNK) & -CHUNK;
}

/** Slots of a ray, the free ones included. */
export function slotsOfRay(coarse: i32, fine: i32): i32 {
	return fineBaseOf(coarse) + fine + 1;
}

export function marchRay(w: Workspace, ray: Ray): void {
	const samples = traceRay(w, ray);
	const opacity = storeDepth(w, ray, samples);
	sumColours(w, chooseSamples(w, samples));
	storeFeatures(w, ray.features, opacity, ray.whiteBack);
}

/**
 * Places, evaluates and merges the samples of a ray up to where it is opaque. Gives the number of samples in front of
 * that, at least one; order, sortedTau and sortedSigma are written for them, and the weights of their intervals.
 */
export function traceRay(w: Workspace, ray: Ray): i32 {
	aimRay(w, ray.origin, ray.direction, ray.near);
	placeCoarse(w.tau, ray.jitter, w.coarse, ray.near, ray.far, ray.disparity);
	let evaluated = 0;
	if (w.fine > 0) {
		evaluated = coarsePass(w);
		placeFine(w, ray.u);
	} else {
		store<f32>(element(w.tau, w.fineBase), Infinity);
	}
	mergeRuns(w.order, w.coarseCount, w.sortedTau, w.tau, w.coarse, w.fineBase, w.fine);
	return finePass(w, evaluated);
}

/** Evaluates coarse samples until the ray is opaque and writes all coarse weights; gives how many were evaluated. */
function coarsePass(w: Workspace): i32 {
	const coarse = w.coarse;
	let evaluated = 0;
	let marched = 0;
	let light: f32 = 1;
	while (evaluated < coarse && light > OPAQUE) {
		const next = min<i32>(evaluated + CHUNK, coarse);
		evaluateSlots(w, evaluated, next);
		light = marchIntervals(w.tau, w.sigma, w.weights, marched, next - 1, light);
		evaluated = next;
		marched = next - 1;
	}
	for (let i = marched; i < coarse - 1; i++) store<f32>(element(w.weights, i), 0);
	return evaluated;
}

/**
 * Marches over the merged samples until the ray is opaque, evaluating those that are not yet. Gives the number of
 * samples in front of that; the weights of their intervals (one less) are written.
 */
function finePass(w: Workspace, evaluatedCoarse: i32): i32 {
	const total = w.coarse + w.fine;
	let evaluatedFine = 0;
	let samples = 0;
	let light: f32 = 1;
	while (samples < total && light > OPAQUE) {
		const next = min<i32>(samples + CHUNK, total);
		const coarse = load<i32>(element(w.coarseCount, next - 1));
		evaluatedCoarse = evaluateUpTo(w, 0, evaluatedCoarse, coarse, w.coarse);
		evaluatedFine = evaluateUpTo(w, w.fineBase, evaluatedFine, next - coarse, w.fine);
		for (let i = samples; i < next; i++) {
			const slot = load<i32>(element(w.order, i));
			store<f32>(element(w.sortedSigma, i), load<f32>(element(w.sigma, slot)));
		}
		light = marchIntervals(w.sortedTau, w.sortedSigma, w.weights, max(samples - 1, 0), next - 1, light);
		samples = next;
	}
	return samples;
}

/** Makes sure that the first `wanted` samples of a run are evaluated; in whole chunks. Gives how many are. */
function evaluateUpTo(w: Workspace, base: i32, evaluated: i32, wanted: i32, count: i32): i32 {
	if (wanted <= evaluated) return evaluated;
	const whole = min<i32>((wanted + CHUNK - 1) & -CHUNK, count);
	evaluateSlots(w, base + evaluated, base + whole);
	return whole;
}

/** Stores expected depth, opacity and the range of depths; gives the opacity. */
function storeDepth(w: Workspace, ray: Ray, samples: i32): f32 {
	const intervals = samples - 1;
	v128.store(element(w.weights, intervals), f32x4.splat(0));
	v128.store(element(w.sortedTau, w.coarse + w.fine), f32x4.splat(0));
	let weightSum = f32x4.splat(0);
	let tauSum = weightSum;
	for (let i = 0; i < intervals; i += 4) {
		const weight = v128.load(element(w.weights, i));
		const tau = element(w.sortedTau, i);
		weightSum = f32x4.add(weightSum, weight);
		tauSum = f32x4.add(tauSum, f32x4.mul(weight, f32x4.add(v128.load(tau), v128.load(tau, 4))));
	}
	const opacity = sumLanes(weightSum);
	// A ray that meets nothing: the host's clamp takes infinity to the largest depth.
	const depth = opacity > 0 ? ray.near + (0.5 * <f64>sumLanes(tauSum)) / <f64>opacity : Infinity;
	const last = load<f32>(element(w.sortedTau, w.coarse + w.fine - 1));
	store<f32>(ray.depth, <f32>depth);
	store<f32>(ray.opacity, opacity);
	store<f32>(ray.range, <f32>(ray.near + <f64>load<f32>(w.sortedTau)));
	store<f32>(ray.range, <f32>(ray.near + <f64>last), 4);
	return opacity;
}
