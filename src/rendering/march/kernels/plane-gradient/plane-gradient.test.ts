/** The kernel of plane gradients against the plain reference, and the reference against the graph it stands for. */

import { beforeAll, describe, expect, it } from "vitest";
import { expectClose } from "../../../../../test/assert-close.ts";
import { f32Reduction } from "../../../../../test/tolerances.ts";
import { createGraph } from "../../../../graph/create.ts";
import { evaluate } from "../../../../graph/evaluate.ts";
import { gradients } from "../../../../graph/gradients.ts";
import { mul } from "../../../../graph/ops/arithmetic.ts";
import { reduceSum } from "../../../../graph/ops/reductions.ts";
import { type Float32Tensor, float32Tensor, zeros } from "../../../../tensor/host-tensor.ts";
import { RandomState } from "../../../../tensor/random-state.ts";
import { type PlaneGradient, type PlaneLayout, planeGradient, type SampledGradient } from "../../plane-gradient.ts";
import { type SymbolicField, samplePlanes } from "../../symbolic-field.ts";
import { loadPlaneGradient } from "./load-plane-gradient.ts";

const LAYOUT: PlaneLayout = {
	...{ channels: 8, triplaneDepth: 1, height: 12, width: 16, boxWarp: 1.6, planeAxes: "orthogonal" },
} as const;

/** Points up to half a box outside of it, and gradients of normal size. */
function sampling(N: number, P: number, { channels, boxWarp }: PlaneLayout, seed: number): SampledGradient {
	const random = new RandomState(seed);
	const points = random.rand(N * P * 3).map((value) => 2 * boxWarp * (value - 0.5));
	return {
		points: float32Tensor([N, P, 3], points),
		features: float32Tensor([N, P, channels], random.randn(N * P * channels)),
	};
}

describe("the gradient by the planes", () => {
	let kernel: PlaneGradient;
	beforeAll(async () => {
		kernel = await loadPlaneGradient();
	});

	it.each<[string, number, readonly number[], Partial<PlaneLayout>]>([
		["one item", 1, [500], {}],
		["several items and samplings of unlike counts", 3, [200, 31, 1], {}],
		["the published planes", 2, [300], { planeAxes: "eg3d" }],
		["channels that are no multiple of four", 2, [150, 40], { channels: 7 }],
		["texels that are no multiple of four", 1, [300], { height: 5, width: 7, channels: 3 }],
		["a single texel", 1, [50], { height: 1, width: 1, channels: 1 }],
		["more samples than go through at a time", 1, [9001], { channels: 4 }],
		["no samples", 2, [0], {}],
		["two slices", 2, [400], { triplaneDepth: 2 }],
		["three slices of odd sizes", 2, [400, 3], { triplaneDepth: 3, channels: 5, height: 5, width: 7 }],
	])("is the reference's for %s", (_, N, counts, changes) => {
		const layout = { ...LAYOUT, ...changes };
		const samplings = counts.map((P, index) => sampling(N, P, layout, index));
		expectClose(kernel(samplings, layout), planeGradient(samplings, layout), f32Reduction(10_000), "gradient");
	});

	it.each([1, 3])("is the graph's, summed over what was sampled, with slices: %d", (triplaneDepth) => {
		const { channels: C, height: H, width: W, boxWarp, planeAxes } = LAYOUT;
		const layout = { ...LAYOUT, triplaneDepth };
		const { points, features } = sampling(2, 60, layout, 4);
		const graph = createGraph();
		const planes = graph.input("planes", [2, 3, C * triplaneDepth, H, W]);
		const field = { planes, boxWarp, planeAxes, triplaneDepth } as SymbolicField;
		const sampled = samplePlanes(field, graph.input("points", points.shape));
		const objective = reduceSum(mul(sampled, graph.input("features", features.shape)));
		const feeds = { planes: zeros("float32", planes.shape), points, features };
		const [wanted] = evaluate(gradients(objective, [planes]), feeds) as Float32Tensor[];
		if (!wanted) throw new Error("no gradient");
		expectClose(kernel([{ points, features }], layout), wanted, f32Reduction(100), "gradient");
		expectClose(planeGradient([{ points, features }], layout), wanted, f32Reduction(100), "gradient");
	});

	it("grows for larger planes, and forgets what was there before", () => {
		const large = { ...LAYOUT, channels: 12, height: 128, width: 128 };
		const [few, many] = [[sampling(1, 70, LAYOUT, 5)], [sampling(1, 900, large, 6)]];
		const first = kernel(few, LAYOUT);
		expectClose(kernel(many, large), planeGradient(many, large), f32Reduction(100), "gradient");
		expect(kernel(few, LAYOUT).data).toEqual(first.data);
	});

	it("takes nothing from points that are no numbers or far away", () => {
		const points = float32Tensor(
			[1, 4, 3],
			[Number.NaN, 0, 0, 1e30, 0, 0, 0, -1e30, 0, 0, 0, Number.POSITIVE_INFINITY],
		);
		const features = float32Tensor([1, 4, 8], new Float32Array(32).fill(1));
		const { data } = kernel([{ points, features }], LAYOUT);
		expect(data.every(Number.isFinite)).toBe(true);
		// Each of the last three has one plane that does not see the far coordinate.
		expect(data.reduce((sum, value) => sum + value, 0) / 8).toBeCloseTo(4 / 3, 5);
	});

	it("refuses shapes that do not fit together", () => {
		const { points, features } = sampling(2, 10, LAYOUT, 7);
		expect(() => kernel([{ points, features }], { ...LAYOUT, channels: 9 })).toThrow("features");
		expect(() => kernel([{ points: features, features }], LAYOUT)).toThrow("points");
	});
});
