import { describe, expect, it } from "vitest";
import { checkOp, type OpBuilder, randomTensor } from "../../../test/op-check.ts";
import { runOnnx } from "../../../test/run-onnx.ts";
import { exact } from "../../../test/tolerances.ts";
import type { DType } from "../../tensor/dtype.ts";
import { ShapeError } from "../../tensor/errors.ts";
import { float32Tensor, type HostTensor, hostTensor, int64Tensor } from "../../tensor/host-tensor.ts";
import { createGraph } from "../create.ts";
import { evaluate } from "../evaluate.ts";
import { serializeOnnx } from "../onnx/model.ts";
import type { SymbolicTensor } from "../symbolic.ts";
import type { OpName } from "./attributes.ts";
import {
	concat,
	expand,
	flip,
	pad,
	reshape,
	slice,
	sliceAxis,
	split,
	squeeze,
	stack,
	sumToShape,
	transpose,
	unsqueeze,
} from "./layout.ts";

const x234 = randomTensor([2, 3, 4]);

/** Elements are moved, so that values agree exactly. */
const check = (name: OpName | `'${string}'`, build: OpBuilder, inputs: readonly HostTensor[]): Promise<void> =>
	checkOp(name, build, inputs, { forward: exact });

/** 0, 1, 2, … */
function counting(shape: readonly number[]): HostTensor {
	return float32Tensor(
		shape,
		Array.from({ length: shape.reduce((a, b) => a * b, 1) }, (_, i) => i),
	);
}

/** What a function makes of 0, 1, 2, … on the host. */
function applied(shape: readonly number[], build: (x: SymbolicTensor) => SymbolicTensor): number[] {
	const x = createGraph().input("x", shape);
	const [result] = evaluate([build(x)], { x: counting(shape) });
	return Array.from(result?.data ?? [], Number);
}

function input(...shape: number[]): SymbolicTensor {
	return createGraph().input("x", shape);
}

describe("reshape", () => {
	it.each([
		["a flat list", [24]],
		["other axes", [4, 3, 2]],
		["an axis worked out", [6, -1]],
		["axes of size 1", [1, 2, 3, 1, 4]],
	])("keeps the order of elements for %s", (_, shape) => check("reshape", (_graph, x) => reshape(x, shape), [x234]));

	it("takes scalars and tensors without elements", async () => {
		await check("reshape", (_, x) => reshape(x, [1, 1]), [randomTensor([])]);
		await check("reshape", (_, x) => reshape(x, []), [randomTensor([1])]);
		await check("reshape", (_, x) => reshape(x, [3, 0, 5]), [randomTensor([0, 2])]);
	});

	it("joins with a reshape before it, and vanishes where it changes nothing", () => {
		const x = input(2, 6);
		expect(reshape(reshape(x, [3, 4]), [12])).toBe(reshape(x, [12]));
		expect(reshape(reshape(x, [3, 4]), [2, 6])).toBe(x);
		expect(reshape(x, [2, -1])).toBe(x);
	});

	it("refuses other counts of elements", () => {
		const x = input(2, 3);
		expect(() => reshape(x, [4])).toThrow(new ShapeError("reshape: [2, 3] has 6 elements and cannot become [4]"));
		expect(() => reshape(x, [4, -1])).toThrow(ShapeError);
		expect(() => reshape(x, [-1, -1])).toThrow(ShapeError);
		expect(() => reshape(x, [-2, -3])).toThrow(ShapeError);
		expect(() => reshape(input(0), [0, -1])).toThrow(ShapeError);
	});
});

describe("squeeze and unsqueeze", () => {
	it("take out and put in axes of size 1", () => {
		const x = input(2, 1, 3);
		expect(squeeze(x, 1).shape).toEqual([2, 3]);
		expect(squeeze(x, -2).shape).toEqual([2, 3]);
		expect(unsqueeze(x, 0).shape).toEqual([1, 2, 1, 3]);
		expect(unsqueeze(x, -1).shape).toEqual([2, 1, 3, 1]);
		expect(unsqueeze(squeeze(x, 1), 1)).toBe(x);
	});

	it("refuse axes of other sizes", () => {
		expect(() => squeeze(input(2, 3), 1)).toThrow(new ShapeError("squeeze: axis 1 of [2, 3] has not size 1"));
		expect(() => unsqueeze(input(2), 3)).toThrow(new ShapeError("unsqueeze: axis 3 is outside [-2, 2)"));
	});
});

