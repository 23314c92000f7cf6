import { describe, expect, it } from "vitest";
import { GraphError, ShapeError } from "../tensor/errors.ts";
import { float32Tensor, int64Tensor } from "../tensor/host-tensor.ts";
import { createGraph } from "./create.ts";
import { evaluate } from "./evaluate.ts";
import { reachable } from "./graph.ts";
import { leakyRelu } from "./ops/activations.ts";
import { add, mul } from "./ops/arithmetic.ts";
import { reduceSum } from "./ops/reductions.ts";
import { exp, sin } from "./ops/unary.ts";

describe("a graph", () => {
	it("shares equal nodes", () => {
		const graph = createGraph();
		const x = graph.input("x", [2]);
		expect(sin(add(x, 1))).toBe(sin(add(x, 1)));
		expect(leakyRelu(x, 0.2)).toBe(leakyRelu(x, 0.2));
	});

	it("keeps apart nodes of other operations, inputs, order or attributes", () => {
		const graph = createGraph();
		const [x, y] = [graph.input("x", [2]), graph.input("y", [2])];
		const nodes = [add(x, y), add(y, x), mul(x, y), add(x, x), leakyRelu(x, 0.2), leakyRelu(x, 0.1), sin(x), sin(y)];
		expect(new Set(nodes).size).toBe(nodes.length);
	});

	it("shares scalars by value and dtype, and constants by their data", () => {
		const graph = createGraph();
		expect(graph.scalar(2)).toBe(graph.scalar(2));
		expect(graph.scalar(2)).not.toBe(graph.scalar(3));
		expect(graph.scalar(2, "int64")).not.toBe(graph.scalar(2));
		const value = float32Tensor([2], [1, 2]);
		expect(graph.constant(value)).toBe(graph.constant(value));
		expect(graph.constant(value)).not.toBe(graph.constant(float32Tensor([2], [1, 2])));
		expect(graph.constant({ ...value, shape: [2, 1] }).shape).toEqual([2, 1]);
	});

	it.each(["float32", "float64", "float16", "bfloat16", "int64", "int32", "int16", "int8", "uint8"] as const)(
		"makes scalars of %s",
		(dtype) => {
			const scalar = createGraph().scalar(3, dtype);
			expect(scalar).toMatchObject({ dtype, shape: [] });
		},
	);

	it("refuses fractions as scalars of integers", () => {
		expect(() => createGraph().scalar(0.5, "int64")).toThrow(
			new GraphError("graph scalar: 0.5 is no integer, but the dtype is int64"),
		);
	});

	it("refuses a name of an input that is taken, and sizes that are none", () => {
		const graph = createGraph();
		graph.input("x", [2]);
		expect(() => graph.input("x", [3])).toThrow(new GraphError("graph input 'x': the name is taken, choose another"));
		expect(() => graph.input("y", [-1])).toThrow(
			new GraphError("graph input 'y': shape [-1], want non-negative integers"),
		);
		expect(() => graph.input("y", [2.5])).toThrow(GraphError);
	});

	it("refuses tensors of another graph", () => {
		const [a, b] = [createGraph().input("x", [2]), createGraph().input("x", [2])];
		expect(() => add(a, b)).toThrow(new GraphError("add: an input belongs to another graph, want all of one graph"));
	});

	it("says which operation cannot take which shapes", () => {
		const graph = createGraph();
		expect(() => add(graph.input("a", [2]), graph.input("b", [3]))).toThrow(ShapeError);
	});

	it("refuses shapes whose count of elements is no exact number", () => {
		expect(() => createGraph().input("x", [2 ** 30, 2 ** 30])).toThrow(GraphError);
	});

	it("walks what outputs depend on, once each, inputs first, and nothing else", () => {
		const graph = createGraph();
		const [x, y] = [graph.input("x", [2]), graph.input("y", [2])];
		const unused = exp(y);
		const shared = sin(x);
		const output = mul(shared, add(shared, x));
		const walked = reachable([output, shared]);
		expect(walked.map(({ id }) => id)).toEqual([x, shared, add(shared, x), output].map(({ id }) => id));
		expect(walked.includes(unused)).toBe(false);
	});
});

describe("evaluate", () => {
	it("computes several outputs from named values", () => {
		const graph = createGraph();
		const [x, y] = [graph.input("x", [2]), graph.input("y", [])];
		const values = evaluate([mul(x, y), reduceSum(x), x], {
			x: float32Tensor([2], [3, 4]),
			y: float32Tensor([], [10]),
		});
		expect(values).toEqual([float32Tensor([2], [30, 40]), float32Tensor([], [7]), float32Tensor([2], [3, 4])]);
	});

	it("rounds to float32 after each operation, or keeps all digits in float64", () => {
		const graph = createGraph();
		const x = graph.input("x", []);
		const y = add(add(x, 1), -1);
		const feeds = { x: float32Tensor([], [2 ** -30]) };
		expect(evaluate([y], feeds)[0]).toEqual(float32Tensor([], [0]));
		expect(evaluate([y], feeds, { precision: "float64" })[0]).toMatchObject({
			dtype: "float64",
			data: Float64Array.of(2 ** -30),
		});
	});

	it("says which input has no value, or a value of another type", () => {
		const x = createGraph().input("x", [2]);
		expect(() => evaluate([x], {})).toThrow(new GraphError("evaluate: input 'x' has no value"));
		expect(() => evaluate([x], { x: float32Tensor([3], [1, 2, 3]) })).toThrow(
			new GraphError("evaluate: input 'x' is float32 [3], want float32 [2]"),
		);
		expect(() => evaluate([x], { x: int64Tensor([2], [1, 2]) })).toThrow(GraphError);
	});
});
