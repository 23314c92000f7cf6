import { describe, expect, it } from "vitest";
import { expectClose } from "../../../test/assert-close.ts";
import { checkOp, randomTensor, uniformTensor } from "../../../test/op-check.ts";
import { runOnnx } from "../../../test/run-onnx.ts";
import { f32Elementwise, f32Rounding } from "../../../test/tolerances.ts";
import { float32Tensor } from "../../tensor/host-tensor.ts";
import { createGraph } from "../create.ts";
import { evaluate } from "../evaluate.ts";
import { gradients } from "../gradients.ts";
import { serializeOnnx } from "../onnx/model.ts";
import type { SymbolicTensor } from "../symbolic.ts";
import {
	clip,
	clipSlope,
	leakyRelu,
	leakyReluSlope,
	relu,
	sigmoid,
	softplus,
	softplusAbsolute,
	tanh,
} from "./activations.ts";
import { reduceSum } from "./reductions.ts";

const SMOOTH = { sigmoid, tanh, softplus, softplusAbsolute } as const;
const SHAPES = [[], [1], [2, 3], [0, 2]];

describe.each(Object.entries(SMOOTH))("%s", (name, op) => {
	it.each(SHAPES)("is right with its gradients for shape [%s, …]", (...shape) =>
		checkOp(name as keyof typeof SMOOTH, (_, x) => op(x), [randomTensor(shape)]),
	);
});

/** The derivative of a function at each of `at`, on the host. */
function derivative(op: (x: SymbolicTensor) => SymbolicTensor, at: readonly number[]): number[] {
	const x = createGraph().input("x", [at.length]);
	const [values] = evaluate(gradients(reduceSum(op(x)), [x]), { x: float32Tensor([at.length], at) });
	return Array.from(values?.data ?? [], Number);
}

describe("softplus", () => {
	const far = [-87, -50, -20, -15, 15, 20, 50, 88, 100, 1e30];

	it("neither overflows nor loses small values for large |x|, on the host", () => {
		const x = createGraph().input("x", [3]);
		const [values] = evaluate([softplus(x)], { x: float32Tensor([3], [-80, 1000, -2000]) });
		expectClose(float32Tensor([3], [Math.exp(-80), 1000, 0]), values ?? [], f32Rounding, "softplus");
	});

	it("neither overflows nor loses small values for large |x|, in ONNX Runtime, nor does its gradient", async () => {
		const x = createGraph().input("x", [far.length]);
		const feeds = { x: float32Tensor([far.length], far) };
		const [gradient = x] = gradients(reduceSum(softplus(x)), [x]);
		const model = serializeOnnx({ name: "softplus", outputs: { y: softplus(x), gradient } });
		const { y, gradient: slope } = await runOnnx(model, feeds);
		const relative = { ...f32Elementwise, absolute: 0 };
		expectClose(
			y ?? [],
			far.map((value) => Math.max(value, 0) + Math.log1p(Math.exp(-Math.abs(value)))),
			relative,
			"softplus",
		);
		expectClose(
			slope ?? [],
			far.map((value) => 1 / (1 + Math.exp(-value))),
			f32Elementwise,
			"softplus'",
		);
	});
});

describe("softplusAbsolute", () => {
	it("neither overflows nor is off for large |x|, in ONNX Runtime", async () => {
		const far = [-1e30, -200, -88, -18, 0, 18, 88, 200, 1e30];
		const x = createGraph().input("x", [far.length]);
		const model = serializeOnnx({ name: "softplus", outputs: { y: softplusAbsolute(x) } });
		const { y } = await runOnnx(model, { x: float32Tensor([far.length], far) });
		const want = far.map((value) => Math.max(value, 0) + Math.log1p(Math.exp(-Math.abs(value))));
		expectClose(y ?? [], want, f32Elementwise, "softplus");
	});
});

describe("leakyRelu", () => {
	it.each(SHAPES)("is right with its gradients for shape [%s, …]", (...shape) =>
		checkOp("leakyRelu", (_, x) => leakyRelu(x, 0.2), [randomTensor(shape)]),
	);

	it("has a second derivative, and it is zero", () => {
		const x = createGraph().input("x", [3]);
		const [first = x] = gradients(reduceSum(leakyRelu(x, 0.2)), [x]);
		const second = gradients(reduceSum(first), [x]);
		const [values] = evaluate(second, { x: float32Tensor([3], [-1, 0, 1]) });
		expect([...(values?.data ?? [])]).toEqual([0, 0, 0]);
	});

	it("takes the slope as its gradient at 0, and so does relu", () => {
		expect(derivative((x) => leakyRelu(x, 0.25), [-1, 0, 1])).toEqual([0.25, 0.25, 1]);
		expect(derivative(relu, [-1, 0, 1])).toEqual([0, 0, 1]);
	});

	it("is relu for slope 0, and written so", async () => {
		const x = createGraph().input("x", [3]);
		const { y } = await runOnnx(serializeOnnx({ name: "relu", outputs: { y: relu(x) } }), {
			x: float32Tensor([3], [Number.NEGATIVE_INFINITY, -1, 2]),
		});
		expect([...(y?.data ?? [])]).toEqual([0, 0, 2]);
		await checkOp("leakyRelu", (_, a) => relu(a), [randomTensor([5])]);
	});
});

