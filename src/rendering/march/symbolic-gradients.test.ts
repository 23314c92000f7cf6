/** Gradients of the symbolic renderer under the rules of PanoHead, beside differences. */

import { describe, it } from "vitest";
import { RandomInputs } from "../../../test/support/finite-differences.ts";
import { createGraph } from "../../graph/create.ts";
import { mul } from "../../graph/ops/arithmetic.ts";
import { reduceSum } from "../../graph/ops/reductions.ts";
import { float32Tensor } from "../../tensor/host-tensor.ts";
import { RandomState } from "../../tensor/random-state.ts";
import { EG3D_RULES, type FieldRules, panoheadRules } from "../field-rules.ts";
import { symbolicMarch } from "./symbolic.ts";

const [C, G, D, F, SIDE, M, S] = [3, 2, 4, 3, 4, 3, 5];

describe("gradients of the symbolic renderer", () => {
	it.each<[string, FieldRules]>([
		["a mask", { ...EG3D_RULES, densityMask: 0.3 }],
		["colours without a sigmoid", { ...EG3D_RULES, colourActivation: "none" }],
		["all that PanoHead has", panoheadRules(1)],
	])("are those of differences with %s", (_, rules) => {
		const graph = createGraph();
		const inputs = new RandomInputs(graph, 5);
		const field = {
			planes: inputs.input("planes", [1, 3, C * G, SIDE, SIDE]),
			triplaneDepth: G,
			decoder: {
				weight0: inputs.input("weight0", [D, C]),
				bias0: inputs.input("bias0", [D]),
				weight1: inputs.input("weight1", [1 + F, D]),
				bias1: inputs.input("bias1", [1 + F]),
			},
			boxWarp: 1,
			planeAxes: "panohead",
			rules,
			exact: true,
		} as const;
		const depths = Float32Array.from({ length: M * S }, (_, at) => 2.35 + 0.17 * (at % S) + 0.01 * at);
		const rays = {
			origins: graph.constant(float32Tensor([1, M, 3], [0.1, 0.05, 2.7, 0.35, 0.1, 2.7, -0.2, 0, 2.7])),
			directions: graph.constant(float32Tensor([1, M, 3], [0, 0, -1, 0, 0, -1, 0, 0, -1])),
			depths: graph.constant(float32Tensor([1, M, S], depths)),
			uImportance: null,
		};
		const { features } = symbolicMarch(field, rays, true);
		const weights = float32Tensor([1, M, F], Float32Array.from(new RandomState(6).randn(M * F)));
		inputs.expectGradients(reduceSum(mul(features, graph.constant(weights))));
	});
});
