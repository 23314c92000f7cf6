import { describe, expect, it } from "vitest";
import { float32Tensor } from "../../tensor/host-tensor.ts";
import { createGraph } from "../create.ts";
import { evaluate } from "../evaluate.ts";
import { bilinearCorners } from "./bilinear.ts";

/** Indices, weights and slopes of the four pixels around one point of an image of 2 × 4 pixels. */
function cornersOf(x: number, y: number): number[][] {
	const points = createGraph().constant(float32Tensor([1, 1, 2], [x, y]));
	const { indices, weights, slopesX, slopesY } = bilinearCorners(points, 2, 4);
	return evaluate([indices, weights, slopesX, slopesY], {}).map(({ data }) => Array.from(data, Number));
}

describe("bilinearCorners", () => {
	it("shares a point in the middle of four pixels equally", () => {
		expect(cornersOf(0, 0)).toEqual([
			[1, 2, 5, 6],
			[0.25, 0.25, 0.25, 0.25],
			[-1, 1, -1, 1],
			[-0.5, -0.5, 0.5, 0.5],
		]);
	});

	it("gives no weight and no slope to pixels outside", () => {
		const [indices, weights, slopesX, slopesY] = cornersOf(1, 0.5); // right edge, centre of the lower row
		expect(indices).toEqual([7, 7, 7, 7]);
		expect(weights).toEqual([0.5, 0, 0, 0]);
		expect(slopesX).toEqual([-2, 0, -0, 0]);
		expect(slopesY).toEqual([-0.5, -0, 0, 0]);
	});

	it("brings indices of far points into the image", () => {
		const [indices, weights] = cornersOf(-1e30, 1e30);
		expect(indices).toEqual([4, 4, 4, 4]);
		expect(weights?.every((weight) => weight === 0)).toBe(true);
	});
});
