import { describe, expect, it } from "vitest";
import { createGraph } from "../graph/create.ts";
import { evaluate } from "../graph/evaluate.ts";
import { CheckpointError } from "../tensor/errors.ts";
import { float32Tensor } from "../tensor/host-tensor.ts";
import { tfjsGraph } from "./tfjs-graph.ts";
import { readTfjsModel } from "./tfjs-model.ts";

interface Part {
	readonly name: string;
	readonly shape: readonly number[];
	readonly values: readonly number[];
	readonly dtype?: "float32" | "int32";
}

const word = (text: string): { s: string } => ({ s: btoa(text) });
const list = (...i: number[]): { list: { i: string[] } } => ({ list: { i: i.map(String) } });

/** A model of nodes and weights, as its two files. */
function files(nodes: readonly object[], weights: readonly Part[]): [json: string, bytes: Uint8Array] {
	const bytes = new Uint8Array(4 * weights.reduce((sum, { values }) => sum + values.length, 0));
	const view = new DataView(bytes.buffer);
	let at = 0;
	for (const { values, dtype = "float32" } of weights) {
		for (const value of values) {
			if (dtype === "int32") view.setInt32(at, value, true);
			else view.setFloat32(at, value, true);
			at += 4;
		}
	}
	const manifest = [
		{ paths: ["x.bin"], weights: weights.map(({ values: _, ...one }) => ({ dtype: "float32", ...one })) },
	];
	return [JSON.stringify({ modelTopology: { node: nodes }, weightsManifest: manifest }), bytes];
}

const INPUT = { name: "image", op: "Placeholder" };

/** The only output of a model, of an image of values 0, 1, 2, … */
function outputOf(
	[json, bytes]: [string, Uint8Array],
	H: number,
	W: number,
): { shape: readonly number[]; data: number[] } {
	const graph = createGraph();
	const image = Float32Array.from({ length: 3 * H * W }, (_, at) => at);
	const outputs = tfjsGraph(readTfjsModel(json, bytes), graph.constant(float32Tensor([1, 3, H, W], image)));
	const [result] = evaluate([outputs.out ?? graph.constant(float32Tensor([1], [Number.NaN]))], {});
	return { shape: result?.shape ?? [], data: Array.from(result?.data ?? [], Number) };
}

describe("graph models of TensorFlow.js", () => {
	it("convolve with a stride, pad at the end, add a bias, and bend below zero", () => {
		// one output channel: channel 0 at the kernel's first tap, minus channel 1 at its last; HWIO
		const kernel = new Array<number>(2 * 2 * 3).fill(0);
		kernel[0] = 1;
		kernel[(1 * 2 + 1) * 3 + 1] = -1;
		const node = {
			...{ name: "conv", op: "_FusedConv2D", input: ["image", "k", "b", "slope"] },
			attr: {
				strides: list(1, 2, 2, 1),
				padding: word("SAME"),
				fused_ops: { list: { s: [btoa("BiasAdd"), btoa("Prelu")] } },
			},
		};
		const weights = [
			{ name: "k", shape: [2, 2, 3, 1], values: kernel },
			{ name: "b", shape: [1], values: [2] },
			{ name: "slope", shape: [1, 1, 1], values: [0.5] },
		];
		// out of order: the reader sorts
		const { shape, data } = outputOf(
			files([{ name: "out", op: "Identity", input: ["conv:0"] }, node, INPUT], weights),
			3,
			3,
		);
		expect(shape).toEqual([1, 1, 2, 2]);
		// x0[0] - x1[4] + 2 = 0 - 13 + 2; the right and lower taps of the others are padding
		expect(data).toEqual([-5.5, 4, 8, 10]);
	});

	it("pool, pad channels, and reshape with channels last", () => {
		const nodes = [
			INPUT,
			{
				name: "pool",
				op: "MaxPool",
				input: ["image"],
				attr: { strides: list(1, 2, 2, 1), ksize: list(1, 2, 2, 1), padding: word("SAME") },
			},
			{ name: "pad", op: "Pad", input: ["pool", "sides"] },
			{ name: "out", op: "Reshape", input: ["pad", "shape"] },
			{ name: "end", op: "Identity", input: ["out"] },
		];
		const weights: Part[] = [
			{ name: "sides", shape: [4, 2], values: [0, 0, 0, 0, 0, 0, 0, 1], dtype: "int32" },
			{ name: "shape", shape: [2], values: [-1, 4], dtype: "int32" },
		];
		const graph = createGraph();
		const image = graph.constant(
			float32Tensor(
				[1, 3, 2, 4],
				Float32Array.from({ length: 24 }, (_, at) => at),
			),
		);
		const { end } = tfjsGraph(readTfjsModel(...files(nodes, weights)), image);
		const [result] = evaluate([end ?? image], {});
		expect(result?.shape).toEqual([2, 4]);
		expect(Array.from(result?.data ?? [], Number)).toEqual([5, 13, 21, 0, 7, 15, 23, 0]);
	});

	it("are refused where they do not fit", () => {
		const refused = ([json, bytes]: [string, Uint8Array]): void => {
			expect(() => outputOf([json, bytes], 2, 2)).toThrow(CheckpointError);
		};
		const end = { name: "out", op: "Identity", input: ["image"] };
		const [json, bytes] = files([INPUT, end], [{ name: "w", shape: [2], values: [1, 2] }]);
		expect(outputOf([json, bytes], 1, 1).data).toEqual([0, 1, 2]);
		refused([json, bytes.subarray(0, 7)]);
		refused([json, new Uint8Array(9)]);
		refused(["{", bytes]);
		refused([JSON.stringify({ modelTopology: {} }), bytes]);
		refused(files([INPUT, { name: "out", op: "PyFunc", input: ["image"] }], []));
		// each waits for the other
		refused(files([INPUT, { name: "a", op: "Relu", input: ["b"] }, { name: "b", op: "Relu", input: ["a"] }, end], []));
		refused(files([INPUT, { name: "out", op: "AddV2", input: ["image"] }], []));
	});
});
