import { describe, expect, it } from "vitest";
import { expectClose } from "../../test/assert-close.ts";
import { fixtureTensor, readFixture } from "../../test/fixtures.ts";
import { randomTensor } from "../../test/op-check.ts";
import { runOnnx } from "../../test/run-onnx.ts";
import { randomWeights } from "../../test/support/network-weights.ts";
import { exact, f32Conv, f32Elementwise } from "../../test/tolerances.ts";
import { createGraph } from "../graph/create.ts";
import { evaluate } from "../graph/evaluate.ts";
import { upsample2d } from "../graph/functions/upfirdn.ts";
import type { Graph } from "../graph/graph.ts";
import { serializeOnnx } from "../graph/onnx/model.ts";
import { sub } from "../graph/ops/arithmetic.ts";
import { reshape, sliceAxis } from "../graph/ops/layout.ts";
import type { SymbolicTensor } from "../graph/symbolic.ts";
import { expectDType, type Float32Tensor, float32Tensor, type HostTensor, zeros } from "../tensor/host-tensor.ts";
import type { NoiseMode, SynthesisBlockConfig, SynthesisConfig } from "./config.ts";
import { constantParameters, inputParameters, type Parameters, type Weights } from "./parameters.ts";
import {
	countWs,
	RESAMPLE_FILTER,
	type SynthesisState,
	type SynthesisStyle,
	synthesis,
	synthesisBlock,
	wsPerBlock,
} from "./synthesis.ts";
import type { GraphTarget } from "./target.ts";

const fixture = await readFixture("ops.safetensors");

const FIRST: SynthesisBlockConfig = {
	name: "b8",
	isFirst: true,
	up: false,
	resolution: 8,
	inChannels: 0,
	outChannels: 5,
	imgChannels: 3,
	convClamp: null,
};
const SAME: SynthesisBlockConfig = { ...FIRST, name: "same", isFirst: false, inChannels: 5, outChannels: 4 };
const UP: SynthesisBlockConfig = { ...SAME, name: "up", up: true, resolution: 16 };
const PLAIN: SynthesisStyle = { noiseMode: "none", target: "any" };

/** A block whose convolution passes the first sample of the golden x through: what is left is its activation. */
function passingWeights(noiseStrength = 0, bias = fixtureTensor(fixture, "bias_act.b")): Weights {
	const identity = new Float32Array(5 * 5 * 9);
	for (let channel = 0; channel < 5; channel++) identity[(channel * 5 + channel) * 9 + 4] = 1;
	return new Map<string, HostTensor>([
		["const", float32Tensor([5, 8, 8], fixtureTensor(fixture, "conv.x").data.slice(0, 5 * 64))],
		["conv1.weight", float32Tensor([5, 5, 3, 3], identity)],
		["conv1.bias", bias],
		["conv1.affine.weight", zeros("float32", [5, 2])],
		["conv1.affine.bias", float32Tensor([5], [1, 1, 1, 1, 1])],
		["conv1.noise_strength", float32Tensor([], [noiseStrength])],
		["conv1.noise_const", randomTensor([8, 8], 9)],
		["torgb.weight", randomTensor([3, 5, 1, 1], 2)],
		["torgb.bias", randomTensor([3], 3)],
		["torgb.affine.weight", randomTensor([5, 2], 4)],
		["torgb.affine.bias", randomTensor([5], 5)],
	]);
}

function latents(graph: Graph, count: number, wDim = 2): SymbolicTensor[] {
	return Array.from({ length: count }, (_, index) => graph.constant(randomTensor([1, wDim], index + 11)));
}

/** The first block with `weights`. */
function firstBlock(weights: Weights, style: SynthesisStyle, convClamp: number | null = null): SynthesisState {
	const graph = createGraph();
	const parameters = constantParameters(graph, weights);
	return synthesisBlock({ x: null, img: null }, latents(graph, 2), parameters, { ...FIRST, convClamp }, style);
}

function valuesOf(tensor: SymbolicTensor | null, feeds: Record<string, HostTensor> = {}): Float32Tensor {
	const [value] = tensor ? evaluate([tensor], feeds) : [];
	if (!value) throw new Error("nothing to evaluate");
	return expectDType("value", value, "float32");
}

/** The first sample of a golden. */
function firstSample(name: string): Float32Array {
	const { data } = fixtureTensor(fixture, name);
	return data.slice(0, data.length / 2);
}

