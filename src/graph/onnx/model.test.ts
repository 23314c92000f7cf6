import { describe, expect, it } from "vitest";
import { readOnnx } from "../../../test/onnx-reader.ts";
import { runOnnx } from "../../../test/run-onnx.ts";
import type { DType } from "../../tensor/dtype.ts";
import { GraphError } from "../../tensor/errors.ts";
import { float32Tensor, type HostTensor, hostTensor, int64Tensor } from "../../tensor/host-tensor.ts";
import { createGraph } from "../create.ts";
import type { Graph } from "../graph.ts";
import { clip, leakyRelu } from "../ops/activations.ts";
import { add, mul } from "../ops/arithmetic.ts";
import { greater } from "../ops/comparison.ts";
import { reshape, sliceAxis, transpose } from "../ops/layout.ts";
import { reduceSum } from "../ops/reductions.ts";
import { argTopK } from "../ops/sorting.ts";
import { exp, sin } from "../ops/unary.ts";
import { serializeOnnx } from "./model.ts";

/** y = leakyRelu(x · weight + bias), and the sum of y */
function layer(): { graph: Graph; bytes: Uint8Array } {
	const graph = createGraph();
	const x = graph.input("x", [2, 3]);
	const weight = graph.constant(float32Tensor([2, 3], [1, 2, 3, 4, 5, 6]), "layer.weight");
	const bias = graph.constant(float32Tensor([3], [0.5, -100, 0.25]), "layer.bias");
	const y = leakyRelu(add(mul(x, weight), bias), 0.25);
	return { graph, bytes: serializeOnnx({ name: "layer", outputs: { y, total: reduceSum(y) } }) };
}

const ONES = float32Tensor([2, 3], [1, 1, 1, 1, 1, 1]);

describe("serializeOnnx", () => {
	it("writes versions, nodes, constants, inputs and outputs where an independent reader finds them", () => {
		const model = readOnnx(layer().bytes);
		expect(model).toMatchObject({ irVersion: 9, producer: "triplane", opsets: [{ domain: "", version: 20 }] });
		expect(model.graph).toMatchObject({
			name: "layer",
			inputs: [{ name: "x", elementType: 1, dims: [2, 3] }],
			outputs: [
				{ name: "y", elementType: 1, dims: [2, 3] },
				{ name: "total", elementType: 1, dims: [] },
			],
			nodes: [
				{ name: "Mul_0", opType: "Mul", inputs: ["x", "layer.weight"], outputs: ["Mul_0"] },
				{ name: "Add_0", opType: "Add", inputs: ["Mul_0", "layer.bias"], outputs: ["Add_0"] },
				{ name: "y", opType: "LeakyRelu", inputs: ["Add_0"], outputs: ["y"], attributes: { alpha: 0.25 } },
				{ opType: "ReduceSum", inputs: ["y", "int64_0_1"], outputs: ["total"], attributes: { keepdims: 0 } },
			],
		});
		expect(model.graph.initializers.map(({ name, dataType, dims }) => [name, dataType, dims])).toEqual([
			["layer.weight", 1, [2, 3]],
			["layer.bias", 1, [3]],
			["int64_0_1", 7, [2]],
		]);
		const [weight] = model.graph.initializers;
		expect(new Float32Array(weight?.raw.slice().buffer ?? [])).toEqual(Float32Array.of(1, 2, 3, 4, 5, 6));
	});

	it("writes what ONNX Runtime computes with", async () => {
		const { y, total } = await runOnnx(layer().bytes, { x: ONES });
		expect(y).toEqual(float32Tensor([2, 3], [1.5, -24.5, 3.25, 4.5, -23.75, 6.25]));
		expect(total).toEqual(float32Tensor([], [-32.75]));
	});

	it("gives the same bytes for the same graph, built and written again", () => {
		const { graph, bytes } = layer();
		expect(layer().bytes).toEqual(bytes);
		const x = graph.inputs.get("x");
		if (x) sin(x); // a node that no output needs
		const y = graph.scalar(1);
		expect(serializeOnnx({ name: "one", outputs: { y } })).toEqual(
			serializeOnnx({ name: "one", outputs: { y: createGraph().scalar(1) } }),
		);
	});

	it("leaves out nodes, constants and inputs that no output needs", () => {
		const graph = createGraph();
		const [x, unused] = [graph.input("x", [2]), graph.input("unused", [2])];
		exp(mul(unused, graph.constant(float32Tensor([2], [1, 2]), "unused weight")));
		const { nodes, initializers, inputs } = readOnnx(serializeOnnx({ name: "g", outputs: { y: sin(x) } })).graph;
		expect(nodes.map(({ opType }) => opType)).toEqual(["Sin"]);
		expect(initializers).toEqual([]);
		expect(inputs.map(({ name }) => name)).toEqual(["x"]);
	});
});

