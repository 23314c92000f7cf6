import { describe, expect, it } from "vitest";
import { createGraph } from "../../graph/create.ts";
import { evaluate } from "../../graph/evaluate.ts";
import { float32Tensor } from "../../tensor/host-tensor.ts";
import { swapLabels } from "./pose-swap.ts";
import { mixFromCutoff, mixStyles } from "./style-mixing.ts";

const LABELS = float32Tensor(
	[3, 2],
	[
		[0, 1],
		[10, 11],
		[20, 21],
	].flat(),
);

describe("swapLabels", () => {
	const swapped = (swap: readonly number[]): number[] => {
		const graph = createGraph();
		const decisions = graph.constant(float32Tensor([swap.length, 1], swap));
		return Array.from(evaluate([swapLabels(graph.constant(LABELS), decisions)], {})[0]?.data ?? [], Number);
	};

	it("gives a swapped sample its predecessor's label, and the first one the last one's", () => {
		expect(swapped([1, 0, 1])).toEqual([20, 21, 10, 11, 10, 11]);
		expect(swapped([0, 0, 0])).toEqual([...LABELS.data]);
	});

	it("takes one decision for the whole batch", () => {
		expect(swapped([1])).toEqual([20, 21, 0, 1, 10, 11]);
		expect(swapped([0])).toEqual([...LABELS.data]);
	});

	it("leaves a batch of one alone, and refuses decisions for another batch", () => {
		const graph = createGraph();
		const one = graph.input("c", [1, 2]);
		expect(swapLabels(one, graph.input("swap", [1, 1]))).toBe(one);
		expect(() => swapLabels(graph.constant(LABELS), graph.input("two", [2, 1]))).toThrow("swap: shape [2, 1]");
	});
});

describe("mixStyles", () => {
	it("takes the second latent from the cutoff on", () => {
		const graph = createGraph();
		const ws = graph.constant(float32Tensor([1, 3, 1], [1, 2, 3]));
		const other = graph.constant(float32Tensor([1, 3, 1], [7, 8, 9]));
		const mixed = (cutoff: number): number[] =>
			Array.from(evaluate([mixStyles(ws, other, graph.constant(mixFromCutoff(3, cutoff)))], {})[0]?.data ?? [], Number);
		expect(mixed(1)).toEqual([1, 8, 9]);
		expect(mixed(2)).toEqual([1, 2, 9]);
		expect(mixed(3)).toEqual([1, 2, 3]);
	});
});
