/** The way back of the WASM renderer against the gradients of the symbolic one, in float64 on the host. */

import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { expectClose } from "../../../../../test/assert-close.ts";
import { kernelVsReference } from "../../../../../test/tolerances.ts";
import { fovToIntrinsics } from "../../../../camera/intrinsics.ts";
import { cameraFromPose } from "../../../../camera/orbit.ts";
import { createGraph } from "../../../../graph/create.ts";
import { evaluate } from "../../../../graph/evaluate.ts";
import { gradients } from "../../../../graph/gradients.ts";
import { mul } from "../../../../graph/ops/arithmetic.ts";
import { reduceSum } from "../../../../graph/ops/reductions.ts";
import { nodeWorkerPool } from "../../../../platform/node/worker-pool.ts";
import { type Float32Tensor, float32Tensor, type HostTensor, hostTensor } from "../../../../tensor/host-tensor.ts";
import { RandomState } from "../../../../tensor/random-state.ts";
import { elementCount, type Shape } from "../../../../tensor/shape.ts";
import { EG3D_RULES, type FieldRules, panoheadRules } from "../../../field-rules.ts";
import { pixelRays } from "../../../rays.ts";
import type { MarchOptions } from "../../contract.ts";
import type { DifferentiableMarcher, MarchBatch } from "../../differentiable.ts";
import { symbolicMarch } from "../../symbolic.ts";
import { symbolicCoarseDepths } from "../../symbolic-rays.ts";
import { createDifferentiableMarcher } from "./wasm-differentiable.ts";

const SIDE = 6;
const M = SIDE * SIDE;

interface Sizes {
	readonly N: number;
	readonly C: number;
	/** Slices of a plane. */
	readonly G: number;
	readonly D: number;
	readonly F: number;
	readonly H: number;
	readonly W: number;
	/** Mean and spread of raw sigma: how much of a ray is opaque. */
	readonly sigma: number;
	readonly rules: FieldRules;
}

const SIZES: Sizes = { N: 2, C: 4, G: 1, D: 8, F: 5, H: 12, W: 12, sigma: 3, rules: EG3D_RULES };

const MASKED: FieldRules = { ...EG3D_RULES, densityMask: 0.2 };
const DECODED: FieldRules = { ...EG3D_RULES, colourActivation: "none" };

const OPTIONS: MarchOptions = {
	depthResolution: 6,
	depthResolutionImportance: 5,
	rayStart: 2.25,
	rayEnd: 3.3,
	disparitySpaceSampling: false,
	whiteBack: false,
};

/** Random planes and decoder, cameras on both sides, some rays that miss the box. */
function randomBatch(sizes: Sizes, options: MarchOptions, planeAxes: MarchBatch["planeAxes"]): MarchBatch {
	const { N, C, G, D, F, H, W, sigma, rules } = sizes;
	const random = new RandomState(7);
	const normal = (shape: Shape, scale: number, offset = 0): Float32Tensor =>
		float32Tensor(
			shape,
			random.randn(elementCount(shape)).map((value) => scale * value + offset),
		);
	const uniform = (shape: Shape): Float32Tensor => float32Tensor(shape, random.rand(elementCount(shape)));
	const cameras = Array.from({ length: N }, (_, index) => {
		const cam2world = cameraFromPose({ yaw: 0.5 * index - 0.2, pitch: 0.15 }, { pivot: [0, 0, 0.2], radius: 2.7 });
		return pixelRays({ cam2world, intrinsics: fovToIntrinsics(22) }, { width: SIDE, height: SIDE });
	});
	const together = (pick: "origins" | "directions"): Float32Tensor =>
		float32Tensor(
			[N * M, 3],
			cameras.flatMap((rays) => [...rays[pick].data]),
		);
	const weight1 = normal([1 + F, D], 1 / Math.sqrt(D));
	for (let unit = 0; unit < D; unit++) weight1.data[unit] = (weight1.data[unit] ?? 0) * sigma;
	return {
		planes: normal([N, 3, C * G, H, W], 2),
		decoder: {
			weight0: normal([D, C], 1),
			bias0: normal([D], 0.5),
			weight1,
			bias1: normal([1 + F], 0.3, 0),
		},
		boxWarp: 1,
		planeAxes,
		triplaneDepth: G,
		rules,
		rays: { origins: together("origins"), directions: together("directions") },
		options,
		noise: {
			jitterCoarse: uniform([N * M, options.depthResolution]),
			uImportance: options.depthResolutionImportance > 0 ? uniform([N * M, options.depthResolutionImportance]) : null,
		},
	};
}

interface Wanted {
	readonly features: HostTensor;
	readonly planes: HostTensor;
	readonly decoder: readonly HostTensor[];
}

