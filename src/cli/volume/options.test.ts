import { InvalidArgumentError } from "@commander-js/extra-typings";
import { describe, expect, it } from "vitest";
import { parsePixels, parseSections } from "./options.ts";

describe("options of volume", () => {
	it("are places in the image, separated by semicolons", () => {
		expect(parsePixels("0.5,0.5;0,1")).toEqual([
			[0.5, 0.5],
			[0, 1],
		]);
		for (const text of ["0.5", "0.5,0.5,0.5", "0.5,1.5", "", "0.5,0.5;"]) {
			expect(() => parsePixels(text), text).toThrow(InvalidArgumentError);
		}
	});

	it("are planes across axes, or none", () => {
		expect(parseSections("x:0;z:-0.1")).toEqual([
			{ axis: "x", at: 0 },
			{ axis: "z", at: -0.1 },
		]);
		expect(parseSections("none")).toEqual([]);
		for (const text of ["w:0", "x", "x:", "x:zero", ""]) {
			expect(() => parseSections(text), text).toThrow(InvalidArgumentError);
		}
	});
});