describe("clip", () => {
	const input = uniformTensor([2, 4], -1.9, 1.9);

	it.each([
		["between two bounds", -1, 0.75],
		["from below only", -0.5, Number.POSITIVE_INFINITY],
		["from above only", Number.NEGATIVE_INFINITY, 0.5],
		["without any bound", Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY],
	])("confines %s", (_, min, max) => checkOp("clip", (_graph, x) => clip(x, min, max), [input]));

	it.each([[[]], [[0, 3]]])("takes shape %j", (shape) =>
		checkOp("clip", (_, x) => clip(x, -1, 1), [randomTensor(shape)]),
	);

	it("lets the gradient pass at the bounds and stops it beyond", () => {
		expect(derivative((x) => clip(x, -1, 2), [-1.5, -1, 0, 2, 2.5])).toEqual([0, 1, 1, 1, 0]);
	});

	it("does not take different infinite bounds for one another", () => {
		const x = createGraph().input("x", [1]);
		expect(clip(x, Number.NEGATIVE_INFINITY, 5)).not.toBe(clip(x, 5, Number.POSITIVE_INFINITY));
		expect(clip(x, Number.NEGATIVE_INFINITY, Number.NEGATIVE_INFINITY)).not.toBe(
			clip(x, Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY),
		);
	});

	it("refuses bounds in the wrong order", () => {
		const x = createGraph().input("x", [1]);
		expect(() => clip(x, 2, 1)).toThrow("clip: bounds [2, 1], want min ≤ max");
		expect(() => clip(x, Number.NaN, 1)).toThrow("clip: bounds [NaN, 1], want min ≤ max");
	});
});

/** What ONNX Runtime gives for a function at each of `at`. */
async function inOnnx(op: (x: SymbolicTensor) => SymbolicTensor, at: readonly number[]): Promise<number[]> {
	const x = createGraph().input("x", [at.length]);
	const { y } = await runOnnx(serializeOnnx({ name: "slope", outputs: { y: op(x) } }), {
		x: float32Tensor([at.length], at),
	});
	return Array.from(y?.data ?? [], Number);
}

describe("leakyReluSlope", () => {
	it.each([0, 0.2, 1, -0.5, 3])("steps exactly at 0 for slope %d", async (slope) => {
		const at = [Number.NEGATIVE_INFINITY, -1e30, -1, -1e-37, -0, 0, 1e-37, 1e-5, 1, 1e30, Number.POSITIVE_INFINITY];
		const want = at.map((x) => Math.fround(x > 0 ? 1 : slope));
		expect((await inOnnx((x) => leakyReluSlope(x, slope), at)).map((x) => x + 0)).toEqual(want);
	});
});

describe("clipSlope", () => {
	const { NEGATIVE_INFINITY: LOWEST, POSITIVE_INFINITY: HIGHEST } = Number;
	const moved = (x: number, steps: number): number => {
		const bits = new Int32Array(Float32Array.of(x).buffer);
		return new Float32Array(bits.map((word) => word + steps).buffer)[0] ?? x;
	};

	it.each([
		["symmetric", -256, 256],
		["uneven", -0.3, 7],
		["above 0", 1e-3, 1e6],
		["from below only", -1.5, HIGHEST],
		["from above only", LOWEST, -181.0193],
		["from 0, where selection takes over", 0, 2],
		["too wide for arithmetic", -1e30, 1e30],
	])("steps just beyond its bounds: %s", async (_, min, max) => {
		const [low, high] = [Math.fround(min), Math.fround(max)];
		const bounds = [low, high].filter(Number.isFinite);
		const at = [LOWEST, -1e31, 1e31, HIGHEST, 0.5, ...bounds, ...bounds.flatMap((x) => [moved(x, 1), moved(x, -1)])];
		const numbers = at.filter((x) => Number.isFinite(x) || x === LOWEST || x === HIGHEST);
		const want = numbers.map((x) => (x >= low && x <= high ? 1 : 0));
		expect(await inOnnx((x) => clipSlope(x, min, max), numbers)).toEqual(want);
	});

	it("refuses bounds in the wrong order, and none at all", () => {
		const x = createGraph().input("x", [1]);
		expect(() => clipSlope(x, 2, 1)).toThrow("clipSlope: bounds [2, 1], want min ≤ max and one of them finite");
		expect(() => clipSlope(x, LOWEST, HIGHEST)).toThrow("one of them finite");
	});
});
