import { describe, expect, it } from "vitest";
import { expectClose } from "../../test/assert-close.ts";
import { randomTensor } from "../../test/op-check.ts";
import { runOnnx } from "../../test/run-onnx.ts";
import { randomWeights } from "../../test/support/network-weights.ts";
import { exact, f32Conv, f32Elementwise, psnr } from "../../test/tolerances.ts";
import { createGraph } from "../graph/create.ts";
import { resize2d } from "../graph/functions/resize.ts";
import { serializeOnnx } from "../graph/onnx/model.ts";
import type { SymbolicTensor } from "../graph/symbolic.ts";
import { float32Tensor, type HostTensor } from "../tensor/host-tensor.ts";
import type { SuperresolutionConfig, SynthesisBlockConfig } from "./config.ts";
import { constantParameters, type Parameters } from "./parameters.ts";
import { altersImageRaw, superresolution } from "./superresolution.ts";
import type { GraphTarget, Precision } from "./target.ts";

const BLOCK: SynthesisBlockConfig = {
	name: "block0",
	isFirst: false,
	up: false,
	resolution: 8,
	inChannels: 6,
	outChannels: 5,
	imgChannels: 3,
	convClamp: 256,
};

const CONFIG: SuperresolutionConfig = {
	module: "training.superresolution.SuperresolutionHybrid4X",
	wDim: 2,
	blocks: [BLOCK, { ...BLOCK, name: "block1", up: true, resolution: 16, inChannels: 5, outChannels: 4 }],
	inputResolution: 8,
	resizeWhen: "different",
	antialias: true,
	noiseMode: "const",
	rawInPlace: false,
};

const ws = randomTensor([1, 3, 2], 3);

function imageOf(
	config: SuperresolutionConfig,
	raw: HostTensor,
	features: HostTensor,
	options: {
		readonly ws?: HostTensor;
		readonly target?: GraphTarget;
		readonly resized?: number;
		readonly precision?: Precision;
	} = {},
): Promise<HostTensor> {
	const weights = randomWeights((parameters) => {
		const { graph } = parameters;
		const side = config.inputResolution;
		const imageRaw = graph.input("?raw", [1, 3, side, side]);
		const featureImage = graph.input("?features", [1, 6, side, side]);
		superresolution({ imageRaw, featureImage, ws: graph.input("?ws", [1, 3, 2]) }, parameters, config);
	});
	const graph = createGraph();
	const resized = (x: SymbolicTensor): SymbolicTensor =>
		options.resized ? resize2d(x, [options.resized, options.resized], { antialias: config.antialias }) : x;
	const rendered = {
		imageRaw: resized(graph.input("raw", raw.shape)),
		featureImage: resized(graph.input("features", features.shape)),
		ws: graph.input("ws", [1, 3, 2]),
	};
	const { image } = superresolution(rendered, constantParameters(graph, weights), config, options);
	const model = serializeOnnx({ name: "superresolution", outputs: { image } });
	return runOnnx(model, { raw, features, ws: options.ws ?? ws }).then((outputs) => outputs.image as HostTensor);
}

/** Image and features of a side. */
function inputs(side: number): [raw: HostTensor, features: HostTensor] {
	return [randomTensor([1, 3, side, side]), randomTensor([1, 6, side, side], 2)];
}

