import { describe, expect, it } from "vitest";
import { checkOp, randomTensor } from "../../../test/op-check.ts";
import { f32Conv } from "../../../test/tolerances.ts";
import { ShapeError } from "../../tensor/errors.ts";
import { float32Tensor } from "../../tensor/host-tensor.ts";
import type { Shape } from "../../tensor/shape.ts";
import { createGraph } from "../create.ts";
import { evaluate } from "../evaluate.ts";
import { gradients } from "../gradients.ts";
import { reachable } from "../graph.ts";
import type { SymbolicTensor } from "../symbolic.ts";
import { type ConvOptions, type ConvTransposeOptions, conv2d, convTranspose2d } from "./convolution.ts";
import { reduceSum } from "./reductions.ts";

interface Case<O> {
	readonly name: string;
	readonly x: Shape;
	readonly weight: Shape;
	readonly options: O;
	readonly result: Shape;
}

const TOLERANCES = { forward: f32Conv, backward: f32Conv } as const;

const CONVOLUTIONS: readonly Case<ConvOptions>[] = [
	{ name: "plain", x: [2, 2, 4, 5], weight: [3, 2, 3, 3], options: {}, result: [2, 3, 2, 3] },
	{ name: "padded", x: [1, 2, 3, 4], weight: [2, 2, 3, 3], options: { pads: 1 }, result: [1, 2, 3, 4] },
	{
		name: "padded unevenly, kernel not square",
		x: [1, 2, 4, 3],
		weight: [2, 2, 2, 3],
		options: { pads: [0, 2, 1, 0] },
		result: [1, 2, 4, 3],
	},
	{
		name: "padded beyond the kernel's reach",
		x: [1, 1, 2, 3],
		weight: [2, 1, 2, 1],
		options: { pads: [2, 1, 1, 2] },
		result: [1, 2, 4, 6],
	},
	{
		name: "stride 2 that leaves a row over",
		x: [1, 2, 6, 5],
		weight: [2, 2, 3, 3],
		options: { strides: 2 },
		result: [1, 2, 2, 2],
	},
	{
		name: "different strides, padded",
		x: [2, 1, 5, 7],
		weight: [2, 1, 3, 3],
		options: { strides: [1, 3], pads: [1, 0, 1, 2] },
		result: [2, 2, 5, 3],
	},
	{
		name: "1×1 with stride 2",
		x: [1, 2, 4, 5],
		weight: [3, 2, 1, 1],
		options: { strides: 2 },
		result: [1, 3, 2, 3],
	},
	{
		name: "dilated",
		x: [1, 2, 5, 7],
		weight: [2, 2, 2, 3],
		options: { dilations: [3, 2], pads: 1 },
		result: [1, 2, 4, 5],
	},
	{
		name: "strided and dilated",
		x: [1, 1, 7, 6],
		weight: [1, 1, 3, 2],
		options: { strides: 2, dilations: 2, pads: [1, 0, 0, 1] },
		result: [1, 1, 2, 3],
	},
	{
		name: "in two groups",
		x: [2, 4, 3, 3],
		weight: [6, 2, 2, 2],
		options: { groups: 2 },
		result: [2, 6, 2, 2],
	},
	{
		name: "in two groups, stride 2",
		x: [2, 4, 4, 5],
		weight: [2, 2, 3, 3],
		options: { groups: 2, strides: 2, pads: 1 },
		result: [2, 2, 2, 3],
	},
	{
		name: "depthwise",
		x: [2, 3, 4, 4],
		weight: [3, 1, 3, 3],
		options: { groups: 3, pads: 1 },
		result: [2, 3, 4, 4],
	},
	{
		name: "depthwise with two results per channel, stride 2",
		x: [1, 3, 4, 4],
		weight: [6, 1, 2, 2],
		options: { groups: 3, strides: 2 },
		result: [1, 6, 2, 2],
	},
];

const TRANSPOSED: readonly Case<ConvTransposeOptions>[] = [
	{ name: "plain", x: [2, 2, 3, 2], weight: [2, 3, 3, 3], options: {}, result: [2, 3, 5, 4] },
	{ name: "stride 2", x: [1, 2, 2, 3], weight: [2, 2, 3, 3], options: { strides: 2 }, result: [1, 2, 5, 7] },
	{
		name: "stride 2, padded unevenly",
		x: [1, 2, 3, 3],
		weight: [2, 1, 3, 4],
		options: { strides: 2, pads: [1, 0, 0, 2] },
		result: [1, 1, 6, 6],
	},
	{
		name: "output padding, which comes at the bottom and right",
		x: [1, 2, 2, 3],
		weight: [2, 2, 3, 3],
		options: { strides: [2, 3], pads: 1, outputPadding: [1, 2] },
		result: [1, 2, 4, 9],
	},
	{
		name: "stride wider than the kernel",
		x: [1, 1, 2, 3],
		weight: [1, 2, 2, 1],
		options: { strides: 3, outputPadding: [1, 0] },
		result: [1, 2, 6, 7],
	},
	{
		name: "dilated",
		x: [1, 2, 2, 3],
		weight: [2, 1, 2, 3],
		options: { dilations: [3, 2], strides: 2, pads: 1 },
		result: [1, 1, 4, 7],
	},
	{
		name: "in two groups",
		x: [2, 4, 2, 3],
		weight: [4, 3, 2, 2],
		options: { groups: 2, strides: 2 },
		result: [2, 6, 4, 6],
	},
	{
		name: "depthwise",
		x: [1, 3, 3, 2],
		weight: [3, 1, 4, 4],
		options: { groups: 3, strides: 2, pads: 1 },
		result: [1, 3, 6, 4],
	},
];

