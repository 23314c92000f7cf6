import { describe, expect, it } from "vitest";
import { checkOp, randomTensor } from "../../../test/op-check.ts";
import { f32Reduction } from "../../../test/tolerances.ts";
import { ShapeError } from "../../tensor/errors.ts";
import { float32Tensor } from "../../tensor/host-tensor.ts";
import type { Shape } from "../../tensor/shape.ts";
import { createGraph } from "../create.ts";
import { evaluate } from "../evaluate.ts";
import { matmul } from "./matmul.ts";

const CASES: readonly { a: Shape; b: Shape; result: Shape }[] = [
	{ a: [2, 3], b: [3, 4], result: [2, 4] },
	{ a: [2, 2, 3], b: [2, 3, 2], result: [2, 2, 2] },
	{ a: [2, 2, 3], b: [3, 2], result: [2, 2, 2] },
	{ a: [1, 3], b: [2, 2, 3, 1], result: [2, 2, 1, 1] },
	{ a: [2, 1, 2, 3], b: [3, 3, 2], result: [2, 3, 2, 2] },
	{ a: [1, 2, 2, 1], b: [2, 1, 1, 2], result: [2, 2, 2, 2] },
];

describe("matmul", () => {
	it.each(CASES)("multiplies $a by $b and has right gradients", async ({ a, b, result }) => {
		const graph = createGraph();
		expect(matmul(graph.input("a", a), graph.input("b", b)).shape).toEqual(result);
		const inputs = [randomTensor(a), randomTensor(b, 2)];
		await checkOp("matmul", (_, x, y) => matmul(x, y), inputs, { forward: f32Reduction(3) });
	});

	it("takes rows of the first and columns of the second", () => {
		const graph = createGraph();
		const a = graph.constant(float32Tensor([2, 2], [1, 2, 3, 4]));
		const b = graph.constant(float32Tensor([2, 2], [1, 10, 100, 1000]));
		expect([...(evaluate([matmul(a, b)], {})[0]?.data ?? [])]).toEqual([201, 2010, 403, 4030]);
	});

	it("refuses vectors and sizes that disagree, and names the operands", () => {
		const graph = createGraph();
		const [a, b, vector] = [graph.input("a", [2, 3]), graph.input("b", [2, 3]), graph.input("v", [3])];
		expect(() => matmul(a, b)).toThrow(ShapeError);
		expect(() => matmul(a, b)).toThrow("matmul: operands float32 [2, 3] and float32 [2, 3]");
		expect(() => matmul(a, vector)).toThrow("want [..., I, K] and [..., K, J]");
		expect(() => matmul(graph.input("c", [2, 2, 3]), graph.input("d", [3, 3, 1]))).toThrow("do not broadcast");
	});
});