describe("a synthesis layer", () => {
	// The clamped golden was made with a gain of 2 instead of √2, and clamped to 0.7.
	it.each([
		["bias_act.lrelu", null, 1],
		["bias_act.lrelu_clamp", 0.7 * Math.SQRT1_2, Math.SQRT1_2],
	] as const)("activates as the published one, after its bias: %s", (golden, convClamp, factor) => {
		for (const target of ["any", "cpu"] as const) {
			const { x } = firstBlock(passingWeights(), { noiseMode: "none", target }, convClamp);
			expectClose(
				valuesOf(x).data,
				firstSample(golden).map((value) => value * factor),
				f32Conv,
				`${golden}, ${target}`,
			);
		}
	});

	it.each(["const", "random"] as const)("adds noise times its strength before the activation, mode %s", (noiseMode) => {
		const far = float32Tensor([5], new Float32Array(5).fill(100)); // so that the activation is linear
		const fresh = randomTensor([1, 1, 8, 8], 10);
		const feeds = { "noise.b8.conv1": fresh };
		for (const target of ["any", "cpu"] as const) {
			const noisy = valuesOf(firstBlock(passingWeights(3, far), { noiseMode, target }).x, feeds);
			const silent = valuesOf(firstBlock(passingWeights(3, far), { noiseMode: "none", target }).x);
			const noise = noiseMode === "const" ? randomTensor([8, 8], 9) : fresh;
			const want = silent.data.map((value, pixel) => value + 3 * Math.SQRT2 * (noise.data[pixel % 64] ?? 0));
			expectClose(noisy.data, want, f32Conv, `noise, ${target}`);
		}
	});
});

describe("toRGB", () => {
	it("has no activation, no demodulation, styles over the root of its channels, and a clamp", () => {
		const weights = passingWeights();
		const graph = createGraph();
		const [, w] = latents(graph, 2);
		const state = firstBlock(weights, PLAIN);
		const features = valuesOf(state.x).data;
		const get = (name: string): Float32Array => weights.get(name)?.data as Float32Array;
		const wValues = valuesOf(w ?? null).data;
		const styles = [0, 1, 2, 3, 4].map((channel) => {
			const products = [0, 1].map((i) => (get("torgb.affine.weight")[channel * 2 + i] ?? 0) * Number(wValues[i]));
			return (products.reduce((a, b) => a + b) / Math.SQRT2 + (get("torgb.affine.bias")[channel] ?? 0)) / Math.sqrt(5);
		});
		const want = Float32Array.from({ length: 3 * 64 }, (_, index) => {
			const [colour, pixel] = [Math.floor(index / 64), index % 64];
			const products = styles.map(
				(style, i) => style * (get("torgb.weight")[colour * 5 + i] ?? 0) * Number(features[i * 64 + pixel]),
			);
			return products.reduce((a, b) => a + b) + (get("torgb.bias")[colour] ?? 0);
		});
		expectClose(valuesOf(state.img).data, want, f32Conv, "img");
		const clamped = valuesOf(firstBlock(weights, PLAIN, 0.25).img).data;
		expect(Math.max(...Array.from(clamped, Number))).toBe(0.25);
		expect(Math.min(...Array.from(clamped, Number))).toBe(-0.25);
	});
});

describe("synthesisBlock", () => {
	/** What a block makes of random features and an image, and its image alone. */
	function runBlock(
		block: SynthesisBlockConfig,
		style: SynthesisStyle,
	): { state: SynthesisState; before: SymbolicTensor } {
		const weights = randomWeights((parameters) => {
			const { graph } = parameters;
			synthesisBlock({ x: graph.input("?x", [1, 5, 8, 8]), img: null }, latents(graph, 3), parameters, block, style);
		});
		const graph = createGraph();
		const before = graph.constant(randomTensor([1, 3, 8, 8], 6));
		const x = graph.constant(randomTensor([1, 5, 8, 8], 7));
		const state = synthesisBlock(
			{ x, img: before },
			latents(graph, 3),
			constantParameters(graph, weights),
			block,
			style,
		);
		const alone = synthesisBlock({ x, img: null }, latents(graph, 3), constantParameters(graph, weights), block, style);
		if (!state.img || !alone.img) throw new Error("no image");
		return { state: { ...state, img: sub(state.img, alone.img) }, before };
	}

	it("that does not double keeps the resolution and adds to the image as it is", () => {
		const { state, before } = runBlock(SAME, PLAIN);
		expect(state.x?.shape).toEqual([1, 4, 8, 8]);
		expectClose(valuesOf(state.img), valuesOf(before), f32Conv, "img");
	});

	it.each(["any", "cpu"] as const)("that doubles upsamples the image before it adds, target %s", (target) => {
		const { state, before } = runBlock(UP, { noiseMode: "none", target });
		expect(state.x?.shape).toEqual([1, 4, 16, 16]);
		expectClose(valuesOf(state.img), valuesOf(upsample2d(before, RESAMPLE_FILTER)), f32Conv, "img");
	});

	it("says what is missing", () => {
		const graph = createGraph();
		const block = (state: SynthesisState, count: number) => () =>
			synthesisBlock(state, latents(graph, count), inputParameters(graph), SAME, PLAIN);
		expect(block({ x: null, img: null }, 3)).toThrow("same: needs features to go on from");
		expect(block({ x: graph.input("x", [1, 5, 8, 8]), img: null }, 2)).toThrow("same: too few ws");
	});
});

