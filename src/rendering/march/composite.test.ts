import { describe, expect, it } from "vitest";
import { compositeRay, marchIntervals } from "./composite.ts";
import { softplus } from "./decoder.ts";

describe("marchIntervals", () => {
	it("holds back 1 − e^(−density · delta) of the light that is left", () => {
		const { alphas, transmittance, weights } = marchIntervals(Float64Array.of(1, 1.5, 3), Float64Array.of(2, 4, 1));
		const first = 1 - Math.exp(-softplus(3 - 1) * 0.5);
		const second = 1 - Math.exp(-softplus(2.5 - 1) * 1.5);
		expect([...alphas]).toEqual([expect.closeTo(first, 7), expect.closeTo(second, 7)]);
		expect([...transmittance]).toEqual([1, expect.closeTo(1 - first, 7)]);
		expect([...weights]).toEqual([expect.closeTo(first, 7), expect.closeTo(second * (1 - first), 7)]);
	});

	it("lets alpha come in steps of 2⁻²⁴, as single precision does", () => {
		// softplus(−15) is 5.13 steps, softplus(−18) a quarter of one.
		const { alphas } = marchIntervals(Float64Array.of(0, 1, 2), Float64Array.of(-14, -14, -20));
		expect(alphas[0]).toBe(5 * 2 ** -24);
		expect(alphas[1]).toBe(0);
	});

	it("leaves 10⁻¹⁰ of the light behind an opaque interval", () => {
		const { transmittance } = marchIntervals(Float64Array.of(0, 1, 2), Float64Array.of(1e4, 1e4, 1e4));
		expect(transmittance[1]).toBeCloseTo(1e-10, 18);
	});

	it("has no interval with a single sample", () => {
		expect(marchIntervals(Float64Array.of(1), Float64Array.of(5)).weights).toHaveLength(0);
	});
});

describe("compositeRay", () => {
	const depths = Float64Array.of(1, 2, 4);
	const sigma = Float64Array.of(3, 0, -1);
	const rgb = Float64Array.of(0.2, 1, 0.4, 0, 0.8, 0.5);
	const [w0 = 0, w1 = 0] = marchIntervals(depths, sigma).weights;

	it("sums mid-point colours and depths by weight", () => {
		const { features, depth, opacity } = compositeRay(depths, sigma, rgb, false);
		expect(opacity).toBeCloseTo(w0 + w1, 15);
		expect(features[0]).toBeCloseTo((w0 * 0.3 + w1 * 0.6) * 2 - 1, 14);
		expect(features[1]).toBeCloseTo((w0 * 0.5 + w1 * 0.25) * 2 - 1, 14);
		expect(depth).toBeCloseTo((w0 * 1.5 + w1 * 3) / (w0 + w1), 14);
	});

	it("lets white through where nothing is in the way", () => {
		const [black, white] = [compositeRay(depths, sigma, rgb, false), compositeRay(depths, sigma, rgb, true)];
		white.features.forEach((feature, f) => {
			expect(feature - (black.features[f] ?? Number.NaN)).toBeCloseTo(2 * (1 - black.opacity), 14);
		});
	});

	it("has an infinite depth where nothing is seen", () => {
		const { depth, opacity, features } = compositeRay(depths, new Float64Array(3).fill(-50), rgb, false);
		expect([depth, opacity, ...features]).toEqual([Number.POSITIVE_INFINITY, 0, -1, -1]);
	});
});