describe("constants of a model", () => {
	const TENSORS: readonly HostTensor[] = [
		float32Tensor([], [0.1]),
		hostTensor("float64", [2], Float64Array.of(Math.PI, -0)),
		hostTensor("float16", [3], Uint16Array.of(0x3c00, 0x7bff, 0x0001)),
		int64Tensor([2, 1], [-(2 ** 53) + 1, 2 ** 40]),
		hostTensor("int32", [2], Int32Array.of(-(2 ** 31), 7)),
		hostTensor("int16", [2], Int16Array.of(-5, 300)),
		hostTensor("int8", [2], Int8Array.of(-128, 127)),
		hostTensor("uint8", [2], Uint8Array.of(0, 255)),
		hostTensor("bool", [3], Uint8Array.of(1, 0, 1)),
		float32Tensor([2, 0], []),
	];

	it.each<[DType, HostTensor]>(TENSORS.map((tensor) => [tensor.dtype, tensor]))(
		"of %s pass through unchanged",
		async (dtype, tensor) => {
			const graph = createGraph();
			const outputs = { constant: graph.constant(tensor, "c"), fed: graph.input("x", tensor.shape, dtype) };
			const ran = await runOnnx(serializeOnnx({ name: "constant", outputs }), { x: tensor });
			expect(ran).toEqual({ constant: tensor, fed: tensor });
		},
	);

	it("are written from views of larger buffers", async () => {
		const whole = Float32Array.of(9, 1, 2, 9);
		const y = createGraph().constant(hostTensor("float32", [2], whole.subarray(1, 3)));
		const ran = await runOnnx(serializeOnnx({ name: "view", outputs: { y } }));
		expect(ran.y).toEqual(float32Tensor([2], [1, 2]));
	});

	it("are written once where they are small, equal and without a name", () => {
		const graph = createGraph();
		const x = graph.input("x", [4, 4]);
		const [a, b] = [graph.constant(float32Tensor([4], [1, 2, 3, 4])), graph.constant(float32Tensor([4], [1, 2, 3, 4]))];
		const y = add(add(reduceSum(x, [1]), a), add(reduceSum(exp(x), [1]), b));
		const { initializers } = readOnnx(serializeOnnx({ name: "g", outputs: { y } })).graph;
		expect(initializers.map(({ name }) => name)).toEqual(["float32_1_2_3_4", "int64_1"]);
	});

	it("keep their names, made unique where they are taken", () => {
		const graph = createGraph();
		const x = graph.input("x", [2]);
		const named = [0, 0].map((value) => graph.constant(float32Tensor([2], [value, 1]), "x"));
		const y = named.reduce(add, x);
		const { initializers } = readOnnx(serializeOnnx({ name: "g", outputs: { y } })).graph;
		expect(initializers.map(({ name }) => name)).toEqual(["x_0", "x_1"]);
	});

	it("are copied no more than once on their way into the result", () => {
		const graph = createGraph();
		const large = graph.constant(float32Tensor([2 ** 20], new Float32Array(2 ** 20).fill(1.5)), "large");
		const allocated = process.memoryUsage().arrayBuffers;
		const bytes = serializeOnnx({ name: "large", outputs: { y: large } });
		expect(process.memoryUsage().arrayBuffers - allocated).toBeLessThan(1.1 * bytes.length);
		expect(bytes.length).toBeLessThan(2 ** 22 + 200);
	});

	it("beyond 2 GiB are refused before anything is copied", () => {
		const graph = createGraph();
		const block = new Float32Array(2 ** 27); // half a GiB of untouched zeros
		const parts = [1, 2, 3, 4].map((i) =>
			graph.constant(hostTensor("float32", [2 ** 27], block.subarray()), `part ${i}`),
		);
		const outputs = Object.fromEntries(parts.map((part, i) => [`y${i}`, part]));
		expect(() => serializeOnnx({ name: "huge", outputs })).toThrow(
			new GraphError(
				"serializeOnnx: 'huge' is 2.00 GiB, ONNX files hold less than 2 GiB; split the graph or feed large constants as inputs",
			),
		);
	});
});

