import { describe, expect, it } from "vitest";
import { float32Tensor } from "../tensor/host-tensor.ts";
import { imageDistance, shrunk } from "./image-distance.ts";

function flat(value: number): ReturnType<typeof float32Tensor> {
	return float32Tensor([1, 3, 2, 2], new Float32Array(12).fill(value));
}

describe("the distance of images", () => {
	it("is 1 from black to white, 0 to itself, and takes colours as they are shown", () => {
		expect(imageDistance(flat(-1), flat(1))).toBe(1);
		expect(imageDistance(flat(0.3), flat(0.3))).toBe(0);
		expect(imageDistance(flat(5), flat(1))).toBe(0);
		expect(imageDistance(flat(0), flat(0.5))).toBeCloseTo(0.25, 6);
	});
});

describe("shrinking", () => {
	it("means over squares of pixels", () => {
		const image = float32Tensor([1, 1, 4, 4], [...Array(16).keys()]);
		expect([...shrunk(image, 2).data]).toEqual([2.5, 4.5, 10.5, 12.5]);
	});

	it("shares pixels out by area where sizes do not divide", () => {
		const image = float32Tensor([1, 1, 3, 3], [0, 3, 6, 0, 3, 6, 0, 3, 6]);
		const { data } = shrunk(image, 2);
		expect(data[0]).toBeCloseTo(1, 6); // (0 · 1 + 3 · ½) / 1.5
		expect(data[1]).toBeCloseTo(5, 6);
	});

	it("leaves small images as they are", () => {
		const image = float32Tensor([1, 1, 2, 2], [1, 2, 3, 4]);
		expect(shrunk(image, 16)).toBe(image);
	});
});
