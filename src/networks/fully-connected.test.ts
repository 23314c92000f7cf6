import { describe, expect, it } from "vitest";
import { checkOp, randomTensor } from "../../test/op-check.ts";
import { f32Reduction } from "../../test/tolerances.ts";
import { createGraph } from "../graph/create.ts";
import { evaluate } from "../graph/evaluate.ts";
import { float32Tensor } from "../tensor/host-tensor.ts";
import { fullyConnected } from "./fully-connected.ts";
import { constantParameters, type Parameters } from "./parameters.ts";

const weights = new Map([
	["fc.weight", float32Tensor([2, 4], [1, 2, 3, 4, -1, -2, -3, -4])],
	["fc.bias", float32Tensor([2], [10, 20])],
]);

describe("fullyConnected", () => {
	it.each([
		["linear", 1, [5 + 10, -5 + 20]],
		["linear", 0.5, [2.5 + 5, -2.5 + 10]],
		["lrelu", 0.01, [0.15 * Math.SQRT2, 0.15 * Math.SQRT2]],
	] as const)(
		"divides by √inputs and multiplies by the learning-rate multiplier: %s, %d",
		(activation, lrMultiplier, want) => {
			const graph = createGraph();
			const x = graph.constant(float32Tensor([1, 4], [1, 1, 1, 1]));
			const options = { inFeatures: 4, outFeatures: 2, activation, lrMultiplier };
			const [y] = evaluate([fullyConnected(x, constantParameters(graph, weights).scope("fc"), options)], {});
			[...(y?.data ?? [])].forEach((value, index) => {
				expect(Number(value)).toBeCloseTo(want[index] ?? Number.NaN, 6);
			});
		},
	);

	it("runs alike and has right gradients by input, weight and bias", async () => {
		const options = { inFeatures: 4, outFeatures: 3, activation: "lrelu", lrMultiplier: 0.5 } as const;
		await checkOp(
			"'fullyConnected'",
			(graph, x, weight, bias) => {
				const parameters: Parameters = {
					graph,
					get: (name) => (name === "weight" ? weight : bias),
					scope: () => parameters,
				};
				return fullyConnected(x, parameters, options);
			},
			[randomTensor([2, 4]), randomTensor([3, 4], 2), randomTensor([3], 3)],
			{ forward: f32Reduction(16) },
		);
	});
});
