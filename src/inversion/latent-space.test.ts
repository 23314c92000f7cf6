import { describe, expect, it } from "vitest";
import { float32Tensor } from "../tensor/host-tensor.ts";
import { RandomState } from "../tensor/random-state.ts";
import { coordinatesOf, gradientByCoordinates, latentSpaces, latentsAt } from "./latent-space.ts";

/** A flat cloud: three directions of very different length in five dimensions. */
const random = new RandomState(1);
const samples = Array.from({ length: 400 }, () => {
	const [a = 0, b = 0, c = 0] = random.randn(3);
	return [1 + 4 * a, 2 + 4 * a + b, 3 - b, 4 + 0.2 * c, 5];
});
const space = latentSpaces(float32Tensor([400, 5], samples.flat())).principal;

describe("the space of latents", () => {
	it("has a coordinate for each direction in which there are people", () => {
		expect(space.count).toBe(3);
		expect([...space.mean].map((value) => Math.round(value))).toEqual([1, 2, 3, 4, 5]);
	});

	it("leads to latents and back, and takes people for standard normal", () => {
		const latents = Float32Array.from(samples.slice(0, 2).flat());
		const coordinates = coordinatesOf(space, latents);
		expect(coordinates).toHaveLength(6);
		for (const [at, value] of latentsAt(space, coordinates).entries()) expect(value).toBeCloseTo(latents[at] ?? 0, 4);
		const all = coordinatesOf(space, Float32Array.from(samples.flat()));
		expect(all.reduce((sum, value) => sum + value * value, 0) / all.length).toBeCloseTo(1, 1);
	});

	it("brings gradients from latents to coordinates", () => {
		const weights = Float32Array.of(1, -2, 0.5, 3, 7);
		const loss = (coordinates: Float32Array): number =>
			latentsAt(space, coordinates).reduce((sum, value, at) => sum + value * (weights[at] ?? 0), 0);
		const at = Float32Array.of(0.3, -0.2, 0.1);
		const gradient = gradientByCoordinates(space, weights);
		for (const index of at.keys()) {
			const moved = at.slice();
			moved[index] = (moved[index] ?? 0) + 0.5;
			expect(gradient[index]).toBeCloseTo((loss(moved) - loss(at)) / 0.5, 3);
		}
	});
});
