import { describe, expect, it } from "vitest";
import { parseInteger, parseNumber, parseNumberList, parseVec3 } from "./numbers.ts";

describe("numbers on the command line", () => {
	it("are decimal, signed, with or without exponent", () => {
		expect(parseNumberList("0.4,0,-.4,1e-3,+2,3.")).toEqual([0.4, 0, -0.4, 0.001, 2, 3]);
	});

	it.each(["", " ", "NaN", "Infinity", "-inf", "1e999", "0x10", "1_000", "1,5x", "--1"])("'%s' is refused", (text) => {
		expect(() => parseNumberList(text)).toThrow("is not a finite number");
	});

	it("keep to their limits, and the message names them", () => {
		expect(() => parseNumber("180", { above: 0, below: 180 })).toThrow(
			"180 is out of range: want more than 0 and less than 180.",
		);
		expect(() => parseInteger("0", { least: 1, most: 8 })).toThrow("0 is out of range: want at least 1 and at most 8.");
		expect(parseInteger("8", { least: 1, most: 8 })).toBe(8);
	});

	it("may have to be whole", () => {
		expect(() => parseInteger("1.0")).toThrow("'1.0' is not a whole number.");
		expect(() => parseInteger("99999999999999999999")).toThrow("is too large");
	});

	it("may not be too many", () => {
		expect(() => parseNumberList("1,2,3", { longest: 2 })).toThrow("3 numbers, but 2 is the most.");
	});

	it("make a vector of three", () => {
		expect(parseVec3("0,0,-0.06")).toEqual([0, 0, -0.06]);
		expect(() => parseVec3("0,0")).toThrow("want three numbers");
		expect(() => parseVec3("0,0,0,0")).toThrow("want three numbers");
	});
});