describe("conv2d", () => {
	it.each(CONVOLUTIONS)("agrees with ONNX Runtime and has right gradients: $name", async (entry) => {
		const build = (x: SymbolicTensor, weight: SymbolicTensor): SymbolicTensor => conv2d(x, weight, entry.options);
		expect(shapeOf(entry, build)).toEqual(entry.result);
		const inputs = [randomTensor(entry.x), randomTensor(entry.weight, 2)];
		await checkOp("conv", (_, x, weight) => build(x, weight), inputs, TOLERANCES);
	});

	it("correlates: the kernel is not flipped", () => {
		const graph = createGraph();
		const x = graph.constant(float32Tensor([1, 1, 1, 4], [1, 2, 3, 4]));
		const weight = graph.constant(float32Tensor([1, 1, 1, 2], [10, 1]));
		expect([...(evaluate([conv2d(x, weight)], {})[0]?.data ?? [])]).toEqual([12, 23, 34]);
	});

	it("adds a bias, with right gradients", async () => {
		const inputs = [randomTensor([2, 2, 3, 4]), randomTensor([3, 2, 3, 3], 2), randomTensor([3], 3)];
		const build = (_: unknown, x: SymbolicTensor, weight: SymbolicTensor, bias: SymbolicTensor): SymbolicTensor =>
			conv2d(x, weight, { pads: 1, bias });
		await checkOp("conv", build, inputs, TOLERANCES);
		const graph = createGraph();
		const [x, weight] = [graph.input("x", [1, 2, 3, 3]), graph.input("weight", [3, 2, 1, 1])];
		expect(() => conv2d(x, weight, { bias: graph.input("bias", [2]) })).toThrow(
			"conv: bias float32 [2], want one number for each of 3 output channels",
		);
	});

	it("has an input gradient without a transposed convolution where the stride is 1", () => {
		const graph = createGraph();
		const [x, weight] = [graph.input("x", [1, 2, 8, 8]), graph.input("weight", [3, 2, 3, 3])];
		const gradient = gradients(reduceSum(conv2d(x, weight, { pads: 1 })), [x]);
		const ops = reachable(gradient).map(({ origin }) => (origin.kind === "operation" ? origin.op : origin.kind));
		expect(ops).toContain("conv");
		expect(ops).not.toContain("convTranspose");
	});

	it("refuses channels, groups and sizes that do not fit, and names them", () => {
		const graph = createGraph();
		const x = graph.input("x", [1, 4, 8, 8]);
		const weight = graph.input("weight", [6, 3, 3, 3]);
		const message = "conv: input float32 [1, 4, 8, 8] and weight float32 [6, 3, 3, 3] in 1 group(s)";
		expect(() => conv2d(x, weight)).toThrow(ShapeError);
		expect(() => conv2d(x, weight)).toThrow(message);
		expect(() => conv2d(x, graph.input("odd", [5, 2, 3, 3]), { groups: 2 })).toThrow("in 2 group(s)");
		expect(() => conv2d(x, graph.input("large", [5, 4, 9, 3]))).toThrow("no larger than the padded input");
		expect(() => conv2d(x, graph.input("w", [5, 4, 3, 3]), { pads: [-1, 0, 0, 0] })).toThrow("no negative pads");
		expect(() => conv2d(x, graph.input("flat", [4, 4]))).toThrow(ShapeError);
	});
});

describe("convTranspose2d", () => {
	it.each(TRANSPOSED)("agrees with ONNX Runtime and has right gradients: $name", async (entry) => {
		const build = (x: SymbolicTensor, weight: SymbolicTensor): SymbolicTensor =>
			convTranspose2d(x, weight, entry.options);
		expect(shapeOf(entry, build)).toEqual(entry.result);
		const inputs = [randomTensor(entry.x), randomTensor(entry.weight, 2)];
		await checkOp("convTranspose", (_, x, weight) => build(x, weight), inputs, TOLERANCES);
	});

	it("spreads the kernel at each pixel", () => {
		const graph = createGraph();
		const x = graph.constant(float32Tensor([1, 1, 1, 2], [1, 2]));
		const weight = graph.constant(float32Tensor([1, 1, 1, 3], [1, 10, 100]));
		const y = convTranspose2d(x, weight, { strides: [1, 2] });
		expect([...(evaluate([y], {})[0]?.data ?? [])]).toEqual([1, 10, 102, 20, 200]);
	});

	it("refuses channels that do not fit, and names them", () => {
		const graph = createGraph();
		const [x, weight] = [graph.input("x", [1, 4, 8, 8]), graph.input("weight", [3, 4, 3, 3])];
		expect(() => convTranspose2d(x, weight)).toThrow(
			"convTranspose: input float32 [1, 4, 8, 8] and weight float32 [3, 4, 3, 3] in 1 group(s)",
		);
	});

	it("refuses an output padding that a stride would not leave over", () => {
		const graph = createGraph();
		const [x, weight] = [graph.input("x", [1, 2, 3, 3]), graph.input("weight", [2, 2, 3, 3])];
		expect(() => convTranspose2d(x, weight, { strides: 2, outputPadding: 2 })).toThrow(
			new ShapeError("convTranspose: output padding [2, 2], want less than the strides [2, 2]"),
		);
	});
});

function shapeOf(
	{ x, weight }: Case<unknown>,
	build: (x: SymbolicTensor, weight: SymbolicTensor) => SymbolicTensor,
): Shape {
	const graph = createGraph();
	return build(graph.input("x", x), graph.input("weight", weight)).shape;
}
