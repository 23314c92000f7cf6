import { describe, expect, it } from "vitest";
import type { Generator } from "../../generator/generator.ts";
import { type Float32Tensor, float32Tensor } from "../../tensor/host-tensor.ts";
import type { LatentSpace } from "../latent-space.ts";
import { visibleDifference } from "./visible-difference.ts";

const SPACE: LatentSpace = {
	...{ wDim: 3, count: 3, noise: 1, mean: new Float64Array(3) },
	axes: new Float64Array([3, 0, 0, 0, 2, 0, 0, 0, 0.001]),
	deviations: new Float64Array([3, 2, 0.001]),
};

/** Its picture has one number: the sum of the first two of w. */
const GENERATOR = {
	config: { mapping: { zDim: 2, numWs: 1, wDim: 3 }, rendering: { avgCameraRadius: 2.7, avgCameraPivot: [0, 0, 0] } },
	mapping: async () => float32Tensor([1, 1, 3], [1, 1, 1]),
	planes: async (ws: Float32Tensor) => ws,
	render: async ({ data }: Float32Tensor) => ({
		imageRaw: float32Tensor([1, 1, 1, 1], [(data[0] ?? 0) + (data[1] ?? 0)]),
	}),
} as unknown as Generator;

/** Sum of squares of a difference times the factor. */
function size(factor: Float32Tensor, difference: readonly number[]): number {
	const columns = [0, 1, 2].map((column) =>
		difference.reduce((total, value, row) => total + value * (factor.data[3 * row + column] ?? 0), 0),
	);
	return columns.reduce((total, value) => total + value ** 2, 0);
}

describe("how different two w look", () => {
	it("is how different their pictures are, and 1 in the mean", async () => {
		const shares: number[] = [];
		const factor = await visibleDifference(GENERATOR, SPACE, {
			...{ people: 2, seed: 0 },
			onProgress: (share) => shares.push(share),
		});
		// 3 along the first direction shows as 9, 2 along the second as 4; against each other they show nothing
		const [first, second, third] = [size(factor, [1, 0, 0]), size(factor, [0, 1, 0]), size(factor, [0, 0, 1])];
		expect(first + second + third).toBeCloseTo(1, 5);
		expect(first / second).toBeCloseTo(9 / 4, 0);
		expect(third).toBeLessThan(0.01);
		expect(size(factor, [2, -3, 0])).toBeLessThan(0.1 * size(factor, [2, 3, 0]));
		expect(shares.at(-1)).toBe(1);
	});

	it("is the variance of directions where nobody is looked at", async () => {
		const factor = await visibleDifference(GENERATOR, SPACE, { people: 0, seed: 0 });
		expect(size(factor, [1, 0, 0]) / size(factor, [0, 1, 0])).toBeCloseTo(9 / 4, 1);
	});

	it("stops where it is asked to", async () => {
		const signal = AbortSignal.abort();
		await expect(visibleDifference(GENERATOR, SPACE, { people: 1, seed: 0, signal })).rejects.toThrow(
			/directions of w/,
		);
	});
});
