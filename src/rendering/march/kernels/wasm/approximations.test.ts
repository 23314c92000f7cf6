/**
 * The kernel's approximations against float64, over dense float32 arguments. Each bound stands in the comment at the
 * approximation and in the name of its test.
 */

import { beforeAll, describe, expect, it } from "vitest";
import { LOGISTIC_SCALE, SOFTPLUS_SCALE } from "./assembly/scales.ts";
import { Heap } from "./heap.ts";
import { type LoadedKernel, loadKernel } from "./load-kernel.ts";

/** Half the distance from 1 to the next float32. */
const EPSILON = 2 ** -24;

const softplus = (x: number): number => Math.max(x, 0) + Math.log1p(Math.exp(-Math.abs(x)));
const logistic = (x: number): number => 1 / (1 + Math.exp(-x));

/** Float32 numbers between two limits, evenly spaced, as many as make whole vectors. */
function evenly(from: number, to: number, count: number): Float32Array {
	return Float32Array.from({ length: count }, (_, i) => from + ((to - from) * i) / (count - 1));
}

/** Magnitudes from `smallest` to `largest`, of both signs, evenly spaced in their logarithm. */
function acrossMagnitudes(smallest: number, largest: number, count: number): Float32Array {
	const ratio = Math.log(largest / smallest);
	const magnitudes = Float32Array.from({ length: count }, (_, i) => smallest * Math.exp((ratio * i) / (count - 1)));
	return Float32Array.from([...magnitudes, ...magnitudes.map((value) => -value)]);
}

describe("approximations of the WASM kernel", () => {
	let kernel: LoadedKernel;
	let heap: Heap;
	let table: number;

	beforeAll(async () => {
		kernel = await loadKernel(false);
		heap = new Heap(kernel.memory);
		table = heap.allocate(64);
	});

	/** Runs a probe in place on a copy of `values`. */
	function applied(values: Float32Array, probe: (at: number, bytes: number) => void): Float32Array {
		const at = heap.allocate(values.byteLength);
		heap.float32(at, values.length).set(values);
		probe(at, values.byteLength);
		const result = heap.float32(at, values.length).slice();
		heap.release(at);
		return result;
	}

	/** Largest error of `got` against `want` of the same index, each divided by `allowed`. */
	function worst(got: Float32Array, want: (i: number) => number, allowed: (i: number) => number): number {
		let largest = 0;
		got.forEach((value, i) => {
			const error = Math.abs(value - want(i)) / allowed(i);
			largest = Number.isNaN(error) ? Number.POSITIVE_INFINITY : Math.max(largest, error);
		});
		return largest;
	}

	it.each([
		["in [-16, 16]", evenly(-16 * SOFTPLUS_SCALE, 16 * SOFTPLUS_SCALE, 2 ** 19)],
		["from 1e-30 to 4e37", acrossMagnitudes(1e-30, 4e37, 2 ** 16)],
	])("softplus of the decoder is within 2.6e-6, and one rounding, %s", (_, scaled) => {
		const got = applied(scaled, (at, bytes) => kernel.exports.probeSoftplus(at, bytes, table));
		const want = (i: number): number => softplus((scaled[i] ?? 0) / SOFTPLUS_SCALE);
		const unscaled = got.map((value) => value / SOFTPLUS_SCALE);
		expect(worst(unscaled, want, (i) => 2.6e-6 + 3 * EPSILON * want(i))).toBeLessThan(1);
	});

	it.each([
		["in [-18, 18]", evenly(-18 * LOGISTIC_SCALE, 18 * LOGISTIC_SCALE, 2 ** 19)],
		["from 1e-30 to 3e38", acrossMagnitudes(1e-30, 3e38, 2 ** 16)],
	])("the logistic function is within 2.0e-6 %s", (_, scaled) => {
		const got = applied(scaled, (at, bytes) => kernel.exports.probeLogistic(at, bytes, table));
		const want = (i: number): number => logistic((scaled[i] ?? 0) / LOGISTIC_SCALE);
		expect(worst(got, want, () => 2.0e-6)).toBeLessThan(1);
	});

	it("exp(−x) has a relative error below 1.5e-7 in [0, 87]", () => {
		const values = evenly(0, 87, 2 ** 19);
		const got = applied(values, (at, bytes) => kernel.exports.probeExpNegative(at, bytes));
		const want = (i: number): number => Math.exp(-(values[i] ?? 0));
		expect(worst(got, want, (i) => 1.5e-7 * want(i))).toBeLessThan(1);
	});

	it("exp(−x) is rounded correctly for x up to 1e-3, where alpha comes in single steps", () => {
		const values = evenly(0, 1e-3, 2 ** 16);
		const got = applied(values, (at, bytes) => kernel.exports.probeExpNegative(at, bytes));
		const wrong = got.filter((value, i) => value !== Math.fround(Math.exp(-(values[i] ?? 0))));
		expect(got[0]).toBe(1);
		expect(wrong.length / got.length).toBeLessThan(1e-3);
	});

	it("exp(−x) is 0 from 87.4 to infinity", () => {
		const got = applied(Float32Array.of(87.4, 1e3, 3e38, Number.POSITIVE_INFINITY), (at, bytes) =>
			kernel.exports.probeExpNegative(at, bytes),
		);
		expect([...got]).toEqual([0, 0, 0, 0]);
	});

	it("softplus along a ray has a relative error below 4e-7 in [-87, 87]", () => {
		const values = evenly(-87, 87, 2 ** 19);
		const got = applied(values, (at, bytes) => kernel.exports.probeSoftplusExact(at, bytes));
		const want = (i: number): number => softplus(values[i] ?? 0);
		expect(worst(got, want, (i) => 4e-7 * want(i))).toBeLessThan(1);
	});

	it("softplus along a ray is 0 and x far out", () => {
		const got = applied(Float32Array.of(-1e3, -3e38, 1e3, 3e38), (at, bytes) =>
			kernel.exports.probeSoftplusExact(at, bytes),
		);
		expect([...got]).toEqual([0, 0, 1e3, Math.fround(3e38)]);
	});
});