describe("outputs of a model", () => {
	it("may be inputs, constants, and one tensor under several names", async () => {
		const graph = createGraph();
		const x = graph.input("x", [2, 3]);
		const y = sin(x);
		const outputs = { same: x, one: graph.scalar(1), y, again: y, thrice: y, cosine: exp(y) };
		const bytes = serializeOnnx({ name: "names", outputs });
		const identities = readOnnx(bytes).graph.nodes.filter(({ opType }) => opType === "Identity");
		expect(identities.map(({ inputs, outputs: [name] }) => [...inputs, name])).toEqual([
			["x", "same"],
			["float32_1", "one"],
			["y", "again"],
			["y", "thrice"],
		]);
		const ran = await runOnnx(bytes, { x: ONES });
		expect(Object.keys(ran)).toEqual(Object.keys(outputs));
		expect(ran.thrice).toEqual(ran.y);
		expect(ran.same).toEqual(ONES);
	});

	it("may have names that other values would get", async () => {
		const graph = createGraph();
		const x = graph.input("Sin_0", [2, 3]);
		const outputs = { Exp_0: sin(x), Sin_1: exp(sin(x)), y: exp(exp(x)) };
		const bytes = serializeOnnx({ name: "clash", outputs });
		const values = readOnnx(bytes).graph.nodes.flatMap((node) => node.outputs);
		expect(new Set([...values, "Sin_0"]).size).toBe(values.length + 1);
		const ran = await runOnnx(bytes, { Sin_0: ONES });
		expect(ran.Exp_0?.data[0]).toBeCloseTo(Math.sin(1), 6);
		expect(ran.Sin_1?.data[0]).toBeCloseTo(Math.exp(Math.sin(1)), 6);
	});

	it("may be the second result of an ONNX operator, or bool", async () => {
		const x = createGraph().input("x", [2, 3]);
		const value = float32Tensor([2, 3], [1, 3, 2, 9, 7, 8]);
		const ran = await runOnnx(serializeOnnx({ name: "g", outputs: { top: argTopK(x, 2), big: greater(x, 2) } }), {
			x: value,
		});
		expect(ran.top).toEqual(int64Tensor([2, 2], [1, 2, 0, 2]));
		expect(ran.big).toEqual(hostTensor("bool", [2, 3], Uint8Array.of(0, 1, 0, 1, 1, 1)));
	});

	it("are refused where there is none, a name is empty or an input's, or graphs are mixed", () => {
		const x = createGraph().input("x", [2]);
		expect(() => serializeOnnx({ name: "g", outputs: {} })).toThrow(
			new GraphError("serializeOnnx: 'g' has no outputs, want at least one"),
		);
		expect(() => serializeOnnx({ name: "g", outputs: { "": sin(x) } })).toThrow(
			new GraphError("serializeOnnx: output has an empty name"),
		);
		expect(() => serializeOnnx({ name: "g", outputs: { x: sin(x) } })).toThrow(
			new GraphError("serializeOnnx: output 'x' has the name of another input or output, choose another"),
		);
		expect(() => serializeOnnx({ name: "g", outputs: { a: sin(x), b: createGraph().scalar(1) } })).toThrow(
			new GraphError("serializeOnnx: the outputs of 'g' belong to several graphs, want all of one graph"),
		);
	});
});

