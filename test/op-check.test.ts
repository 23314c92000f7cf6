import { describe, expect, it } from "vitest";
import type { OpDefinition } from "../src/graph/op-definition.ts";
import { mul } from "../src/graph/ops/arithmetic.ts";
import type { NoAttributes, OpTable } from "../src/graph/ops/attributes.ts";
import { OPS } from "../src/graph/ops/table.ts";
import { cos, detach, exp, floor, sin } from "../src/graph/ops/unary.ts";
import { checkOp, randomTensor } from "./op-check.ts";

/** All operations, with a fault in the sine. */
function withSine(fault: Partial<OpDefinition<NoAttributes>>): OpTable {
	return { ...OPS, sin: { ...OPS.sin, ...fault } };
}

const check = (ops: OpTable): Promise<void> => checkOp("sin", (_, x) => sin(x), [randomTensor([2, 3])], { ops });

describe("checkOp", () => {
	it("accepts a right operation", async () => {
		await expect(check(OPS)).resolves.toBeUndefined();
	});

	it("finds an emitter that writes another function", async () => {
		const ops = withSine({ emit: (emitter, [x]) => emitter.node("Tanh", x ? [x.name] : []) });
		await expect(check(ops)).rejects.toThrow("sin: forward, ONNX Runtime against host: not within f32Elementwise");
	});

	it("finds a gradient that is wrong by one part in ten thousand", async () => {
		const ops = withSine({ gradient: ({ inputs, gradient }) => inputs.map((x) => mul(mul(gradient, cos(x)), 1.0001)) });
		await expect(check(ops)).rejects.toThrow("sin: gradient by input0, host against differences");
	});

	it("finds a gradient that is declared zero and is not", async () => {
		const ops = withSine({ gradient: { zero: "a lie" } });
		await expect(check(ops)).rejects.toThrow("sin: gradient by input0, host against differences");
	});

	it("finds a gradient that is right but has a wrong gradient itself", async () => {
		// The right value, with its dependence on x cut off.
		const ops: OpTable = { ...withSine({}), cos: { ...OPS.cos, gradient: { zero: "a lie" } } };
		await expect(check(ops)).rejects.toThrow("sin: gradient of the gradient by input0, host against differences");
	});

	it("finds a gradient that is not zero although the test says so", async () => {
		const zero = { gradient: "zero" } as const;
		await expect(checkOp("exp", (_, x) => exp(x), [randomTensor([2])], zero)).rejects.toThrow("declared zero");
		await expect(checkOp("floor", (_, x) => floor(x), [randomTensor([2])], zero)).resolves.toBeUndefined();
	});

	it("finds a gradient that should be stopped and is not", async () => {
		const stopped = { gradient: "stopped" } as const;
		await expect(checkOp("exp", (_, x) => exp(x), [randomTensor([2])], stopped)).rejects.toThrow("declared zero");
		await expect(checkOp("detach", (_, x) => detach(x), [randomTensor([2])], stopped)).resolves.toBeUndefined();
		const checked = checkOp("detach", (_, x) => detach(x), [randomTensor([2])]);
		await expect(checked).rejects.toThrow("host against differences");
	});

	it("refuses to check an operation that the result does not use", async () => {
		const unused = checkOp("cos", (_, x) => sin(x), [randomTensor([2])]);
		await expect(unused).rejects.toThrow("the result does not use 'cos'");
	});
});
