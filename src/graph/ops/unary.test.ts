import { describe, expect, it } from "vitest";
import { expectClose } from "../../../test/assert-close.ts";
import { checkOp, randomTensor, uniformTensor } from "../../../test/op-check.ts";
import { runOnnx } from "../../../test/run-onnx.ts";
import { f32Elementwise } from "../../../test/tolerances.ts";
import { ShapeError } from "../../tensor/errors.ts";
import { float32Tensor } from "../../tensor/host-tensor.ts";
import { createGraph } from "../create.ts";
import { evaluate } from "../evaluate.ts";
import { gradients } from "../gradients.ts";
import { serializeOnnx } from "../onnx/model.ts";
import { mul } from "./arithmetic.ts";
import { reduceSum } from "./reductions.ts";
import { abs, cos, detach, exp, floor, log, neg, reciprocal, rsqrt, sign, sin, sqrt, square } from "./unary.ts";

const ANYWHERE = { neg, abs, exp, sin, cos } as const;
const POSITIVE_ONLY = { log, sqrt, reciprocal } as const;
const STEPS = { sign, floor } as const;
const ALL = { ...ANYWHERE, ...POSITIVE_ONLY, ...STEPS } as const;

const SHAPES = [[], [1], [2, 3], [0, 2], [1, 2, 1, 3]];

describe.each(Object.entries(ANYWHERE))("%s", (name, op) => {
	it.each(SHAPES)("is right with its gradients for shape [%s, …]", (...shape) =>
		checkOp(name as keyof typeof ANYWHERE, (_, x) => op(x), [randomTensor(shape, 3, 2)]),
	);
});

describe.each(Object.entries(POSITIVE_ONLY))("%s", (name, op) => {
	it.each(SHAPES)("is right with its gradients for positive numbers of shape [%s, …]", (...shape) =>
		checkOp(name as keyof typeof POSITIVE_ONLY, (_, x) => op(x), [uniformTensor(shape, 0.2, 5)]),
	);
});

describe.each(Object.entries(STEPS))("%s", (name, op) => {
	it.each(SHAPES)("is right and lets no gradient through for shape [%s, …]", (...shape) =>
		checkOp(name as keyof typeof STEPS, (_, x) => op(x), [uniformTensor(shape, 1.2, 1.8)], { gradient: "zero" }),
	);
});

describe("unary functions", () => {
	it("agree with ONNX Runtime at zeros, negative numbers and infinities", async () => {
		const graph = createGraph();
		const x = graph.input("x", [7]);
		const feeds = {
			x: float32Tensor([7], [0, -0.5, -2, 3.7, -3.7, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY]),
		};
		const outputs = {
			neg: neg(x),
			abs: abs(x),
			sign: sign(x),
			floor: floor(x),
			exp: exp(x),
			reciprocal: reciprocal(x),
		};
		const ran = await runOnnx(serializeOnnx({ name: "edges", outputs }), feeds);
		const host = evaluate(Object.values(outputs), feeds);
		Object.keys(outputs).forEach((name, i) => {
			expectClose(ran[name] ?? [], host[i] ?? [], f32Elementwise, name);
		});
	});

	it("give abs the gradient 0 at 0", () => {
		const graph = createGraph();
		const x = graph.input("x", [1]);
		const [gradient] = evaluate(gradients(reduceSum(abs(x)), [x]), { x: float32Tensor([1], [0]) });
		expect(gradient?.data[0]).toBe(0);
	});

	it("stop gradients with detach, which writes no node", async () => {
		const graph = createGraph();
		const x = graph.input("x", [2]);
		const feeds = { x: float32Tensor([2], [3, 4]) };
		const [gradient = x] = gradients(reduceSum(mul(x, detach(x))), [x]);
		const ran = await runOnnx(serializeOnnx({ name: "detach", outputs: { gradient, same: detach(x) } }), feeds);
		expect(ran).toEqual({ gradient: feeds.x, same: feeds.x });
	});

	it("undo a double negation", () => {
		const x = createGraph().input("x", [2]);
		expect(neg(neg(x))).toBe(x);
		expect(neg(neg(neg(x)))).toBe(neg(x));
	});

	it("compose rsqrt and square", async () => {
		await checkOp("'rsqrt'", (_, x) => rsqrt(x), [uniformTensor([3], 0.5, 2)]);
		await checkOp("'square'", (_, x) => square(x), [randomTensor([3])]);
	});

	it.each(Object.entries(ALL))("refuse integers: %s", (name, op) => {
		const x = createGraph().input("x", [2], "int64");
		expect(() => op(x)).toThrow(new ShapeError(`${name}: input is int64 [2], want floats; use cast`));
	});
});
