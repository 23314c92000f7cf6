import { describe, expect, it } from "vitest";
import { createGraph } from "../../graph/create.ts";
import { evaluate } from "../../graph/evaluate.ts";
import { type Float32Tensor, float32Tensor } from "../../tensor/host-tensor.ts";
import { reconstructionLoss } from "./reconstruction.ts";

/** Two samples, the first one all `first`, the second one with a ramp of `slope` from left to right. */
function images(side: number, first: number, slope: number): Float32Tensor {
	const size = 3 * side * side;
	return float32Tensor(
		[2, 3, side, side],
		Array.from({ length: 2 * size }, (_, at) => (at < size ? first : slope * (at % side))),
	);
}

function loss(edges: number): number[] {
	const graph = createGraph();
	const pair = (image: Float32Tensor, imageRaw: Float32Tensor) => ({
		image: graph.constant(image),
		imageRaw: graph.constant(imageRaw),
	});
	const made = pair(images(4, 0.5, 0.1), images(2, 0.5, 0.1));
	const wanted = pair(images(4, 0, 0), images(2, 0, 0));
	return Array.from(evaluate([reconstructionLoss(made, wanted, edges)], {})[0]?.data ?? [], Number);
}

describe("reconstructionLoss", () => {
	it("is the mean squared difference of images and of raw images, for each sample", () => {
		const [flat = 0, ramp = 0] = loss(0);
		expect(flat).toBeCloseTo(2 * 0.25, 6);
		expect(ramp).toBeCloseTo((0 + 0.01 + 0.04 + 0.09) / 4 + (0 + 0.01) / 2, 6);
	});

	it("adds the squared differences of steps from pixel to pixel, which an even difference has none of", () => {
		const [flat = 0, ramp = 0] = loss(3);
		expect(flat).toBeCloseTo(loss(0)[0] ?? 0, 6);
		expect(ramp - (loss(0)[1] ?? 0)).toBeCloseTo(3 * (0.01 + 0.01), 6);
	});
});
