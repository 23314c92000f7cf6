import { describe, expect, it } from "vitest";
import { checkOp, randomTensor } from "../../../test/op-check.ts";
import { ShapeError } from "../../tensor/errors.ts";
import { float32Tensor } from "../../tensor/host-tensor.ts";
import type { Shape } from "../../tensor/shape.ts";
import { createGraph } from "../create.ts";
import { evaluate } from "../evaluate.ts";
import type { SymbolicTensor } from "../symbolic.ts";
import { argsort, argTopK, sort } from "./sorting.ts";

const WITH_TIES = float32Tensor([2, 6], [1, 0, 1, 0, 1, 0, 2, 2, 2, 2, 2, 2]);
/** Long rows of few values: sorting algorithms that change their mind with the length would show. */
const LONG_WITH_TIES = float32Tensor(
	[2, 300],
	Float32Array.from({ length: 600 }, (_, i) => (i * i) % 5),
);

function onHost(values: readonly number[], build: (x: SymbolicTensor) => SymbolicTensor): number[] {
	const graph = createGraph();
	const x = graph.constant(float32Tensor([values.length], values));
	return Array.from(evaluate([build(x)], {})[0]?.data ?? [], Number);
}

describe("argsort", () => {
	it.each<[string, Shape]>([
		["rows", [3, 7]],
		["one row", [9]],
		["rows of one", [4, 1]],
		["deeper tensors", [2, 3, 4]],
	])("agrees with ONNX Runtime on %s", (_, shape) => checkOp("argsort", (__, x) => argsort(x), [randomTensor(shape)]));

	it("gives the indices in ascending order of their values", () => {
		expect(onHost([3, -1, 2, 0], argsort)).toEqual([1, 3, 2, 0]);
	});

	it("puts the lowest index first among equals, as ONNX Runtime does", async () => {
		expect(onHost([1, 0, 1, 0], argsort)).toEqual([1, 3, 0, 2]);
		await checkOp("argsort", (_, x) => argsort(x), [WITH_TIES]);
		await checkOp("argsort", (_, x) => argsort(x), [LONG_WITH_TIES]);
	});

	it("refuses a scalar", () => {
		expect(() => argsort(createGraph().input("x", []))).toThrow(
			new ShapeError("argsort: operand is a scalar, want at least one axis"),
		);
	});
});

describe("argTopK", () => {
	it("gives the indices of the largest, the largest first", () => {
		expect(onHost([3, -1, 7, 0], (x) => argTopK(x, 2))).toEqual([2, 0]);
	});

	it.each([1, 3, 150, 300])("puts the lowest index first among equals, as ONNX Runtime does, k = %i", (k) =>
		checkOp("argTopK", (_, x) => argTopK(x, k), [LONG_WITH_TIES]),
	);

	it("refuses more than there are, and none", () => {
		const x = createGraph().input("x", [2, 3]);
		expect(() => argTopK(x, 4)).toThrow(new ShapeError("argTopK: k is 4, want 1…3 for operand [2, 3]"));
		expect(() => argTopK(x, 0)).toThrow(ShapeError);
	});
});

describe("sort", () => {
	it("gives ascending values and carries gradients to where they came from", async () => {
		expect(onHost([3, -1, 2, 0], sort)).toEqual([-1, 0, 2, 3]);
		await checkOp("'sort'", (_, x) => sort(x), [randomTensor([2, 5])]);
	});
});