describe("transpose", () => {
	it.each([[[2, 0, 1]], [[1, 0, 2]], [[-1, 1, 0]]])("moves axes by %j", (permutation) =>
		check("transpose", (_, x) => transpose(x, permutation), [x234]),
	);

	it("names for each axis of the result where it comes from", () => {
		expect(transpose(input(2, 3, 4), [2, 0, 1]).shape).toEqual([4, 2, 3]);
		expect(applied([2, 3], (x) => transpose(x, [1, 0]))).toEqual([0, 3, 1, 4, 2, 5]);
	});

	it("takes tensors without elements", () =>
		check("transpose", (_, x) => transpose(x, [1, 0]), [randomTensor([0, 2])]));

	it("joins with a transpose before it, and vanishes where it changes nothing", () => {
		const x = input(2, 3, 4);
		expect(transpose(transpose(x, [1, 2, 0]), [2, 0, 1])).toBe(x);
		expect(transpose(transpose(x, [1, 2, 0]), [0, 2, 1])).toBe(transpose(x, [1, 0, 2]));
		expect(transpose(input(), [])).toMatchObject({ origin: { kind: "input" } });
	});

	it("refuses what is no permutation", () => {
		const x = input(2, 3);
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
	])("repeat %s", (_, from, to) => check("expand", (_graph, x) => expand(x, to), [randomTensor(from)]));

	it("join with an expand before, and vanish where nothing changes", () => {
		const x = input(1, 3);
		expect(expand(expand(x, [2, 3]), [4, 2, 3])).toBe(expand(x, [4, 2, 3]));
		expect(expand(x, [1, 3])).toBe(x);
		expect(sumToShape(x, [1, 3])).toBe(x);
	});

	it("refuse shapes that do not broadcast", () => {
		expect(() => expand(input(2, 3), [3])).toThrow(new ShapeError("expand: [2, 3] does not broadcast to [3]"));
		expect(() => expand(input(2), [3])).toThrow(ShapeError);
		expect(() => sumToShape(input(3), [2, 3])).toThrow(new ShapeError("sumToShape: [2, 3] does not broadcast to [3]"));
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
		expect(applied([2, 3], (x) => sumToShape(x, [3]))).toEqual([3, 5, 7]);
		expect(applied([2, 3], (x) => sumToShape(x, [2, 1]))).toEqual([3, 12]);
	});
});

describe("slice", () => {
	it.each([
		["a box", { starts: [0, 1, 1], ends: [2, 3, 3] }],
		["indices from the end", { starts: [-1, 0, -3], ends: [2, -1, 4] }],
		["steps that end evenly", { starts: [0, 0, 0], ends: [2, 3, 4], steps: [1, 1, 2] }],
		["steps that end unevenly", { starts: [0, 0, 1], ends: [2, 3, 4], steps: [1, 2, 2] }],
		["steps longer than the range", { starts: [0, 1, 0], ends: [2, 2, 4], steps: [7, 7, 7] }],
		["nothing", { starts: [0, 1, 0], ends: [2, 1, 4] }],
	])("takes %s", (_, range) => check("slice", (_graph, x) => slice(x, range), [x234]));

	it("takes what it should along one axis", () => {
		expect(applied([5], (x) => sliceAxis(x, 0, 1, 5, 2))).toEqual([1, 3]);
		expect(applied([2, 3], (x) => sliceAxis(x, -1, -2, 3))).toEqual([1, 2, 4, 5]);
	});

	it("returns its input where it takes all", () => {
		const x = input(2, 3);
		expect(slice(x, { starts: [0, 0], ends: [2, 3] })).toBe(x);
	});

	it("refuses ranges outside of the tensor", () => {
		const x = input(2, 3);
		expect(() => sliceAxis(x, 1, 1, 4)).toThrow(
			new ShapeError("slice: 1 to 4 by 1 on axis 1 of [2, 3], want 0 ≤ start ≤ end ≤ 3 and a step ≥ 1"),
		);
		expect(() => sliceAxis(x, 1, -4, 3)).toThrow(ShapeError);
		expect(() => sliceAxis(x, 1, 2, 1)).toThrow(ShapeError);
		expect(() => sliceAxis(x, 1, 0, 3, 0)).toThrow(ShapeError);
		expect(() => slice(x, { starts: [0], ends: [2] })).toThrow(ShapeError);
	});
});

