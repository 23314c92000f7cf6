import { describe, expect, it } from "vitest";
import { checkOp, randomTensor } from "../../../test/op-check.ts";
import { f32Reduction } from "../../../test/tolerances.ts";
import { ShapeError } from "../../tensor/errors.ts";
import { float32Tensor, type HostTensor, int64Tensor } from "../../tensor/host-tensor.ts";
import { createGraph } from "../create.ts";
import { evaluate } from "../evaluate.ts";
import { gradients } from "../gradients.ts";
import { reduceMax, reduceMean, reduceMin, reduceSum } from "./reductions.ts";
import { reshape } from "./reshape.ts";

const REDUCTIONS = { reduceSum, reduceMean, reduceMax, reduceMin } as const;
const options = { forward: f32Reduction(24) };

describe.each(Object.entries(REDUCTIONS))("%s", (key, op) => {
	const name = key as keyof typeof REDUCTIONS;
	const x = randomTensor([2, 3, 4]);

	it.each([
		["the first axis", [0]],
		["the last axis, counted from the end", [-1]],
		["two axes that are not neighbours", [2, 0]],
		["all axes", undefined],
	])("reduces %s, with and without keeping them", async (_, axes) => {
		await checkOp(name, (_graph, tensor) => op(tensor, axes), [x], options);
		await checkOp(name, (_graph, tensor) => op(tensor, axes, true), [x], options);
	});

	it("is nothing but a reshape over axes of size 1, over none, and for scalars", () => {
		const graph = createGraph();
		const [thin, scalar] = [graph.input("thin", [1, 3, 1]), graph.input("scalar", [])];
		expect(op(thin, [0, 2])).toBe(reshape(thin, [3]));
		expect(op(thin, [0, 2], true)).toBe(thin);
		expect(op(thin, [])).toBe(thin);
		expect(op(scalar)).toBe(scalar);
	});

	it("takes axes of size 0 that are not reduced", () =>
		checkOp(name, (_, tensor) => op(tensor, [1]), [randomTensor([0, 2])], options));

	it("reduces integers", async () => {
		const values = int64Tensor([4], [4, -8, 2, 10]);
		const tensor = createGraph().input("x", [4], "int64");
		const [result] = evaluate([op(tensor)], { x: values });
		expect(result).toEqual(int64Tensor([], [{ reduceSum: 8, reduceMean: 2, reduceMax: 10, reduceMin: -8 }[name]]));
		await checkOp(name, (_, integers) => op(integers), [values]);
	});

	it("refuses axes that are not there or listed twice", () => {
		const tensor = createGraph().input("x", [2, 3]);
		expect(() => op(tensor, [2])).toThrow(new ShapeError(`${name}: axis 2 is outside [-2, 2)`));
		expect(() => op(tensor, [1, -1])).toThrow(new ShapeError(`${name}: an axis is listed twice in [1, -1]`));
	});
});

describe("reductions of nothing", () => {
	it("give the sum 0, with an empty gradient", async () => {
		await checkOp("reduceSum", (_, x) => reduceSum(x, [1]), [randomTensor([2, 0])]);
		const x = createGraph().input("x", [2, 0]);
		const [sum] = evaluate([reduceSum(x)], { x: float32Tensor([2, 0], []) });
		expect(sum).toEqual(float32Tensor([], [0]));
	});

	it.each([
		["reduceMean", reduceMean],
		["reduceMax", reduceMax],
		["reduceMin", reduceMin],
	] as const)("are refused by %s", (name, op) => {
		const x = createGraph().input("x", [2, 0]);
		expect(() => op(x, [1])).toThrow(new ShapeError(`${name}: [1] of [2, 0] has no elements, want at least one`));
	});
});

describe("the gradient of an extreme", () => {
	const tied = float32Tensor([2, 3], [5, 1, 5, 2, 2, 2]);

	const shares = (op: typeof reduceMax, value: HostTensor): number[] => {
		const x = createGraph().input("x", value.shape);
		const [result] = evaluate(gradients(reduceSum(op(x, [1])), [x]), { x: value });
		return Array.from(result?.data ?? [], Number);
	};

	it("is shared equally among equal elements", () => {
		const third = Math.fround(1 / 3);
		expect(shares(reduceMax, tied)).toEqual([0.5, 0, 0.5, third, third, third]);
		expect(shares(reduceMin, tied)).toEqual([0, 1, 0, third, third, third]);
	});
});
