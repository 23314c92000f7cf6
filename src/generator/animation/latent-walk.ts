/**
 * A walk through keyframes of ws that comes back to where it began, as the published videos walk: a cubic spline through
 * the keyframes repeated five times, of which the middle repetition is used (SciPy's `interp1d(kind="cubic")`: second
 * derivatives that go on straight over the outer knots, "not-a-knot").
 *
 * A spline is linear in its keyframes, so a frame is a weighted sum of them; the weights depend on their number only. What
 * one keyframe does to the curvature at another falls by 2 − √3 from knot to knot, and so does what the outer ends do to the
 * middle. From `FEWEST_ALIKE` keyframes on that is nothing (0.27^128, in sums near 1): every keyframe does the same to its
 * neighbours, and one row says it for all. A table for each would take 40 K² bytes, 671 MB for 4,096 keyframes.
 */

import { InputError, ShapeError } from "../../tensor/errors.ts";
import { type Float32Tensor, float32Tensor } from "../../tensor/host-tensor.ts";
import { formatShape } from "../../tensor/shape.ts";

/** Repetitions of the keyframes before, and after, those that are walked. */
const WRAPS = 2;
/** So many keyframes are all alike, the ends being too far away to count. */
const FEWEST_ALIKE = 64;
/** More keyframes are probably a typing error. */
const MOST_KEYFRAMES = 4096;

export class LatentWalk {
	/** Number of keyframes K. */
	readonly keyframes: number;
	/**
	 * Second derivatives at the knots of the middle repetition, for keyframe k alone: [K + 1, K], or of many keyframes for
	 * keyframe 0 alone, [K]
	 */
	readonly #curvature: Float64Array;

	/** Throws `InputError` unless there is at least one keyframe. */
	constructor(keyframes: number) {
		if (!(Number.isInteger(keyframes) && keyframes >= 1 && keyframes <= MOST_KEYFRAMES)) {
			throw new InputError(`latent walk: ${keyframes} keyframes, want a whole number from 1 to ${MOST_KEYFRAMES}`);
		}
		this.keyframes = keyframes;
		this.#curvature = curvatures(keyframes);
	}

	/**
	 * How much each keyframe counts at `time`.
	 * @param time  in keyframes; keyframe k stands at k, and K is keyframe 0 again
	 * @returns weights [K], which sum to 1
	 */
	weights(time: number): Float64Array {
		const K = this.keyframes;
		if (!Number.isFinite(time)) throw new InputError(`latent walk: time ${time}, want a finite number of keyframes`);
		const wrapped = time - Math.floor(time / K) * K;
		const left = Math.floor(wrapped);
		const b = wrapped - left;
		const a = 1 - b;
		const weights = new Float64Array(K);
		weights[left % K]! += a;
		weights[(left + 1) % K]! += b;
		for (let k = 0; k < K; k++) {
			const [before, after] = [this.#curvatureAt(left, k), this.#curvatureAt(left + 1, k)];
			weights[k]! += ((a ** 3 - a) * before + (b ** 3 - b) * after) / 6;
		}
		return weights;
	}

	/** What keyframe k alone does to the second derivative at a knot of the middle repetition. */
	#curvatureAt(knot: number, k: number): number {
		const K = this.keyframes;
		return K < FEWEST_ALIKE ? this.#curvature[knot * K + k]! : this.#curvature[(knot - k + K) % K]!;
	}

	/**
	 * The latents at `time`, in float64, rounded once.
	 * @param ws  K keyframes of one shape, usually [1, numWs, wDim]
	 */
	at(time: number, ws: readonly Float32Tensor[]): Float32Tensor {
		const [first] = ws;
		if (!first || ws.length !== this.keyframes) {
			throw new ShapeError(`latent walk: ${ws.length} keyframes, want ${this.keyframes}`);
		}
		const sum = new Float64Array(first.data.length);
		const weights = this.weights(time);
		for (const [k, keyframe] of ws.entries()) {
			if (formatShape(keyframe.shape) !== formatShape(first.shape)) {
				throw new ShapeError(`latent walk: ws ${formatShape(keyframe.shape)} beside ${formatShape(first.shape)}`);
			}
			const weight = weights[k]!;
			for (let i = 0; i < sum.length; i++) sum[i]! += weight * keyframe.data[i]!;
		}
		return float32Tensor(first.shape, Float32Array.from(sum));
	}
}

/**
 * Second derivatives of the spline through the repeated keyframes, for each keyframe 1 and the others 0: neighbours
 * satisfy M[i−1] + 4 M[i] + M[i+1] = 6 (y[i−1] − 2 y[i] + y[i+1]), and M goes on straight over the outer knots.
 * @returns [K + 1, K] at the knots of the middle repetition; of many keyframes [K], of keyframe 0 alone
 */
function curvatures(K: number): Float64Array {
	if (K >= FEWEST_ALIKE) return curvaturesOf(0, K).subarray(0, K).slice();
	const result = new Float64Array((K + 1) * K);
	for (let k = 0; k < K; k++) {
		const column = curvaturesOf(k, K);
		for (let i = 0; i <= K; i++) result[i * K + k] = column[i]!;
	}
	return result;
}

/** Of keyframe k alone, [K + 1] at the knots of the middle repetition. */
function curvaturesOf(k: number, K: number): Float64Array {
	const knots = (2 * WRAPS + 1) * K;
	const right = new Float64Array(knots);
	const y = (i: number): number => (((i % K) + K) % K === k ? 1 : 0);
	for (let i = 1; i < knots - 1; i++) right[i] = 6 * (y(i - 1) - 2 * y(i) + y(i + 1));
	return solve(right).subarray(WRAPS * K, (WRAPS + 1) * K + 1);
}

/** Solves for all knots. The straight ends make M[1] = right[1] / 6 and M[n−2] = right[n−2] / 6 (Thomas between). */
function solve(right: Float64Array): Float64Array {
	const n = right.length;
	const m = new Float64Array(n);
	const slope = new Float64Array(n);
	m[1] = right[1]! / 6;
	m[n - 2] = right[n - 2]! / 6;
	const offset = new Float64Array(n);
	offset[1] = m[1]!;
	for (let i = 2; i < n - 2; i++) {
		const pivot = 4 - slope[i - 1]!;
		slope[i] = 1 / pivot;
		offset[i] = (right[i]! - offset[i - 1]!) / pivot;
	}
	for (let i = n - 3; i >= 2; i--) m[i] = offset[i]! - slope[i]! * m[i + 1]!;
	m[0] = 2 * m[1]! - m[2]!;
	m[n - 1] = 2 * m[n - 2]! - m[n - 3]!;
	return m;
}