describe("split", () => {
	it("cuts into consecutive pieces that concat joins again", async () => {
		const x = input(2, 6);
		expect(split(x, 1, [1, 2, 3]).map(({ shape }) => shape)).toEqual([
			[2, 1],
			[2, 2],
			[2, 3],
		]);
		await check("'split'", (_, a) => concat(split(a, -1, [1, 0, 3]).reverse(), 2), [x234]);
	});

	it("refuses sizes that do not add up", () => {
		expect(() => split(input(2, 6), 1, [1, 2])).toThrow(
			new ShapeError("split: sizes [1, 2] add up to 3, axis 1 has 6"),
		);
	});
});

describe("pad", () => {
	it.each([
		["both sides", [1, 0, 2], [0, 3, 1]],
		["one side", [0, 0, 0], [0, 0, 2]],
	])("puts zeros on %s", (_, before, after) => check("pad", (_graph, x) => pad(x, before, after), [x234]));

	it("makes elements out of none", () => check("pad", (_, x) => pad(x, [1, 0], [0, 0]), [randomTensor([0, 2])]));

	it("returns its input where it adds nothing", () => {
		const x = input(2, 3);
		expect(pad(x, [0, 0], [0, 0])).toBe(x);
	});

	it("refuses negative and missing entries", () => {
		const x = input(2);
		expect(() => pad(x, [-1], [0])).toThrow(
			new ShapeError("pad: [-1] before and [0] after [2], want one non-negative integer for each axis"),
		);
		expect(() => pad(x, [0, 0], [0])).toThrow(ShapeError);
		expect(() => pad(x, [], [])).toThrow(ShapeError);
	});
});

describe("concat and stack", () => {
	it.each([0, 1, -1])("joins along axis %i", (axis) =>
		check("concat", (_, a, b, c) => concat([a, b, c], axis), [
			x234,
			randomTensor([2, 3, 4], 2),
			randomTensor([2, 3, 4], 3),
		]),
	);

	it("joins tensors of unequal sizes, one without elements, and one twice", () =>
		check("concat", (_, a, b, c) => concat([a, b, c, a], 1), [x234, randomTensor([2, 0, 4]), randomTensor([2, 1, 4])]));

	it("stacks along a new axis", async () => {
		await check("concat", (_, a, b) => stack([a, b], -1), [randomTensor([2, 3]), randomTensor([2, 3], 2)]);
		await check("concat", (_, a, b) => stack([a, b], 0), [randomTensor([]), randomTensor([], 2)]);
		expect(applied([2], (x) => stack([x, x], 0))).toEqual([0, 1, 0, 1]);
		expect(applied([2], (x) => stack([x, x], 1))).toEqual([0, 0, 1, 1]);
	});

	it("returns the only tensor", () => {
		const x = input(2);
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
	it.each([[[0]], [[-1]], [[0, 2]]])("reverses axes %j", (axes) => check("flip", (_, x) => flip(x, axes), [x234]));

	it("reverses the order", () => {
		expect(applied([2, 3], (x) => flip(x, [1]))).toEqual([2, 1, 0, 5, 4, 3]);
	});

	it("takes tensors without elements", () => check("flip", (_, x) => flip(x, [0, 1]), [randomTensor([2, 0])]));

	it("returns its input where all axes have size 1", () => {
		const x = input(1, 3);
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
