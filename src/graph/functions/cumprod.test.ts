import { describe, expect, it } from "vitest";
import { checkOp, uniformTensor } from "../../../test/op-check.ts";
import { f32Reduction } from "../../../test/tolerances.ts";
import { ShapeError } from "../../tensor/errors.ts";
import { float32Tensor } from "../../tensor/host-tensor.ts";
import { createGraph } from "../create.ts";
import { evaluate } from "../evaluate.ts";
import { gradients } from "../gradients.ts";
import { reduceSum } from "../ops/reductions.ts";
import { type CumprodOptions, cumprod } from "./cumprod.ts";

function products(values: readonly number[], options?: CumprodOptions): number[] {
	const x = createGraph().constant(float32Tensor([values.length], values));
	return Array.from(evaluate([cumprod(x, 0, options)], {})[0]?.data ?? [], Number);
}

describe("cumprod", () => {
	it.each([1, 2, 3, 4, 5, 8, 9])("multiplies all elements so far, %i of them", (count) => {
		const values = Array.from({ length: count }, (_, i) => i + 1);
		const factorials = values.map((n) => values.slice(0, n).reduce((a, b) => a * b));
		expect(products(values)).toEqual(factorials);
		expect(products(values, { exclusive: true })).toEqual([1, ...factorials.slice(0, -1)]);
	});

	it("keeps signs, and zeros as exact zeros", () => {
		expect(products([-2, 3, 0, 5, -1])).toEqual([-2, -6, -0, -0, 0]);
	});

	it.each([{ axis: 0 }, { axis: 1 }, { axis: -1 }])("has right gradients along axis $axis", async ({ axis }) => {
		const inputs = [uniformTensor([2, 5, 2], 0.5, 1.5)];
		for (const exclusive of [false, true]) {
			await checkOp("'cumprod'", (_, x) => cumprod(x, axis, { exclusive }), inputs, { forward: f32Reduction(5) });
		}
	});

	it("has the right gradient at a zero, where logarithms would fail", () => {
		const x = createGraph().constant(float32Tensor([3], [2, 0, 3]));
		const gradient = gradients(reduceSum(cumprod(x, 0)), [x]); // of 2 + 2x₁ + 2x₁x₂ by x₀, x₁, x₂
		expect([...(evaluate(gradient, {})[0]?.data ?? [])]).toEqual([1, 8, 0]);
	});

	it("refuses an axis that is not there", () => {
		expect(() => cumprod(createGraph().input("x", [2]), 1)).toThrow(ShapeError);
	});
});
