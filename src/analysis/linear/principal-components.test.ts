import { describe, expect, it } from "vitest";
import { float32Tensor } from "../../tensor/host-tensor.ts";
import { RandomState } from "../../tensor/random-state.ts";
import { wDirections } from "../sweep/directions.ts";
import { deviationAlong, principalComponents } from "./principal-components.ts";

/** A cloud of 2000 points with deviations 3, 2 and 1 along turned axes, about (5, 0, −1). */
function turnedCloud(): ReturnType<typeof float32Tensor> {
	const axes = [
		[0.6, 0.8, 0],
		[-0.8, 0.6, 0],
		[0, 0, 1],
	];
	const normal = new RandomState(11).randn(6000);
	const points = Array.from({ length: 2000 }, (_, sample) =>
		[5, 0, -1].map((centre, dim) =>
			axes.reduce((sum, axis, k) => sum + (3 - k) * (normal[sample * 3 + k] ?? 0) * (axis[dim] ?? 0), centre),
		),
	);
	return float32Tensor([2000, 3], points.flat());
}

describe("principal components", () => {
	it("find the axes of a turned cloud and its deviations along them", () => {
		const { mean, variances, components } = principalComponents(turnedCloud());
		expect(Math.abs((mean[0] ?? 0) - 5)).toBeLessThan(0.2);
		for (const [k, deviation] of [3, 2, 1].entries()) {
			expect(Math.abs(Math.sqrt(variances[k] ?? 0) - deviation)).toBeLessThan(0.15);
		}
		expect(Math.abs((components[0] ?? 0) * 0.6 + (components[1] ?? 0) * 0.8)).toBeGreaterThan(0.995);
	});

	it("give the deviation along any direction", () => {
		const found = principalComponents(turnedCloud());
		expect(deviationAlong(found, found.components.slice(0, 3))).toBeCloseTo(Math.sqrt(found.variances[0] ?? 0), 6);
		expect(Math.abs(deviationAlong(found, Float64Array.of(0, 0, 1)) - 1)).toBeLessThan(0.1);
	});

	it("become directions one deviation long, whose shares add up", () => {
		const { principal, random } = wDirections(turnedCloud(), { principal: 3, random: 1, randomSeed: 0 });
		expect(principal.map(({ name }) => name)).toEqual(["pc1", "pc2", "pc3"]);
		const [first] = principal;
		expect(Math.hypot(...(first?.step ?? []))).toBeCloseTo(first?.deviation ?? 0, 9);
		expect(principal.reduce((sum, { varianceShare }) => sum + varianceShare, 0)).toBeCloseTo(1, 9);
		expect(random[0]?.deviation).toBeLessThan(principal[0]?.deviation ?? 0);
		expect(random[0]?.deviation).toBeGreaterThan(principal[2]?.deviation ?? 9);
	});

	it("are not more than there can be", () => {
		const two = float32Tensor([2, 3], [0, 0, 0, 1, 1, 1]);
		expect(() => wDirections(two, { principal: 2, random: 0, randomSeed: 0 })).toThrow("want at most 1");
	});
});
