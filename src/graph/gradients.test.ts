import { describe, expect, it } from "vitest";
import { checkOp, randomTensor, uniformTensor } from "../../test/op-check.ts";
import { GraphError } from "../tensor/errors.ts";
import { float32Tensor, type HostTensor } from "../tensor/host-tensor.ts";
import { createGraph } from "./create.ts";
import { evaluate } from "./evaluate.ts";
import { gradients } from "./gradients.ts";
import { Graph, reachable } from "./graph.ts";
import { leakyRelu, softplus } from "./ops/activations.ts";
import { add, div, mul, sub } from "./ops/arithmetic.ts";
import { cast, greater, where } from "./ops/comparison.ts";
import { reshape, transpose } from "./ops/layout.ts";
import { matmul } from "./ops/matmul.ts";
import { reduceMean, reduceSum } from "./ops/reductions.ts";
import { OPS } from "./ops/table.ts";
import { detach, exp, rsqrt, sin, square } from "./ops/unary.ts";
import type { SymbolicTensor } from "./symbolic.ts";

function values(tensors: readonly SymbolicTensor[], feeds: Readonly<Record<string, HostTensor>>): number[][] {
	return evaluate(tensors, feeds).map(({ data }) => Array.from(data, Number));
}

const FEEDS = { x: float32Tensor([2], [2, 3]), y: float32Tensor([2], [5, 7]) };

describe("gradients", () => {
	it("add up over all uses of a shared subexpression", () => {
		const x = createGraph().input("x", [2]);
		const shared = mul(x, x);
		const objective = reduceSum(add(mul(shared, x), shared)); // x³ + x²
		expect(values(gradients(objective, [x]), FEEDS)).toEqual([[3 * 4 + 2 * 2, 3 * 9 + 2 * 3]]);
	});

	it("reach intermediate tensors as well as inputs", () => {
		const x = createGraph().input("x", [2]);
		const middle = mul(x, 3);
		const objective = reduceSum(mul(middle, middle));
		expect(values(gradients(objective, [middle, x, objective]), FEEDS)).toEqual([[12, 18], [36, 54], [1]]);
	});

	it("are zeros of the right shape by tensors that the objective does not depend on", () => {
		const graph = createGraph();
		const [x, y] = [graph.input("x", [2]), graph.input("y", [2, 3])];
		const [, byY] = gradients(reduceSum(x), [x, y]);
		expect(byY?.shape).toEqual([2, 3]);
		expect(values(byY ? [byY] : [], {})).toEqual([[0, 0, 0, 0, 0, 0]]);
	});

	it("do not flow past integers, comparisons and detach", () => {
		const x = createGraph().input("x", [2]);
		const steps = [cast(cast(x, "int64"), "float32"), where(greater(x, 2.5), x.graph.scalar(1), 0), detach(x)];
		for (const step of steps) {
			expect(values(gradients(reduceSum(mul(step, step)), [x]), FEEDS)).toEqual([[0, 0]]);
		}
	});

	it("cost no nodes for inputs that need none", () => {
		const graph = createGraph();
		const [x, weight] = [graph.input("x", [3, 4]), graph.input("weight", [4, 2])];
		const [byX = x] = gradients(reduceSum(square(matmul(x, weight))), [x]);
		const products = reachable([byX]).filter(({ origin }) => origin.kind === "operation" && origin.op === "matmul");
		expect(products.length).toBe(2);
	});

	it("of a sum are written without spreading ones over the shape", () => {
		const x = createGraph().input("x", [2]);
		const [gradient = x] = gradients(reduceSum(sin(x)), [x]);
		expect(reachable([gradient]).map(({ origin }) => (origin.kind === "operation" ? origin.op : origin.kind))).toEqual([
			"input",
			"cos",
		]);
	});

	it("can be taken again and again", () => {
		const x = createGraph().input("x", [2]);
		let derivative = mul(mul(x, x), mul(x, x)); // x⁴
		for (let order = 0; order < 4; order++) {
			const [next = x] = gradients(reduceSum(derivative), [x]);
			derivative = next;
		}
		expect(values([derivative], FEEDS)).toEqual([[24, 24]]);
	});

	it("of a gradient penalty as in R1 agree with differences", () =>
		checkOp(
			"'gradient penalty of a small network'",
			(_, x, w1, w2) => {
				const hidden = leakyRelu(matmul(x, w1), 0.2);
				const logits = reduceSum(softplus(matmul(hidden, w2)));
				const [byX = x] = gradients(logits, [x]);
				return reduceSum(square(byX), [1]);
			},
			[randomTensor([3, 4]), randomTensor([4, 5], 2), randomTensor([5, 1], 3)],
		));

	it("of a composition over many operations agree with differences", () =>
		checkOp(
			"'normalisation'",
			(_, x, gain) => {
				const centred = sub(x, reduceMean(x, [-1], true));
				const scaled = mul(centred, rsqrt(add(reduceMean(square(centred), [-1], true), 1e-3)));
				const turned = transpose(reshape(mul(scaled, gain), [2, 2, 2]), [2, 0, 1]);
				return div(turned, add(exp(turned), 1));
			},
			[randomTensor([2, 4]), uniformTensor([4], 0.5, 1.5)],
		));

	it("want one float to differentiate and floats to differentiate by", () => {
		const graph = createGraph();
		const [x, integers] = [graph.input("x", [2]), graph.input("i", [], "int64")];
		expect(() => gradients(x, [x])).toThrow(new GraphError("gradients: the objective is float32 [2], want one float"));
		expect(() => gradients(integers, [x])).toThrow(GraphError);
		expect(() => gradients(reduceSum(x), [integers])).toThrow(
			new GraphError("gradients: by int64 [], want floats of the objective's graph"),
		);
		expect(() => gradients(reduceSum(x), [createGraph().input("x", [2])])).toThrow(GraphError);
	});

	it("take an objective of one element of any rank", () => {
		const x = createGraph().input("x", [2]);
		expect(values(gradients(reduceSum(x, [0], true), [x]), FEEDS)).toEqual([[1, 1]]);
	});

	it("name the operation whose rule gives a wrong shape", () => {
		const broken = {
			...OPS,
			sin: { ...OPS.sin, gradient: ({ gradient }: { gradient: SymbolicTensor }) => [gradient.graph.scalar(1)] },
		};
		const graph = new Graph(broken);
		const x = graph.input("x", [2]);
		expect(() => gradients(reduceSum(sin(x)), [x])).toThrow(
			new GraphError("gradients: sin gives input 0 a gradient of shape [], want [2]"),
		);
	});
});
