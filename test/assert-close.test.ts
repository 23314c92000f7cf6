/** The assertions are tested as sharply as the library: an assertion that cannot fail would hide everything. */

import { describe, expect, it } from "vitest";
import { float32Tensor, hostTensor, int64Tensor } from "../src/tensor/host-tensor.ts";
import { expectClose } from "./assert-close.ts";
import { exact, f16, f32Elementwise, f32Reduction, f32Rounding, kernelVsReference, psnr } from "./tolerances.ts";

function messageOf(fn: () => void): string {
	try {
		fn();
	} catch (error) {
		return error instanceof Error ? error.message : String(error);
	}
	throw new Error("nothing was thrown");
}

describe("expectClose", () => {
	it("accepts equal numbers, both zeros, NaN for NaN and the same infinity", () => {
		const numbers = [1, 0, Number.NaN, Number.POSITIVE_INFINITY];
		const others = [1, -0, Number.NaN, Number.POSITIVE_INFINITY];
		expectClose(numbers, others, exact, "numbers");
	});

	it.each([
		["NaN where a number is wanted", [Number.NaN], [1]],
		["a number where NaN is wanted", [1], [Number.NaN]],
		["infinity where a number is wanted", [Number.POSITIVE_INFINITY], [1]],
		["the other infinity", [Number.NEGATIVE_INFINITY], [Number.POSITIVE_INFINITY]],
		["a number where infinity is wanted", [3e38], [Number.POSITIVE_INFINITY]],
	])("refuses %s, whatever the tolerance", (_, actual, expected) => {
		for (const tolerance of [exact, f32Elementwise, f16, kernelVsReference]) {
			expect(() => expectClose(actual, expected, tolerance, "x")).toThrow("not within");
		}
	});

	it("lets rounding pass and refuses the next float32 but one", () => {
		expectClose([Math.fround(0.1)], [0.1], f32Rounding, "x");
		expect(() => expectClose([0.1 * (1 + 2 ** -22)], [0.1], f32Rounding, "x")).toThrow("not within f32Rounding");
	});

	it("measures sums against the peak of the tensor, not element by element", () => {
		const nearly = [1000, 1e-5];
		expectClose(nearly, [1000, 0], f32Reduction(256), "sums");
		expect(() => expectClose(nearly, [1000, 0], f32Elementwise, "sums")).toThrow("not within f32Elementwise");
	});

	it("says where the worst element is and how wrong the whole is", () => {
		const want = float32Tensor([2, 3], [1, 2, 4, 8, 16, 32]);
		const got = float32Tensor([2, 3], [1, 2, 4, 8, 16.5, 32.25]);
		const message = messageOf(() => expectClose(got, want, f32Elementwise, "planes"));
		expect(message.split("\n  ")).toEqual([
			"planes: not within f32Elementwise",
			"worst at [1, 1] of [2, 3]: got 16.5, want 16",
			"abs 5.000e-1, rel 3.125e-2, 262144 ULP",
			"failing: 2 of 6 (33.3 %)",
			expect.stringMatching(/^relative L2 1\.51\de-2, cosine 0\.9999\d+, bias 1\.250e-1$/),
		]);
	});

	it("judges the whole tensor where its class does", () => {
		const want = Array.from({ length: 100 }, () => 1);
		const got = want.map((value) => value + 9e-5);
		const message = messageOf(() => expectClose(got, want, kernelVsReference, "features"));
		expect(message).toContain("relative L2 9.000e-5 exceeds 5.000e-5");
		expect(message).toContain("failing: 0 of 100");
	});

	it("accepts noise above the PSNR asked for and refuses it below", () => {
		const want = [1, -1, 1, -1];
		const got = want.map((value) => value + 0.01);
		expectClose(got, want, psnr(39.9), "image");
		expect(() => expectClose(got, want, psnr(40.1), "image")).toThrow("PSNR 40.00 dB is below 40.1 dB");
	});

	it("refuses another shape even when the elements agree", () => {
		const message = messageOf(() =>
			expectClose(float32Tensor([2, 1], [1, 2]), float32Tensor([1, 2], [1, 2]), exact, "x"),
		);
		expect(message).toBe("x: shape [2, 1], want [1, 2]");
		expect(() => expectClose([1], [1, 2], exact, "x")).toThrow("shape [1], want [2]");
	});

	it("refuses to compare nothing", () => {
		expect(() => expectClose([], [], exact, "x")).toThrow("nothing to compare");
	});

	it("compares int64 as numbers and refuses half floats in raw bits", () => {
		expectClose(int64Tensor([2], [1, 2]), [1, 2], exact, "indices");
		const half = hostTensor("float16", [1], Uint16Array.of(0x3c00));
		expect(() => expectClose(half, half, f16, "half")).toThrow("raw bits");
	});
});
