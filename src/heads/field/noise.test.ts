import { describe, expect, it } from "vitest";
import { RandomState } from "../../tensor/random-state.ts";
import { fractalNoise, noise3 } from "./noise.ts";

describe.each([
	["noise3", noise3],
	["fractalNoise", fractalNoise],
])("%s", (_, noise) => {
	const points = Array.from({ length: 3000 }, (_, i) => [...new RandomState(i).rand(3)].map((u) => u * 40 - 20));

	it("stays within −1 and 1, and uses most of that", () => {
		const values = points.map(([x = 0, y = 0, z = 0]) => noise(x, y, z));
		expect(Math.max(...values)).toBeLessThanOrEqual(1);
		expect(Math.min(...values)).toBeGreaterThanOrEqual(-1);
		expect(Math.max(...values) - Math.min(...values)).toBeGreaterThan(1.2);
	});

	it("has no jumps, across cells neither", () => {
		const step = 1e-5;
		for (const [x = 0, y = 0, z = 0] of points) {
			expect(Math.abs(noise(x + step, y, z) - noise(x, y, z))).toBeLessThan(10 * step);
			const whole = Math.round(x);
			expect(Math.abs(noise(whole + step, y, z) - noise(whole - step, y, z))).toBeLessThan(20 * step);
		}
	});
});
