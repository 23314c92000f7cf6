/**
 * What a worker keeps of the ray, the points or the piece of a grid that it is on. It is laid out in the worker's
 * scratch memory at the start of each tile and stays in its caches (30 KB at 48 + 48 samples and 64 hidden units, of
 * which the activations are 26).
 *
 * Samples live in slots. On a ray, slots 0 … S-1 are the coarse samples and fineBase … fineBase + K-1 the fine ones; the
 * slot after each run is free and holds infinity. All arrays are padded, so that vectors may run over their ends.
 */

import { CONSTANTS_BYTES, writeConstants } from "./activations";
import { Field, openField } from "./field";
import { FIELD_FEATURES_PADDED, FIELD_HIDDEN } from "./slots";
import { count } from "./job";
import { CELLS_BYTES } from "./sampling";

/** Padding of every array, in elements. */
const SLACK = 16;

@unmanaged
export class Workspace {
	field: Field;
	/** Table of `writeConstants`. */
	constants: usize;
	/** Cells of three planes, and of their upper slices. */
	cells: usize;
	/** Plane coordinates along the ray: ten pairs of start and slope (`aimRay`); or of points and grid lines. */
	lines: usize;
	/** Counts of coarse and fine samples, and the first fine slot. */
	coarse: i32;
	fine: i32;
	fineBase: i32;
	/** By slot: depth behind the near limit, and sigma. */
	tau: usize;
	sigma: usize;
	/** By rank in depth: slot (int32), number of coarse samples up to and with it (int32), tau, sigma. */
	order: usize;
	coarseCount: usize;
	sortedTau: usize;
	sortedSigma: usize;
	/** Weight of the interval after each sample. */
	weights: usize;
	/** Importance sampling: cumulative distribution, middle of each bin's lower interval, slope within the bin. */
	cdf: usize;
	binStart: usize;
	binSlope: usize;
	/** Ranks (int32), and float64 sums while the distribution is made. */
	ranks: usize;
	/** Slots (int32) and weights of the samples whose colours are wanted. */
	chosen: usize;
	chosenWeights: usize;
	/** [D, 4] hidden units of four points side by side, [4, F] their colour outputs, [F] weighted sums of colours. */
	packed: usize;
	colours: usize;
	sums: usize;
	/** [slots, D] activations. */
	hidden: usize;
	end: usize;
}

function align(at: usize): usize {
	return (at + 63) & ~63;
}

/** Lays a workspace of `slots` sample slots out at `base`, for a field of the given sizes. */
export function layOut(base: usize, slots: i32, hidden: i32, features: i32): Workspace {
	const w = changetype<Workspace>(align(base));
	const row = (<usize>(slots + SLACK)) << 2;
	let at = align(changetype<usize>(w) + offsetof<Workspace>());
	w.field = changetype<Field>(at);
	w.constants = align(at + offsetof<Field>());
	w.cells = align(w.constants + CONSTANTS_BYTES);
	w.lines = align(w.cells + 6 * CELLS_BYTES);
	at = align(w.lines + 5 * 64 * 4);
	w.tau = at;
	w.sigma = align(w.tau + row);
	w.order = align(w.sigma + row);
	w.coarseCount = align(w.order + row);
	w.sortedTau = align(w.coarseCount + row);
	w.sortedSigma = align(w.sortedTau + row);
	w.weights = align(w.sortedSigma + row);
	w.cdf = align(w.weights + row);
	w.binStart = align(w.cdf + row);
	w.binSlope = align(w.binStart + row);
	w.ranks = align(w.binSlope + row);
	w.chosen = align(w.ranks + 2 * row);
	w.chosenWeights = align(w.chosen + row);
	w.packed = align(w.chosenWeights + row);
	w.colours = align(w.packed + ((<usize>hidden) << 4));
	w.sums = align(w.colours + ((<usize>features) << 4));
	w.hidden = align(w.sums + ((<usize>features) << 2));
	w.end = align(w.hidden + ((<usize>(slots + SLACK) * <usize>hidden) << 2));
	return w;
}

/** A workspace with its field opened and its constants written. */
export function openWorkspace(base: usize, slots: i32, fieldRow: usize): Workspace {
	const w = layOut(base, slots, count(fieldRow, FIELD_HIDDEN), count(fieldRow, FIELD_FEATURES_PADDED));
	openField(fieldRow, w.field);
	writeConstants(w.constants);
	return w;
}
