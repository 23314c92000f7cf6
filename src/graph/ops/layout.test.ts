import { describe, expect, it } from "vitest";
import { appliedToCounting, checkLayout, inputOf } from "../../../test/layout-check.ts";
import { checkOp, randomTensor } from "../../../test/op-check.ts";
import { runOnnx } from "../../../test/run-onnx.ts";
import type { DType } from "../../tensor/dtype.ts";
import { ShapeError } from "../../tensor/errors.ts";
import { type HostTensor, hostTensor, int64Tensor } from "../../tensor/host-tensor.ts";
import { createGraph } from "../create.ts";
import { evaluate } from "../evaluate.ts";
import { serializeOnnx } from "../onnx/model.ts";
import { concat, expand, flip, pad, reshape, sliceAxis, stack, sumToShape, transpose } from "./layout.ts";

const x234 = randomTensor([2, 3, 4]);

describe("transpose", () => {
	it.each([[[2, 0, 1]], [[1, 0, 2]], [[-1, 1, 0]]])("moves axes by %j", (permutation) =>
		checkLayout("transpose", (_, x) => transpose(x, permutation), [x234]),
	);

	it("names for each axis of the result where it comes from", () => {
		expect(transpose(inputOf(2, 3, 4), [2, 0, 1]).shape).toEqual([4, 2, 3]);
		expect(appliedToCounting([2, 3], (x) => transpose(x, [1, 0]))).toEqual([0, 3, 1, 4, 2, 5]);
	});

	it("takes tensors without elements", () =>
		checkLayout("transpose", (_, x) => transpose(x, [1, 0]), [randomTensor([0, 2])]));

	it("joins with a transpose before it, and vanishes where it changes nothing", () => {
		const x = inputOf(2, 3, 4);
		expect(transpose(transpose(x, [1, 2, 0]), [2, 0, 1])).toBe(x);
		expect(transpose(transpose(x, [1, 2, 0]), [0, 2, 1])).toBe(transpose(x, [1, 0, 2]));
		expect(transpose(inputOf(), [])).toMatchObject({ origin: { kind: "input" } });
	});

	it("refuses what is no permutation", () => {
		const x = inputOf(2, 3);
		expect(() => transpose(x, [0, 0])).toThrow(
			new ShapeError("transpose: [0, 0] is no permutation of the axes of [2, 3]"),
		);
		expect(() => transpose(x, [0])).toThrow(ShapeError);
	});
});

describe("expand and sumToShape", () => {
	it.each([
		["a scalar", [], [2, 3]],
		["axes of size 1", [2, 1, 3], [2, 4, 3]],
		["leading axes", [3], [2, 2, 3]],
		["an axis of size 1 to size 0", [1, 2], [0, 2]],
	])("repeat %s", (_, from, to) => checkLayout("expand", (_graph, x) => expand(x, to), [randomTensor(from)]));

	it("join with an expand before, and vanish where nothing changes", () => {
		const x = inputOf(1, 3);
		expect(expand(expand(x, [2, 3]), [4, 2, 3])).toBe(expand(x, [4, 2, 3]));
		expect(expand(x, [1, 3])).toBe(x);
		expect(sumToShape(x, [1, 3])).toBe(x);
	});

	it("refuse shapes that do not broadcast", () => {
		expect(() => expand(inputOf(2, 3), [3])).toThrow(new ShapeError("expand: [2, 3] does not broadcast to [3]"));
		expect(() => expand(inputOf(2), [3])).toThrow(ShapeError);
		expect(() => sumToShape(inputOf(3), [2, 3])).toThrow(
			new ShapeError("sumToShape: [2, 3] does not broadcast to [3]"),
		);
	});

	it.each([
		["a scalar", [2, 3], []],
		["axes of size 1", [2, 4, 3], [2, 1, 3]],
		["fewer axes", [2, 4, 3], [3]],
		["fewer axes, one of size 1", [2, 4, 3], [4, 1]],
		["a tensor without elements", [2, 0], [0]],
		["leading axes of size 1", [1, 1, 3], [3]],
	])("sum back to %s", (_, from, to) =>
		checkOp("'sumToShape'", (_graph, x) => sumToShape(x, to), [randomTensor(from)]),
	);

	it("sum every element once", () => {
		expect(appliedToCounting([2, 3], (x) => sumToShape(x, [3]))).toEqual([3, 5, 7]);
		expect(appliedToCounting([2, 3], (x) => sumToShape(x, [2, 1]))).toEqual([3, 12]);
	});
});