describe("synthesis", () => {
	const chain: SynthesisConfig = {
		wDim: 2,
		blocks: [
			{ ...FIRST, outChannels: 64 },
			{ ...UP, name: "b16", inChannels: 64, outChannels: 64 },
			{ ...UP, name: "b32", inChannels: 64, outChannels: 64, resolution: 32 },
		],
	};

	function planesOf(
		parameters: Parameters,
		ws: SymbolicTensor,
		noiseMode: NoiseMode,
		target?: GraphTarget,
	): SymbolicTensor {
		return synthesis(ws, parameters, chain, noiseMode, target);
	}

	const weights = randomWeights((parameters) => {
		planesOf(parameters, parameters.graph.constant(zeros("float32", [1, 6, 2])), "const");
	});

	it("takes one w for each convolution and one for the last toRGB", () => {
		expect(countWs(chain)).toBe(6);
		expect(chain.blocks.map((block) => wsPerBlock(block))).toEqual([
			{ convs: 1, total: 2 },
			{ convs: 2, total: 3 },
			{ convs: 2, total: 3 },
		]);
	});

	it("shares the w of toRGB with the next block's first convolution", () => {
		const two: SynthesisConfig = { wDim: 2, blocks: [FIRST, UP] };
		const graph = createGraph();
		const ws = graph.constant(randomTensor([1, 4, 2], 8));
		const parameters = constantParameters(
			graph,
			randomWeights((asked) => {
				synthesis(asked.graph.constant(zeros("float32", [1, 4, 2])), asked, two, "const");
			}),
		);
		const w = (from: number): SymbolicTensor[] =>
			[0, 1, 2].map((offset) => reshape(sliceAxis(ws, 1, from + offset, from + offset + 1), [1, 2]));
		const style: SynthesisStyle = { noiseMode: "const", target: "any" };
		const start = synthesisBlock({ x: null, img: null }, w(0), parameters.scope("b8"), FIRST, style);
		const next = synthesisBlock(start, w(1), parameters.scope("up"), UP, style);
		expectClose(valuesOf(synthesis(ws, parameters, two, "const")), valuesOf(next.img), exact, "img");
	});

	it.each(["const", "none"] as const)("is alike for every target in ONNX Runtime, noise %s", async (noiseMode) => {
		const images = await Promise.all(
			(["any", "cpu"] as const).map(async (target) => {
				const graph = createGraph();
				const y = planesOf(constantParameters(graph, weights), graph.input("ws", [1, 6, 2]), noiseMode, target);
				return (await runOnnx(serializeOnnx({ name: target, outputs: { y } }), { ws: randomTensor([1, 6, 2], 8) })).y;
			}),
		);
		expectClose(images[1] as HostTensor, images[0] as HostTensor, f32Conv, "cpu");
	});

	it("generates each sample of a batch as if it were alone", () => {
		const small: SynthesisConfig = { wDim: 2, blocks: [FIRST, UP].map((block) => ({ ...block, inChannels: 5 })) };
		const all = randomWeights((parameters) => {
			synthesis(parameters.graph.constant(zeros("float32", [1, 4, 2])), parameters, small, "const");
		});
		const ws = randomTensor([2, 4, 2], 8);
		const run = (value: HostTensor): Float32Array => {
			const graph = createGraph();
			const y = synthesis(graph.constant(value), constantParameters(graph, all), small, "const");
			return valuesOf(y).data as Float32Array;
		};
		const alone = [0, 1].map((index) => run(float32Tensor([1, 4, 2], ws.data.slice(index * 8, index * 8 + 8))));
		expectClose(run(ws), Float32Array.from(alone.flatMap((image) => [...image])), f32Elementwise, "batch");
	});

	it("refuses ws of another number", () => {
		const graph = createGraph();
		const build = (): unknown => planesOf(inputParameters(graph), graph.input("ws", [1, 5, 2]), "none");
		expect(build).toThrow("ws: shape [1, 5, 2], want [N, 6, 2]");
	});
});
