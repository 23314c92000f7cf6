import { describe, expect, it } from "vitest";
import { checkOp, randomTensor } from "../../../test/op-check.ts";
import { f32Reduction } from "../../../test/tolerances.ts";
import { ShapeError } from "../../tensor/errors.ts";
import { float32Tensor } from "../../tensor/host-tensor.ts";
import { createGraph } from "../create.ts";
import { evaluate } from "../evaluate.ts";
import { type CumsumOptions, cumsum } from "./scan.ts";

const OPTIONS: readonly CumsumOptions[] = [
	{},
	{ exclusive: true },
	{ reverse: true },
	{ exclusive: true, reverse: true },
];

describe("cumsum", () => {
	it.each(OPTIONS)("agrees with ONNX Runtime along every axis and has right gradients: %o", async (options) => {
		for (const axis of [0, 1, -1]) {
			const inputs = [randomTensor([2, 3, 4])];
			await checkOp("cumsum", (_, x) => cumsum(x, axis, options), inputs, { forward: f32Reduction(4) });
		}
	});

	it.each([
		{ options: {}, sums: [1, 3, 6] },
		{ options: { exclusive: true }, sums: [0, 1, 3] },
		{ options: { reverse: true }, sums: [6, 5, 3] },
		{ options: { exclusive: true, reverse: true }, sums: [5, 3, 0] },
	])("sums 1, 2, 3 to $sums with $options", ({ options, sums }) => {
		const x = createGraph().constant(float32Tensor([3], [1, 2, 3]));
		expect([...(evaluate([cumsum(x, 0, options)], {})[0]?.data ?? [])]).toEqual(sums);
	});

	it("refuses an axis that is not there", () => {
		expect(() => cumsum(createGraph().input("x", [2, 3]), 2)).toThrow(
			new ShapeError("cumsum: axis 2 is outside [-2, 2)"),
		);
	});
});
