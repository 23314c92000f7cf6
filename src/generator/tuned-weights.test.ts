import { describe, expect, it } from "vitest";
import { float32Tensor } from "../tensor/host-tensor.ts";
import { tunedWeights } from "./tuned-weights.ts";

const weights = new Map([
	["a", float32Tensor([2], [1, 2])],
	["b", float32Tensor([1], [3])],
]);

describe("tuned weights", () => {
	it("are the network's own with differences added, which stay as they are", () => {
		const tuned = tunedWeights(weights, new Map([["a", float32Tensor([2], [0.5, -1])]]));
		expect([...(tuned.get("a")?.data ?? [])]).toEqual([1.5, 1]);
		expect(tuned.get("b")).toBe(weights.get("b"));
		expect([...(weights.get("a")?.data ?? [])]).toEqual([1, 2]);
	});

	it("fit the network", () => {
		const other = new Map([["c", float32Tensor([1], [1])]]);
		expect(() => tunedWeights(weights, other)).toThrow(/'c' \[1\], the network has no weight of that name/);
		const longer = new Map([["a", float32Tensor([3], [1, 2, 3])]]);
		expect(() => tunedWeights(weights, longer)).toThrow(/'a' \[3\], the network has \[2\]/);
	});
});
