import { describe, expect, it } from "vitest";
import { expectClose } from "../../../test/assert-close.ts";
import { checkOp, randomTensor } from "../../../test/op-check.ts";
import { runOnnx } from "../../../test/run-onnx.ts";
import { exact, f16 } from "../../../test/tolerances.ts";
import type { DType } from "../../tensor/dtype.ts";
import { ShapeError } from "../../tensor/errors.ts";
import { float32Tensor, hostTensor, int64Tensor } from "../../tensor/host-tensor.ts";
import { createGraph } from "../create.ts";
import { evaluate } from "../evaluate.ts";
import { gradients } from "../gradients.ts";
import { serializeOnnx } from "../onnx/model.ts";
import { mul } from "./arithmetic.ts";
import { cast, equal, greater, less, where } from "./comparison.ts";
import { reduceSum } from "./reductions.ts";

const COMPARISONS = { less, greater, equal } as const;
const bits = hostTensor("bool", [2, 1], Uint8Array.of(1, 0));

describe.each(Object.entries(COMPARISONS))("%s", (key, op) => {
	const name = key as keyof typeof COMPARISONS;
	const a = float32Tensor([2, 2], [1, 2, 3, 4]);

	it("compares with broadcasting", () => checkOp(name, (_, x, y) => op(x, y), [a, float32Tensor([2], [2, 2])]));

	it("compares scalars, numbers and integers", async () => {
		await checkOp(name, (_, x, y) => op(x, y), [float32Tensor([], [1]), float32Tensor([], [1])]);
		await checkOp(name, (_, x) => op(x, 3), [a]);
		await checkOp(name, (_, x) => op(x, 2), [int64Tensor([3], [1, 2, 3])]);
	});

	it("lets no gradient through", () => checkOp(name, (_, x) => mul(x, cast(op(x, 2.5), "float32")), [a]));

	it("says which shapes do not broadcast", () => {
		const graph = createGraph();
		expect(() => op(graph.input("a", [2]), graph.input("b", [3]))).toThrow(ShapeError);
	});
});

describe("where", () => {
	it.each([
		["equal shapes", [2, 3], [2, 3]],
		["scalars", [], []],
		["operands that broadcast", [2, 1], [3]],
		["operands larger than the condition", [4, 2, 3], [1]],
	])("picks with its gradients from %s", (_, a, b) =>
		checkOp("where", (_graph, condition, x, y) => where(condition, x, y), [bits, randomTensor(a), randomTensor(b, 2)]),
	);

	it("takes a number for either operand, or for both", async () => {
		await checkOp("where", (_, condition, x) => where(condition, x, 3), [bits, randomTensor([3])]);
		await checkOp("where", (_, condition, x) => where(condition, 3, x), [bits, randomTensor([3])]);
		await checkOp("where", (_, condition) => where(condition, 1, -1), [bits]);
	});

	it("picks integers", () =>
		checkOp("where", (_, condition, x) => where(condition, x, 0), [bits, int64Tensor([2], [5, 6])]));

	it("wants a bool and two tensors of one dtype", () => {
		const graph = createGraph();
		const [x, integers] = [graph.input("x", [2]), graph.input("i", [2], "int64")];
		expect(() => where(x, x, x)).toThrow("where: condition is float32 [2], want bool");
		expect(() => where(less(x, 0), x, integers)).toThrow("where: inputs are float32 [2] and int64 [2], want one dtype");
	});
});

describe("cast", () => {
	const values = float32Tensor([5], [-1.7, -0, 0.4, 1, 2.9]);

	it.each([
		["int64", [-1, 0, 0, 1, 2]],
		["int32", [-1, 0, 0, 1, 2]],
		["bool", [1, 0, 1, 1, 1]],
	] as const)("converts floats to %s", async (dtype, expected) => {
		await checkOp("cast", (_, x) => cast(x, dtype), [values]);
		const x = createGraph().input("x", [5]);
		const [result] = evaluate([cast(x, dtype)], { x: values });
		expect(Array.from(result?.data ?? [], Number).map((value) => value + 0)).toEqual(expected);
	});

	it.each<DType>(["int64", "int32", "uint8", "bool"])("converts %s to floats", async (dtype) => {
		const data = { int64: BigInt64Array.of(0n, 1n), int32: Int32Array.of(0, 1), uint8: Uint8Array.of(0, 1) };
		const input =
			dtype === "bool" ? hostTensor("bool", [2], data.uint8) : hostTensor(dtype, [2], data[dtype as "int64"]);
		await checkOp("cast", (_, x) => cast(x, "float32"), [input]);
	});

	it("rounds to half floats as ONNX Runtime does", async () => {
		const x = createGraph().input("x", [5]);
		const half = cast(x, "float16");
		const feeds = { x: values };
		const ran = await runOnnx(serializeOnnx({ name: "half", outputs: { half } }), feeds);
		expect(ran.half).toEqual(evaluate([half], feeds)[0]);
	});

	it("computes in half floats, as does its gradient", async () => {
		const x = createGraph().input("x", [5]);
		const y = cast(mul(cast(x, "float16"), 3), "float32");
		const [gradient = x] = gradients(reduceSum(y), [x]);
		const feeds = { x: values };
		const ran = await runOnnx(serializeOnnx({ name: "half", outputs: { y, gradient } }), feeds);
		const [hostY = [], hostGradient = []] = evaluate([y, gradient], feeds);
		expectClose(ran.y ?? [], hostY, f16, "3 x in half floats");
		expectClose(ran.gradient ?? [], hostGradient, exact, "its gradient");
	});

	it("returns what has the dtype already", () => {
		const x = createGraph().input("x", [1]);
		expect(cast(x, "float32")).toBe(x);
	});
});
