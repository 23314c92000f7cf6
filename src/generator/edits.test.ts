import { describe, expect, it } from "vitest";
import { InputError, ShapeError } from "../tensor/errors.ts";
import { float32Tensor } from "../tensor/host-tensor.ts";
import { applyEdits, mixStyles } from "./edits.ts";

/** Two people, three layers of two numbers: 0 … 11. */
const WS = float32Tensor([2, 3, 2], [...Array(12).keys()]);
const DIRECTION = float32Tensor([2], [1, -10]);

describe("edits in w", () => {
	it("add a direction to every layer of everybody", () => {
		const { data, shape } = applyEdits(WS, [{ direction: DIRECTION, amount: 2, layers: null }]);
		expect(shape).toEqual([2, 3, 2]);
		expect([...data]).toEqual([2, -19, 4, -17, 6, -15, 8, -13, 10, -11, 12, -9]);
		expect([...WS.data]).toEqual([...Array(12).keys()]);
	});

	it("touch only the layers asked for, and add up", () => {
		const layers = { first: 1, last: 1 };
		const twice = [
			{ direction: DIRECTION, amount: 1, layers },
			{ direction: DIRECTION, amount: -3, layers },
		];
		expect([...applyEdits(WS, twice).data]).toEqual([0, 1, 0, 23, 4, 5, 6, 7, 6, 29, 10, 11]);
	});

	it("take another person's layers in style mixing", () => {
		const other = float32Tensor([1, 3, 2], [90, 91, 92, 93, 94, 95]);
		const { data } = mixStyles(WS, other, { first: 1, last: 2 });
		expect([...data]).toEqual([0, 1, 92, 93, 94, 95, 6, 7, 92, 93, 94, 95]);
		expect([...mixStyles(WS, other, null).data.subarray(6)]).toEqual([90, 91, 92, 93, 94, 95]);
	});

	it("refuse layers that are not there, amounts that are no numbers, and directions of another network", () => {
		const edit = { direction: DIRECTION, amount: 1, layers: { first: 0, last: 3 } };
		expect(() => applyEdits(WS, [edit])).toThrow("layers 0 to 3, want whole numbers from 0 to 2");
		expect(() => applyEdits(WS, [{ ...edit, layers: null, amount: Number.NaN }])).toThrow(InputError);
		const longer = float32Tensor([3], [1, 2, 3]);
		expect(() => applyEdits(WS, [{ ...edit, layers: null, direction: longer }])).toThrow(ShapeError);
	});
});
