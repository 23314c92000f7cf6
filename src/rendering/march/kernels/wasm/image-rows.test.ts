import { describe, expect, it } from "vitest";
import { orbitRays } from "../../../../../test/contract/march-cases.ts";
import { float32Tensor } from "../../../../tensor/host-tensor.ts";
import { RandomState } from "../../../../tensor/random-state.ts";
import { guessRowLength } from "./image-rows.ts";

describe("guessing rows of an image from its rays", () => {
	it.each([
		[16, 16],
		[33, 5],
		[7, 1],
		[5, 64],
	])("finds the width of %i × %i rays", (width, height) => {
		expect(guessRowLength(orbitRays({ width, height }))).toBe(width);
		expect(guessRowLength(orbitRays({ width, height }, 1.2, 0.7, 60))).toBe(width);
	});

	it("finds rows of parallel rays by their origins", () => {
		const origins = Float32Array.from({ length: 3 * 12 }, (_, at) => {
			const ray = Math.floor(at / 3);
			return [ray % 4, Math.floor(ray / 4), 0][at % 3] ?? 0;
		});
		const directions = Float32Array.from({ length: 36 }, (_, at) => (at % 3 === 2 ? 1 : 0));
		expect(
			guessRowLength({ origins: float32Tensor([12, 3], origins), directions: float32Tensor([12, 3], directions) }),
		).toBe(4);
	});

	it("takes rays in no order, a single ray and none as one row", () => {
		const anyRays = (count: number) => ({
			origins: float32Tensor([count, 3], new RandomState(1).randn(3 * count)),
			directions: float32Tensor([count, 3], new RandomState(2).randn(3 * count)),
		});
		expect(guessRowLength(anyRays(1))).toBe(1);
		expect(guessRowLength(anyRays(0))).toBe(0);
		expect(101 % guessRowLength(anyRays(101))).toBe(0);
	});
});