describe("superresolution", () => {
	it("ends at the last block's resolution, alike for every target", async () => {
		const image = await imageOf(CONFIG, ...inputs(8));
		expect(image.shape).toEqual([1, 3, 16, 16]);
		expectClose(await imageOf(CONFIG, ...inputs(8), { target: "cpu" }), image, f32Conv, "cpu");
	});

	it("computes in half floats, within their accuracy and without overflow", async () => {
		const [raw, features] = inputs(8);
		const strong = randomTensor([1, 3, 2], 5, 3000);
		for (const driving of [ws, strong]) {
			const image = await imageOf(CONFIG, raw, features, { ws: driving });
			const half = await imageOf(CONFIG, raw, features, { ws: driving, precision: "fp16" });
			expect(half.dtype).toBe("float32");
			expectClose(half, image, psnr(50), "half floats");
			expect(half.data).not.toEqual(image.data);
		}
	});

	it("is driven by the last w alone", async () => {
		const image = await imageOf(CONFIG, ...inputs(8));
		const others = float32Tensor([1, 3, 2], [9, 9, 9, 9, ...ws.data.slice(4)]);
		expectClose(await imageOf(CONFIG, ...inputs(8), { ws: others }), image, exact, "other first ws");
		const last = float32Tensor([1, 3, 2], [...ws.data.slice(0, 4), 9, 9]);
		const changed = await imageOf(CONFIG, ...inputs(8), { ws: last });
		expect(changed.data[0]).not.toBeCloseTo(Number(image.data[0]), 3);
	});

	it.each([
		["different", 4, true],
		["different", 16, true],
		["smaller", 4, true],
		["smaller", 16, false],
	] as const)("resizes its input when it is %s: side %i", async (resizeWhen, side, isResized) => {
		const last = (scale: number): readonly SynthesisBlockConfig[] =>
			CONFIG.blocks.map((block) => ({ ...block, resolution: block.resolution * scale }));
		const scale = isResized ? 1 : side / 8; // without resizing the network's noise must be as large as its input
		const config = { ...CONFIG, resizeWhen, blocks: last(scale), inputResolution: 8, noiseMode: "none" } as const;
		const image = await imageOf(config, ...inputs(side));
		expect(image.shape).toEqual([1, 3, 16 * scale, 16 * scale]);
		if (isResized) expectClose(await imageOf(config, ...inputs(side), { resized: 8 }), image, exact, "resized before");
	});
});

describe("the raw image as the published code leaves it", () => {
	/** publishedRaw and image of a configuration, for random weights. */
	async function imagesOf(
		config: SuperresolutionConfig,
		raw: HostTensor,
		features: HostTensor,
	): Promise<Readonly<Record<string, HostTensor>>> {
		const build = (parameters: Parameters): Readonly<Record<string, SymbolicTensor>> => {
			const { graph } = parameters;
			const imageRaw = graph.input("?raw", raw.shape);
			const featureImage = graph.input("?features", features.shape);
			const rendered = { imageRaw, featureImage, ws: graph.input("?ws", ws.shape) };
			const { image, publishedRaw } = superresolution(rendered, parameters, config);
			return { image, published: publishedRaw };
		};
		const weights = randomWeights(build);
		const graph = createGraph();
		const outputs = build(constantParameters(graph, weights));
		const model = serializeOnnx({ name: "superresolution", outputs });
		return await runOnnx(model, { "?raw": raw, "?features": features, "?ws": ws });
	}

	it("has the first block's RGB added where that block does not enlarge, and the image is the same", async () => {
		const [raw, features] = inputs(8);
		const black = float32Tensor(raw.shape, new Float32Array(raw.data.length));
		const rgb = (await imagesOf(CONFIG, black, features)).published?.data as Float32Array;
		const { published, image } = await imagesOf(CONFIG, raw, features);
		const want = Float32Array.from(raw.data as Float32Array, (value, index) => value + (rgb[index] ?? 0));
		expectClose(published?.data as Float32Array, want, f32Elementwise, "published raw");
		expect(Math.max(...rgb.map(Math.abs))).toBeGreaterThan(0.1);
		expectClose(image as HostTensor, await imageOf(CONFIG, raw, features), exact, "image");
	});

	it("is what it was where the first block enlarges, or a resized copy is altered", async () => {
		const enlarging = { ...CONFIG, blocks: [{ ...BLOCK, up: true, resolution: 16 }] };
		const [raw, features] = inputs(8);
		expectClose((await imagesOf(enlarging, raw, features)).published as HostTensor, raw, exact, "enlarging");
		const [small, smallFeatures] = inputs(4);
		expectClose((await imagesOf(CONFIG, small, smallFeatures)).published as HostTensor, small, exact, "resized");
		expect([altersImageRaw(CONFIG, 8), altersImageRaw(CONFIG, 4), altersImageRaw(enlarging, 8)]).toEqual([
			true,
			false,
			false,
		]);
		const fourfold = { ...CONFIG, resizeWhen: "smaller" } as const;
		expect([4, 8, 16].map((side) => altersImageRaw(fourfold, side))).toEqual([false, true, true]);
	});
});
