import { describe, expect, it } from "vitest";
import { checkOp } from "../../test/op-check.ts";
import { tinyDiscriminator } from "../../test/support/tiny-training.ts";
import { f32Conv } from "../../test/tolerances.ts";
import { createGraph } from "../graph/create.ts";
import { evaluate } from "../graph/evaluate.ts";
import { initializeDiscriminator } from "../networks/initialize-discriminator.ts";
import { constantParameters } from "../networks/parameters.ts";
import { type Float32Tensor, float32Tensor } from "../tensor/host-tensor.ts";
import { RandomState } from "../tensor/random-state.ts";
import { ownWeights } from "../training/networks/training-networks.ts";
import { featureDifference } from "./discriminator-features.ts";

const CONFIG = tinyDiscriminator(0);
const WEIGHTS = initializeDiscriminator(CONFIG, 2);
const SIDE = 4;

function picture(seed: number): Float32Tensor {
	return float32Tensor([1, 3, SIDE, SIDE], new RandomState(seed).randn(3 * SIDE * SIDE));
}

function differenceOf(one: Float32Tensor, other: Float32Tensor, scale = 1): number {
	const graph = createGraph();
	const weights = [...ownWeights(WEIGHTS)].map(([name, { shape, data }]) => {
		const isFirst = name.startsWith(CONFIG.blocks[0]?.name ?? "") && /(skip|conv1)/.test(name);
		return [
			name,
			float32Tensor(
				shape,
				Array.from(data, (value) => (isFirst ? scale : 1) * value),
			),
		] as const;
	});
	const parameters = constantParameters(graph, new Map(weights));
	const result = featureDifference(graph.constant(one), graph.constant(other), parameters, CONFIG);
	return Number(evaluate([result], {})[0]?.data[0]);
}

describe("the difference of what a discriminator sees", () => {
	it("is none between equal pictures, and grows with what changes", () => {
		const [own, other] = [picture(0), picture(1)];
		const mixed = (share: number): Float32Tensor =>
			float32Tensor(
				own.shape,
				own.data.map((value, at) => value + share * ((other.data[at] ?? 0) - value)),
			);
		expect(differenceOf(own, own)).toBe(0);
		const differences = [0.1, 0.3, 1].map((share) => differenceOf(mixed(share), own));
		expect(differences).toEqual([...differences].sort((a, b) => a - b));
		expect(differences[0]).toBeGreaterThan(0.01);
	});

	it("does not depend on the scale of features: a block of the last size sees the same in units of its own", () => {
		expect(differenceOf(picture(0), picture(1), 3)).toBeCloseTo(differenceOf(picture(0), picture(1)), 4);
	});

	it("has the gradients that differences give", async () => {
		const build = (graph: ReturnType<typeof createGraph>, ...pictures: Parameters<typeof featureDifference>[0][]) => {
			const [seen, wanted] = pictures;
			if (!seen || !wanted) throw new Error("two pictures");
			return featureDifference(seen, wanted, constantParameters(graph, WEIGHTS), CONFIG);
		};
		await checkOp("'feature difference'", build, [picture(0), picture(1)], { forward: f32Conv, backward: f32Conv });
	});
});
