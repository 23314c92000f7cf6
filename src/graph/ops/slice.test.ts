import { describe, expect, it } from "vitest";
import { appliedToCounting, checkLayout, inputOf } from "../../../test/layout-check.ts";
import { randomTensor } from "../../../test/op-check.ts";
import { ShapeError } from "../../tensor/errors.ts";
import { concat, pad, slice, sliceAxis, split } from "./layout.ts";

const x234 = randomTensor([2, 3, 4]);

describe("slice", () => {
	it.each([
		["a box", { starts: [0, 1, 1], ends: [2, 3, 3] }],
		["indices from the end", { starts: [-1, 0, -3], ends: [2, -1, 4] }],
		["steps that end evenly", { starts: [0, 0, 0], ends: [2, 3, 4], steps: [1, 1, 2] }],
		["steps that end unevenly", { starts: [0, 0, 1], ends: [2, 3, 4], steps: [1, 2, 2] }],
		["steps longer than the range", { starts: [0, 1, 0], ends: [2, 2, 4], steps: [7, 7, 7] }],
		["nothing", { starts: [0, 1, 0], ends: [2, 1, 4] }],
	])("takes %s", (_, range) => checkLayout("slice", (_graph, x) => slice(x, range), [x234]));

	it("takes what it should along one axis", () => {
		expect(appliedToCounting([5], (x) => sliceAxis(x, 0, 1, 5, 2))).toEqual([1, 3]);
		expect(appliedToCounting([2, 3], (x) => sliceAxis(x, -1, -2, 3))).toEqual([1, 2, 4, 5]);
	});

	it("returns its input where it takes all", () => {
		const x = inputOf(2, 3);
		expect(slice(x, { starts: [0, 0], ends: [2, 3] })).toBe(x);
	});

	it("refuses ranges outside of the tensor", () => {
		const x = inputOf(2, 3);
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
		const x = inputOf(2, 6);
		expect(split(x, 1, [1, 2, 3]).map(({ shape }) => shape)).toEqual([
			[2, 1],
			[2, 2],
			[2, 3],
		]);
		await checkLayout("'split'", (_, a) => concat(split(a, -1, [1, 0, 3]).reverse(), 2), [x234]);
	});

	it("refuses sizes that do not add up", () => {
		expect(() => split(inputOf(2, 6), 1, [1, 2])).toThrow(
			new ShapeError("split: sizes [1, 2] add up to 3, axis 1 has 6"),
		);
	});
});

describe("pad", () => {
	it.each([
		["both sides", [1, 0, 2], [0, 3, 1]],
		["one side", [0, 0, 0], [0, 0, 2]],
	])("puts zeros on %s", (_, before, after) => checkLayout("pad", (_graph, x) => pad(x, before, after), [x234]));

	it("makes elements out of none", () => checkLayout("pad", (_, x) => pad(x, [1, 0], [0, 0]), [randomTensor([0, 2])]));

	it("returns its input where it adds nothing", () => {
		const x = inputOf(2, 3);
		expect(pad(x, [0, 0], [0, 0])).toBe(x);
	});

	it("refuses negative and missing entries", () => {
		const x = inputOf(2);
		expect(() => pad(x, [-1], [0])).toThrow(
			new ShapeError("pad: [-1] before and [0] after [2], want one non-negative integer for each axis"),
		);
		expect(() => pad(x, [0, 0], [0])).toThrow(ShapeError);
		expect(() => pad(x, [], [])).toThrow(ShapeError);
	});
});
