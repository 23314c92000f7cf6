import { describe, expect, it } from "vitest";
import { expectClose } from "../../../test/assert-close.ts";
import { f32Elementwise } from "../../../test/tolerances.ts";
import { float32Tensor } from "../../tensor/host-tensor.ts";
import { decodePoint, sigmoid, softplus } from "./decoder.ts";

describe("softplus", () => {
	it("neither overflows nor loses faint values", () => {
		expect(softplus(0)).toBeCloseTo(Math.LN2, 15);
		expect(softplus(1000)).toBe(1000);
		expect(softplus(-1000)).toBe(0);
		expectClose([softplus(-30)], [Math.exp(-30)], f32Elementwise, "softplus(-30)");
		expect(softplus(-30) / Math.exp(-30)).toBeCloseTo(1, 12);
	});
});

describe("sigmoid", () => {
	it("runs from 0 to 1 without NaN at the ends", () => {
		expect([sigmoid(-1e4), sigmoid(0), sigmoid(1e4)]).toEqual([0, 0.5, 1]);
	});
});

describe("decodePoint", () => {
	it("gives sigma as it is and features through a widened sigmoid, softplus in between", () => {
		const weights = {
			weight0: float32Tensor([2, 3], [1, 0, -1, 0.5, 0.5, 0]),
			bias0: float32Tensor([2], [0.25, -1]),
			weight1: float32Tensor([3, 2], [2, -1, 1, 0, 0, -3]),
			bias1: float32Tensor([3], [10, 0, 0.5]),
		};
		const rgb = new Float64Array(2);
		const sigma = decodePoint(weights, Float64Array.of(1, 2, 3), rgb);
		const [a, b] = [softplus(1 - 3 + 0.25), softplus(0.5 + 1 - 1)];
		expect(sigma).toBeCloseTo(2 * a - b + 10, 12);
		expect(rgb[0]).toBeCloseTo(sigmoid(a) * 1.002 - 0.001, 12);
		expect(rgb[1]).toBeCloseTo(sigmoid(-3 * b + 0.5) * 1.002 - 0.001, 12);
	});
});
