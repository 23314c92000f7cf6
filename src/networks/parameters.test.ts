import { describe, expect, it } from "vitest";
import { createGraph } from "../graph/create.ts";
import { CheckpointError } from "../tensor/errors.ts";
import { float32Tensor, type HostTensor, int64Tensor } from "../tensor/host-tensor.ts";
import { constantParameters, inputParameters, weight } from "./parameters.ts";

const weights = new Map<string, HostTensor>([
	["b4.conv1.weight", float32Tensor([1, 2], [3, 4])],
	["counter", int64Tensor([1], [7])],
]);

describe("weight", () => {
	it("refuses a tensor that is missing, misshapen or not of float32, and names it", () => {
		expect(() => weight(weights, "b4.conv0.weight", [2])).toThrow(CheckpointError);
		expect(() => weight(weights, "b4.conv0.weight", [2])).toThrow("'b4.conv0.weight' is missing, want shape [2]");
		expect(() => weight(weights, "b4.conv1.weight", [2, 1])).toThrow("'b4.conv1.weight' has shape [1, 2], want [2, 1]");
		expect(() => weight(weights, "counter", [1])).toThrow("counter");
	});
});

describe("constantParameters", () => {
	it("gives weights below a scope as constants with their full names", () => {
		const graph = createGraph();
		const { origin } = constantParameters(graph, weights).scope("b4").scope("conv1").get("weight", [1, 2]);
		expect(origin).toMatchObject({ kind: "constant", name: "b4.conv1.weight", value: weights.get("b4.conv1.weight") });
		expect(graph.inputs.size).toBe(0);
	});
});

describe("inputParameters", () => {
	it("makes one input for each name, however often it is asked for", () => {
		const graph = createGraph();
		const parameters = inputParameters(graph).scope("b4");
		expect(parameters.get("const", [2, 3])).toBe(parameters.get("const", [2, 3]));
		expect([...graph.inputs.keys()]).toEqual(["b4.const"]);
		expect(() => parameters.get("const", [3, 2])).toThrow("'b4.const': asked for as [3, 2], but it is [2, 3]");
	});
});
