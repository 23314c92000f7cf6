/** Statistics of two equally long lists of numbers: what assertions judge and what their messages print. */

import type { HostTensor } from "../src/tensor/host-tensor.ts";
import type { Tolerance } from "./tolerances.ts";

/** Numbers with a shape, or bare. Half floats are raw bits and must be converted first. */
export type Numbers = HostTensor | ArrayLike<number>;

export interface Comparison {
	/** Flat indices outside the tolerance, ascending. */
	readonly failing: readonly number[];
	/** Flat index of the element that exceeds its allowance most, or comes closest to it; -1 where there is none. */
	readonly worst: number;
	/** ‖actual − expected‖ / ‖expected‖; 0 where both are zero. */
	readonly relativeL2: number;
	/** Cosine of the angle between the two as vectors: the direction check for gradients. */
	readonly cosine: number;
	/** Mean of actual − expected. */
	readonly bias: number;
	/** Peak signal-to-noise ratio in dB against the largest magnitude expected. */
	readonly psnr: number;
}

/** The elements as plain numbers. */
export function valuesOf(name: string, numbers: Numbers): ArrayLike<number> {
	if (!("dtype" in numbers)) return numbers;
	if (numbers.dtype === "float16" || numbers.dtype === "bfloat16") {
		throw new Error(`${name}: ${numbers.dtype} is stored as raw bits, convert it to float32 before comparing`);
	}
	const { data } = numbers;
	return data instanceof BigInt64Array ? Array.from(data, Number) : data;
}

/** Compares element by element; NaN equals NaN, and an infinity equals only itself. */
export function compare(actual: ArrayLike<number>, expected: ArrayLike<number>, tolerance: Tolerance): Comparison {
	const peak = largestMagnitude(expected);
	const failing: number[] = [];
	let worst = -1;
	let worstRatio = -1;
	for (let i = 0; i < expected.length; i++) {
		const error = absoluteError(at(actual, i), at(expected, i));
		const ratio = excess(error, allowance(tolerance, at(expected, i), peak));
		if (ratio > 1) failing.push(i);
		if (ratio > worstRatio) {
			worst = i;
			worstRatio = ratio;
		}
	}
	return { failing, worst, ...moments(actual, expected, peak) };
}

/** ‖actual − expected‖ / ‖expected‖ over all elements. */
export function relativeL2(actual: Numbers, expected: Numbers): number {
	const want = valuesOf("expected", expected);
	return moments(valuesOf("actual", actual), want, largestMagnitude(want)).relativeL2;
}

/** |actual − expected|; 0 for two NaNs or the same infinity, infinite where only one of them is finite. */
export function absoluteError(actual: number, expected: number): number {
	if (Object.is(actual, expected) || actual === expected) return 0;
	const error = Math.abs(actual - expected);
	return Number.isNaN(error) ? Number.POSITIVE_INFINITY : error;
}

/** How many float32 numbers lie between the two; infinite where one is NaN. */
export function ulpDistance(actual: number, expected: number): number {
	if (Number.isNaN(actual) || Number.isNaN(expected)) return Number.POSITIVE_INFINITY;
	const [a = 0, b = 0] = new Int32Array(Float32Array.of(actual, expected).buffer);
	return Math.abs(orderedBits(a) - orderedBits(b));
}

/** Maps float32 bits to integers in the order of the numbers; both zeros become 0. */
function orderedBits(bits: number): number {
	return bits < 0 ? -(bits & 0x7fffffff) : bits;
}

function allowance(tolerance: Tolerance, expected: number, peak: number): number {
	const relative = Number.isFinite(expected) ? tolerance.relative * Math.abs(expected) : 0;
	return tolerance.absolute + relative + tolerance.ofPeak * peak;
}

function excess(error: number, allowed: number): number {
	return error === 0 ? 0 : error / allowed;
}

function largestMagnitude(values: ArrayLike<number>): number {
	let peak = 0;
	for (let i = 0; i < values.length; i++) {
		const magnitude = Math.abs(at(values, i));
		if (Number.isFinite(magnitude) && magnitude > peak) peak = magnitude;
	}
	return peak;
}

type Moments = Pick<Comparison, "relativeL2" | "cosine" | "bias" | "psnr">;

function moments(actual: ArrayLike<number>, expected: ArrayLike<number>, peak: number): Moments {
	let squaredError = 0;
	let squaredActual = 0;
	let squaredExpected = 0;
	let dot = 0;
	let sum = 0;
	for (let i = 0; i < expected.length; i++) {
		const [a, e] = [at(actual, i), at(expected, i)];
		if (absoluteError(a, e) === 0 && !Number.isFinite(e)) continue;
		squaredError += (a - e) ** 2;
		squaredActual += a * a;
		squaredExpected += e * e;
		dot += a * e;
		sum += a - e;
	}
	return {
		relativeL2: ratio(Math.sqrt(squaredError), Math.sqrt(squaredExpected)),
		cosine: squaredActual + squaredExpected === 0 ? 1 : dot / Math.sqrt(squaredActual * squaredExpected),
		bias: expected.length === 0 ? 0 : sum / expected.length,
		psnr: 10 * Math.log10((peak * peak) / (squaredError / expected.length)),
	};
}

function ratio(numerator: number, denominator: number): number {
	return numerator === 0 ? 0 : numerator / denominator;
}

function at(values: ArrayLike<number>, index: number): number {
	return values[index] ?? Number.NaN;
}
