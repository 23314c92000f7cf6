import { describe, expect, it } from "vitest";
import { cropText, parseCrop, parseKinds } from "./options.ts";

describe("a crop on the command line", () => {
	it.each(["none", "center", "30,0,178,178"])("is read from '%s' and written as it was", (text) => {
		expect(cropText(parseCrop(text))).toBe(text);
	});

	it.each(["middle", "1,2,3", "1,2,3,4,5", "1,2,-3,4", "1,2,3,0", "1.5,0,3,3", ""])("is refused: '%s'", (text) => {
		expect(() => parseCrop(text)).toThrow(/want none, center|at least 1 pixel/);
	});
});

describe("kinds of faults on the command line", () => {
	it("are a list with commas", () => {
		expect(parseKinds("duplicate, alpha")).toEqual(["duplicate", "alpha"]);
	});

	it("are refused with the list of those there are", () => {
		expect(() => parseKinds("duplicate,odd")).toThrow(/'odd' is not one of .*duplicate/);
	});
});
