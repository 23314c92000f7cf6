import { describe, expect, it } from "vitest";
import { randomTensor } from "../../test/op-check.ts";
import { createGraph } from "../graph/create.ts";
import { evaluate } from "../graph/evaluate.ts";
import type { Graph } from "../graph/graph.ts";
import { float32Tensor, type HostTensor } from "../tensor/host-tensor.ts";
import type { NoiseMode } from "./config.ts";
import { layerNoise, NOISE_INPUT_PREFIX } from "./noise.ts";
import { constantParameters } from "./parameters.ts";

const stored = randomTensor([4, 4]);
const weights = new Map<string, HostTensor>([
	["noise_strength", float32Tensor([], [0.5])],
	["noise_const", stored],
]);

function noiseOf(graph: Graph, mode: NoiseMode, batch = 1): ReturnType<typeof layerNoise> {
	return layerNoise(mode, "b4.conv1", constantParameters(graph, weights), batch, 4, 8);
}

describe("layerNoise", () => {
	it("is the stored noise times strength and gain, alike for all samples, in mode const", () => {
		const noise = noiseOf(createGraph(), "const", 3);
		const [value] = evaluate(noise ? [noise] : [], {});
		expect(value?.shape).toEqual([1, 1, 4, 4]);
		expect([...(value?.data ?? [])]).toEqual([...stored.data].map((number) => number * 4));
	});

	it("is an input of its own for each layer and sample, times strength and gain, in mode random", () => {
		const graph = createGraph();
		const noise = noiseOf(graph, "random", 2);
		expect([...graph.inputs.keys()]).toEqual([`${NOISE_INPUT_PREFIX}b4.conv1`]);
		const fed = randomTensor([2, 1, 4, 4], 5);
		const [value] = evaluate(noise ? [noise] : [], { "noise.b4.conv1": fed });
		expect([...(value?.data ?? [])]).toEqual([...fed.data].map((number) => number * 4));
	});

	it("is nothing, and asks for no parameter, in mode none", () => {
		const graph = createGraph();
		expect(layerNoise("none", "b4.conv1", constantParameters(graph, new Map()), 1, 4, 8)).toBeNull();
	});
});