/** The same by the graph, in float64. */
function symbolic(batch: MarchBatch, byFeatures: Float32Tensor): Wanted {
	const [N = 0] = batch.planes.shape;
	const { depthResolution: S, depthResolutionImportance: K } = batch.options;
	const graph = createGraph();
	const feeds = new Map<string, HostTensor>();
	const input = (name: string, tensor: Float32Tensor | null, shape: Shape) => {
		feeds.set(name, hostTensor("float64", shape, Float64Array.from(tensor?.data ?? [])));
		return graph.input(name, shape);
	};
	const { decoder, rays, noise } = batch;
	const nodes = {
		weight0: input("weight0", decoder.weight0, decoder.weight0.shape),
		bias0: input("bias0", decoder.bias0, decoder.bias0.shape),
		weight1: input("weight1", decoder.weight1, decoder.weight1.shape),
		bias1: input("bias1", decoder.bias1, decoder.bias1.shape),
	};
	const planes = input("planes", batch.planes, batch.planes.shape);
	const pixel = { origins: input("o", rays.origins, [N, M, 3]), directions: input("d", rays.directions, [N, M, 3]) };
	const jitter = input("jitter", noise.jitterCoarse, [N, M, S]);
	const depths = symbolicCoarseDepths(pixel, batch.options, batch.boxWarp, jitter);
	const uImportance = K > 0 ? input("u", noise.uImportance, [N, M, K]) : null;
	const { boxWarp, planeAxes, triplaneDepth, rules } = batch;
	const field = { planes, decoder: nodes, boxWarp, planeAxes, triplaneDepth, rules };
	const { features } = symbolicMarch(field, { ...pixel, depths, uImportance }, batch.options.whiteBack);
	const objective = reduceSum(mul(features, input("g", byFeatures, byFeatures.shape)));
	const by = [planes, nodes.weight0, nodes.bias0, nodes.weight1, nodes.bias1];
	const results = evaluate([features, ...gradients(objective, by)], Object.fromEntries(feeds), {
		precision: "float64",
	});
	const [seen, byPlanes, ...byDecoder] = results;
	if (!seen || !byPlanes) throw new Error("no results");
	return { features: seen, planes: byPlanes, decoder: byDecoder };
}

describe("the WASM renderer's way back", () => {
	let marcher: DifferentiableMarcher;
	beforeAll(async () => {
		marcher = await createDifferentiableMarcher({ workers: nodeWorkerPool(), threads: 2 });
	});
	afterAll(() => marcher.dispose());

	it.each<[string, Partial<Sizes>, Partial<MarchOptions>, MarchBatch["planeAxes"]]>([
		["orthogonal planes", {}, {}, "orthogonal"],
		["the published planes, two of them merged", {}, {}, "eg3d"],
		["the published planes that are not square", { H: 9, W: 14 }, {}, "eg3d"],
		["a white background", {}, { whiteBack: true }, "orthogonal"],
		["no fine samples", {}, { depthResolutionImportance: 0 }, "orthogonal"],
		["a single coarse sample", {}, { depthResolution: 1, depthResolutionImportance: 0 }, "orthogonal"],
		["limits at the box", {}, { rayStart: "auto", rayEnd: "auto" }, "orthogonal"],
		["steps in disparity", {}, { disparitySpaceSampling: true }, "eg3d"],
		["opaque rays", { sigma: 60 }, {}, "orthogonal"],
		["faint rays", { sigma: 0.1 }, {}, "eg3d"],
		["odd sizes", { N: 3, C: 3, D: 7, F: 9, H: 5, W: 7 }, { depthResolution: 5 }, "orthogonal"],
		["two slices", { G: 2 }, {}, "orthogonal"],
		["planes as PanoHead has them", { G: 2, H: 8, W: 8 }, {}, "panohead"],
		["three slices of the published planes", { G: 3 }, { whiteBack: true }, "eg3d"],
		[
			"three slices of odd sizes",
			{ N: 3, G: 3, C: 3, D: 7, F: 9, H: 5, W: 7 },
			{ rayStart: "auto", rayEnd: "auto" },
			"eg3d",
		],
		["a mask that many samples are outside of", { rules: MASKED }, { whiteBack: true }, "orthogonal"],
		["colours as they are decoded", { rules: DECODED, F: 9 }, { whiteBack: true }, "eg3d"],
		["all that PanoHead has", { rules: panoheadRules(1), G: 3, H: 8, W: 8 }, {}, "panohead"],
		["sizes beyond one block", { N: 1, C: 17, D: 33, F: 20 }, { depthResolution: 11 }, "orthogonal"],
	])("is the graph's with %s", async (_, sizes, changes, planeAxes) => {
		const all = { ...SIZES, ...sizes };
		const batch = randomBatch(all, { ...OPTIONS, ...changes }, planeAxes);
		const random = new RandomState(8);
		const byFeatures = float32Tensor([all.N, M, all.F], random.randn(all.N * M * all.F));
		const wanted = symbolic(batch, byFeatures);
		expectClose(await marcher.march(batch), wanted.features, kernelVsReference, "features");
		const { planes, decoder } = await marcher.gradient(batch, byFeatures);
		expectClose(planes, wanted.planes, kernelVsReference, "planes");
		const names = ["weight0", "bias0", "weight1", "bias1"] as const;
		names.forEach((name, index) => {
			expectClose(decoder[name], wanted.decoder[index] ?? [], kernelVsReference, name);
		});
	});

	it("gives the same numbers on one thread and on two, bit for bit", async () => {
		const batch = randomBatch({ ...SIZES, N: 5 }, OPTIONS, "eg3d");
		const byFeatures = float32Tensor([5, M, SIZES.F], new RandomState(9).randn(5 * M * SIZES.F));
		const alone = await createDifferentiableMarcher({ workers: null });
		const [one, two] = [await alone.gradient(batch, byFeatures), await marcher.gradient(batch, byFeatures)];
		expect(one.planes.data).toEqual(two.planes.data);
		expect(one.decoder.weight1.data).toEqual(two.decoder.weight1.data);
		expect((await alone.march(batch)).data).toEqual((await marcher.march(batch)).data);
		await alone.dispose();
	});
});
