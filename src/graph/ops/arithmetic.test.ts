import { describe, expect, it } from "vitest";
import { checkOp, randomTensor, uniformTensor } from "../../../test/op-check.ts";
import { runOnnx } from "../../../test/run-onnx.ts";
import { GraphError, ShapeError } from "../../tensor/errors.ts";
import { float32Tensor, type HostTensor, int64Tensor } from "../../tensor/host-tensor.ts";
import { createGraph } from "../create.ts";
import { evaluate } from "../evaluate.ts";
import { gradients } from "../gradients.ts";
import { serializeOnnx } from "../onnx/model.ts";
import { add, div, maximum, minimum, mul, pow, sub } from "./arithmetic.ts";
import { expand } from "./layout.ts";
import { reduceSum } from "./reductions.ts";

const OPERATIONS = { add, sub, mul, div, maximum, minimum, pow } as const;
const NAMES = Object.keys(OPERATIONS) as (keyof typeof OPERATIONS)[];

/** Bases are positive and pairs differ, so that all seven are smooth. */
const left = (shape: readonly number[]): HostTensor => uniformTensor(shape, 0.5, 1.4, 1);
const right = (shape: readonly number[]): HostTensor => uniformTensor(shape, 1.5, 2.5, 2);

describe.each(NAMES)("%s", (name) => {
	const op = OPERATIONS[name];

	it("is right with its gradients for equal shapes", () =>
		checkOp(name, (_, a, b) => op(a, b), [left([2, 3]), right([2, 3])]));

	it("broadcasts both operands against each other", () =>
		checkOp(name, (_, a, b) => op(a, b), [left([2, 1, 3]), right([4, 1])]));

	it("broadcasts a scalar, from either side", async () => {
		await checkOp(name, (_, a, b) => op(a, b), [left([]), right([2, 2])]);
		await checkOp(name, (_, a, b) => op(a, b), [left([2, 2]), right([])]);
	});

	it("takes scalars of rank 0", () => checkOp(name, (_, a, b) => op(a, b), [left([]), right([])]));

	it("takes tensors without elements", () => checkOp(name, (_, a, b) => op(a, b), [left([2, 0]), right([1, 1])]));

	it("takes a number for either operand", async () => {
		await checkOp(name, (_, a) => op(a, 1.75), [left([3])]);
		await checkOp(name, (_, b) => op(0.75, b), [right([3])]);
	});

	it("says which shapes do not broadcast", () => {
		const graph = createGraph();
		const [a, b] = [graph.input("a", [2, 3]), graph.input("b", [2, 4])];
		expect(() => op(a, b)).toThrow(
			new ShapeError(`${name}: shapes [2, 3] and [2, 4] do not broadcast (axis 1: 3 against 4)`),
		);
	});

	it("refuses operands of two dtypes, of bool, and two numbers", () => {
		const graph = createGraph();
		const x = graph.input("x", [2]);
		const bool = graph.input("bool", [2], "bool");
		expect(() => op(x, graph.input("i", [2], "int64"))).toThrow(
			`${name}: inputs are float32 [2] and int64 [2], want one dtype; use cast`,
		);
		expect(() => op(bool, bool)).toThrow(`${name}: input is bool [2], want numbers; use cast`);
		expect(() => op(1, 2)).toThrow(GraphError);
	});
});

describe("arithmetic", () => {
	it("computes with integers", async () => {
		const graph = createGraph();
		const [a, b] = [graph.input("a", [3], "int64"), graph.input("b", [3], "int64")];
		const feeds = { a: int64Tensor([3], [7, -2, 5]), b: int64Tensor([3], [3, 4, 5]) };
		const outputs = { add: add(a, b), sub: sub(a, 2), mul: mul(a, b), maximum: maximum(a, b), minimum: minimum(a, b) };
		const values = evaluate(Object.values(outputs), feeds);
		expect(values.map(({ data }) => Array.from(data, Number))).toEqual([
			[10, 2, 10],
			[5, -4, 3],
			[21, -8, 25],
			[7, 4, 5],
			[3, -2, 5],
		]);
		const ran = await runOnnx(serializeOnnx({ name: "integers", outputs }), feeds);
		expect(Object.values(ran)).toEqual(values);
	});

	it("returns the operand where the other one changes nothing", () => {
		const graph = createGraph();
		const x = graph.input("x", [2, 3]);
		expect([add(x, 0), add(0, x), sub(x, 0), mul(x, 1), mul(1, x), div(x, 1), pow(x, 1)]).toEqual(Array(7).fill(x));
		expect(sub(0, x)).not.toBe(x);
		expect(div(1, x)).not.toBe(x);
	});

	it("keeps the broadcast shape where a neutral constant is the larger operand", () => {
		const graph = createGraph();
		const x = graph.input("x", [3]);
		expect(mul(x, expand(graph.scalar(1), [2, 3])).shape).toEqual([2, 3]);
	});

	it("leaves out an expand that broadcasting does anyway, and no other", () => {
		const graph = createGraph();
		const [row, x] = [graph.input("row", [1, 3]), graph.input("x", [2, 3])];
		expect(add(expand(row, [2, 3]), x)).toBe(add(row, x));
		expect(add(x, expand(row, [2, 3]))).toBe(add(x, row));
		expect(add(expand(row, [2, 3]), expand(row, [2, 3])).shape).toEqual([2, 3]);
	});

	it("writes simple powers as products and roots", async () => {
		const graph = createGraph();
		const x = graph.input("x", [2]);
		expect(pow(x, 2)).toBe(mul(x, x));
		expect(pow(x, 0.5).origin).toMatchObject({ op: "sqrt" });
		expect(pow(x, -1).origin).toMatchObject({ op: "reciprocal" });
		await checkOp("pow", (_, a) => pow(a, 3), [randomTensor([4])]);
		await checkOp("pow", (_, a) => pow(a, 0), [randomTensor([4])]);
	});

	it("takes the gradient of a power as finite where the base or the exponent is 0", () => {
		const graph = createGraph();
		const [a, b] = [graph.input("a", [3]), graph.input("b", [3])];
		const feeds = { a: float32Tensor([3], [0, 0, -2]), b: float32Tensor([3], [2, 0, 2]) };
		const values = evaluate(gradients(reduceSum(pow(a, b)), [a, b]), feeds).map(({ data }) => [...data]);
		expect(values).toEqual([
			[0, 0, -4],
			[0, 0, 0],
		]);
	});

	it.each([
		["maximum", maximum, [0.5, 1, 0]],
		["minimum", minimum, [0.5, 0, 1]],
	] as const)("gives half of the gradient of a %s to each side at a tie", (_, op, expected) => {
		const graph = createGraph();
		const [a, b] = [graph.input("a", [3]), graph.input("b", [3])];
		const [byA] = gradients(reduceSum(op(a, b)), [a]);
		const [values] = evaluate(byA ? [byA] : [], { a: float32Tensor([3], [1, 2, 3]), b: float32Tensor([3], [1, 1, 4]) });
		expect([...(values?.data ?? [])]).toEqual(expected);
	});
});
