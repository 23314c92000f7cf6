import { describe, expect, it } from "vitest";
import { checkLayout, inputOf } from "../../../test/layout-check.ts";
import { randomTensor } from "../../../test/op-check.ts";
import { ShapeError } from "../../tensor/errors.ts";
import { reshape, squeeze, unsqueeze } from "./layout.ts";

const x234 = randomTensor([2, 3, 4]);

describe("reshape", () => {
	it.each([
		["a flat list", [24]],
		["other axes", [4, 3, 2]],
		["an axis worked out", [6, -1]],
		["axes of size 1", [1, 2, 3, 1, 4]],
	])("keeps the order of elements for %s", (_, shape) =>
		checkLayout("reshape", (_graph, x) => reshape(x, shape), [x234]),
	);

	it("takes scalars and tensors without elements", async () => {
		await checkLayout("reshape", (_, x) => reshape(x, [1, 1]), [randomTensor([])]);
		await checkLayout("reshape", (_, x) => reshape(x, []), [randomTensor([1])]);
		await checkLayout("reshape", (_, x) => reshape(x, [3, 0, 5]), [randomTensor([0, 2])]);
	});

	it("joins with a reshape before it, and vanishes where it changes nothing", () => {
		const x = inputOf(2, 6);
		expect(reshape(reshape(x, [3, 4]), [12])).toBe(reshape(x, [12]));
		expect(reshape(reshape(x, [3, 4]), [2, 6])).toBe(x);
		expect(reshape(x, [2, -1])).toBe(x);
	});

	it("refuses other counts of elements", () => {
		const x = inputOf(2, 3);
		expect(() => reshape(x, [4])).toThrow(new ShapeError("reshape: [2, 3] has 6 elements and cannot become [4]"));
		expect(() => reshape(x, [4, -1])).toThrow(ShapeError);
		expect(() => reshape(x, [-1, -1])).toThrow(ShapeError);
		expect(() => reshape(x, [-2, -3])).toThrow(ShapeError);
		expect(() => reshape(inputOf(0), [0, -1])).toThrow(ShapeError);
	});
});

describe("squeeze and unsqueeze", () => {
	it("take out and put in axes of size 1", () => {
		const x = inputOf(2, 1, 3);
		expect(squeeze(x, 1).shape).toEqual([2, 3]);
		expect(squeeze(x, -2).shape).toEqual([2, 3]);
		expect(unsqueeze(x, 0).shape).toEqual([1, 2, 1, 3]);
		expect(unsqueeze(x, -1).shape).toEqual([2, 1, 3, 1]);
		expect(unsqueeze(squeeze(x, 1), 1)).toBe(x);
	});

	it("refuse axes of other sizes", () => {
		expect(() => squeeze(inputOf(2, 3), 1)).toThrow(new ShapeError("squeeze: axis 1 of [2, 3] has not size 1"));
		expect(() => unsqueeze(inputOf(2), 3)).toThrow(new ShapeError("unsqueeze: axis 3 is outside [-2, 2)"));
	});
});