describe("inputs of a model", () => {
	const graph = createGraph();
	const [a, b] = [graph.input("a", [2]), graph.input("b", [2])];
	graph.input("unused", [3], "int64");
	const outputs = { y: add(b, a) };
	const listed = (inputs?: readonly string[]): string[] =>
		readOnnx(serializeOnnx({ name: "g", outputs, ...(inputs && { inputs }) })).graph.inputs.map(({ name }) => name);

	it("are in order of creation, or as listed, with others if wanted", () => {
		expect(listed()).toEqual(["a", "b"]);
		expect(listed(["b", "a"])).toEqual(["b", "a"]);
		expect(listed(["unused", "b", "a"])).toEqual(["unused", "b", "a"]);
	});

	it("are accepted by ONNX Runtime where the outputs do not need them", async () => {
		const model = serializeOnnx({ name: "g", outputs, inputs: ["a", "b", "unused"] });
		const two = float32Tensor([2], [1, 2]);
		const { y } = await runOnnx(model, { a: two, b: two, unused: int64Tensor([3], [1, 2, 3]) });
		expect(y).toEqual(float32Tensor([2], [2, 4]));
	});

	it("are refused where one is missing, unknown or listed twice", () => {
		expect(() => listed(["a"])).toThrow(new GraphError("serializeOnnx: 'g' depends on input 'b', which is not listed"));
		expect(() => listed(["a", "b", "c"])).toThrow(
			new GraphError("serializeOnnx: 'g' lists input 'c', which the graph has not"),
		);
		expect(() => listed(["a", "b", "a"])).toThrow(new GraphError("serializeOnnx: 'g' lists input 'a' twice"));
	});
});

describe("nodes of a model", () => {
	it("leave optional inputs out by an empty name", () => {
		const x = createGraph().input("x", [2]);
		const { nodes } = readOnnx(
			serializeOnnx({ name: "g", outputs: { y: clip(x, Number.NEGATIVE_INFINITY, 2) } }),
		).graph;
		expect(nodes).toMatchObject([{ opType: "Clip", inputs: ["x", "", "float32_2"] }]);
	});

	it("slice only the axes that are cut", () => {
		const x = createGraph().input("x", [4, 5, 6]);
		const bytes = serializeOnnx({ name: "g", outputs: { y: sliceAxis(x, 1, 1, 4) } });
		const [slice] = readOnnx(bytes).graph.nodes;
		expect(slice).toMatchObject({ opType: "Slice", inputs: ["x", "int64_1", "int64_4", "int64_1", "int64_1"] });
	});

	it("carry lists of integers", () => {
		const x = createGraph().input("x", [2, 3, 4]);
		const { nodes } = readOnnx(serializeOnnx({ name: "g", outputs: { y: transpose(x, [2, 0, 1]) } })).graph;
		expect(nodes).toMatchObject([{ opType: "Transpose", attributes: { perm: [2, 0, 1] } }]);
	});

	it("reshape to sizes of 0 as they are written", () => {
		const x = createGraph().input("x", [0, 2]);
		const { nodes } = readOnnx(serializeOnnx({ name: "g", outputs: { y: reshape(x, [3, 0]) } })).graph;
		expect(nodes).toMatchObject([{ opType: "Reshape", attributes: { allowzero: 1 } }]);
	});
});
