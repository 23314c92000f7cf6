import { describe, expect, it } from "vitest";
import { cropRectangle } from "./crop.ts";

describe("the part of an image that is kept", () => {
	it.each([
		["all", "none", { width: 7, height: 5 }, null],
		["all of a square", "center", { width: 5, height: 5 }, null],
		["the middle of a wide image", "center", { width: 9, height: 4 }, { left: 2, top: 0, width: 4, height: 4 }],
		["the middle of a high image", "center", { width: 3, height: 8 }, { left: 0, top: 2, width: 3, height: 3 }],
		[
			"a rectangle",
			{ left: 1, top: 2, width: 3, height: 3 },
			{ width: 4, height: 5 },
			{ left: 1, top: 2, width: 3, height: 3 },
		],
		["a rectangle that is all of it", { left: 0, top: 0, width: 4, height: 5 }, { width: 4, height: 5 }, null],
	] as const)("is %s", (_, crop, size, expected) => {
		expect(cropRectangle(crop, size)).toEqual(expected);
	});

	it("may not reach out of the image", () => {
		expect(() => cropRectangle({ left: 2, top: 0, width: 3, height: 3 }, { width: 4, height: 4 })).toThrow(
			"the crop of 3 × 3 at 2, 0 reaches out of an image of 4 × 4",
		);
	});
});
