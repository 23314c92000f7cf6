import { describe, expect, it } from "vitest";
import { ShapeError } from "../tensor/errors.ts";
import { float32Tensor } from "../tensor/host-tensor.ts";
import type { MarchResult } from "./march/contract.ts";
import { viewFromRays } from "./view.ts";

/** Two rows of one pixel, four features: 10 · pixel + feature. */
const MARCHED: MarchResult = {
	features: float32Tensor([2, 4], [0, 1, 2, 3, 10, 11, 12, 13]),
	depth: float32Tensor([2], [2.5, 2.75]),
	opacity: float32Tensor([2], [0.5, 1]),
};

describe("viewFromRays", () => {
	it("turns features into channels and rays into rows of pixels", () => {
		const view = viewFromRays(MARCHED, { width: 1, height: 2 });
		expect(view.featureImage).toEqual(float32Tensor([1, 4, 2, 1], [0, 10, 1, 11, 2, 12, 3, 13]));
		expect(view.imageRaw).toEqual(float32Tensor([1, 3, 2, 1], [0, 10, 1, 11, 2, 12]));
		expect(view.imageDepth).toEqual(float32Tensor([1, 1, 2, 1], [2.5, 2.75]));
		expect(view.opacity).toEqual(float32Tensor([1, 1, 2, 1], [0.5, 1]));
	});

	it("refuses rays that do not fill the image and features too few for RGB", () => {
		expect(() => viewFromRays(MARCHED, { width: 2, height: 2 })).toThrow(ShapeError);
		const grey = { ...MARCHED, features: float32Tensor([2, 2], [0, 0, 0, 0]) };
		expect(() => viewFromRays(grey, { width: 2, height: 1 })).toThrow("2 features");
	});
});