describe("concat and stack", () => {
	it.each([0, 1, -1])("joins along axis %i", (axis) =>
		checkLayout("concat", (_, a, b, c) => concat([a, b, c], axis), [
			x234,
			randomTensor([2, 3, 4], 2),
			randomTensor([2, 3, 4], 3),
		]),
	);

	it("joins tensors of unequal sizes, one without elements, and one twice", () =>
		checkLayout("concat", (_, a, b, c) => concat([a, b, c, a], 1), [
			x234,
			randomTensor([2, 0, 4]),
			randomTensor([2, 1, 4]),
		]));

	it("stacks along a new axis", async () => {
		await checkLayout("concat", (_, a, b) => stack([a, b], -1), [randomTensor([2, 3]), randomTensor([2, 3], 2)]);
		await checkLayout("concat", (_, a, b) => stack([a, b], 0), [randomTensor([]), randomTensor([], 2)]);
		expect(appliedToCounting([2], (x) => stack([x, x], 0))).toEqual([0, 1, 0, 1]);
		expect(appliedToCounting([2], (x) => stack([x, x], 1))).toEqual([0, 0, 1, 1]);
	});

	it("returns the only tensor", () => {
		const x = inputOf(2);
		expect(concat([x], 0)).toBe(x);
	});

	it("refuses none, other axes, and two dtypes", () => {
		const graph = createGraph();
		const [a, b, c] = [graph.input("a", [2, 3]), graph.input("b", [2, 4]), graph.input("c", [2, 3], "int64")];
		expect(() => concat([], 0)).toThrow(new ShapeError("concat: no tensors, want at least one"));
		expect(() => concat([a, b], 0)).toThrow(
			new ShapeError("concat: float32 [2, 3] and float32 [2, 4], want one dtype and equal axes but axis 0"),
		);
		expect(() => concat([a, c], 0)).toThrow(ShapeError);
	});
});

describe("flip", () => {
	it.each([[[0]], [[-1]], [[0, 2]]])("reverses axes %j", (axes) =>
		checkLayout("flip", (_, x) => flip(x, axes), [x234]),
	);

	it("reverses the order", () => {
		expect(appliedToCounting([2, 3], (x) => flip(x, [1]))).toEqual([2, 1, 0, 5, 4, 3]);
	});

	it("takes tensors without elements", () => checkLayout("flip", (_, x) => flip(x, [0, 1]), [randomTensor([2, 0])]));

	it("returns its input where all axes have size 1", () => {
		const x = inputOf(1, 3);
		expect(flip(x, [0])).toBe(x);
		expect(flip(x, [])).toBe(x);
	});
});

describe("layout functions", () => {
	const values: readonly HostTensor[] = [
		int64Tensor([2, 2], [1, 2, 3, 4]),
		hostTensor("int32", [2, 2], Int32Array.of(1, 2, 3, 4)),
		hostTensor("uint8", [2, 2], Uint8Array.of(1, 2, 3, 4)),
		hostTensor("bool", [2, 2], Uint8Array.of(1, 0, 1, 1)),
		hostTensor("float16", [2, 2], Uint16Array.of(0x3c00, 0x4000, 0x4200, 0x4400)),
	];

	it.each<[DType, HostTensor]>(values.map((value) => [value.dtype, value]))(
		"move elements of %s",
		async (dtype, value) => {
			const x = createGraph().input("x", [2, 2], dtype);
			const outputs = {
				reshape: reshape(x, [4]),
				transpose: transpose(x, [1, 0]),
				expand: expand(x, [2, 2, 2]),
				slice: sliceAxis(x, 0, 1, 2),
				pad: pad(x, [1, 0], [0, 1]),
				concat: concat([x, x], 1),
				flip: flip(x, [0]),
			};
			const ran = await runOnnx(serializeOnnx({ name: "layout", outputs }), { x: value });
			expect(Object.values(ran)).toEqual(evaluate(Object.values(outputs), { x: value }));
		},
	);
});
