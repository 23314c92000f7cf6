import { InvalidArgumentError } from "@commander-js/extra-typings";
import { describe, expect, it } from "vitest";
import { EDITS, parseEdits, parseLayers, parseMixes } from "./edits.ts";
import { recordedOptions } from "./fields.ts";

describe("edits on the command line", () => {
	it("are names with amounts, of all layers or some", () => {
		expect(parseEdits("pc1=+2, age:0-5=-1.5,x:3=.5")).toEqual([
			{ name: "pc1", layers: null, amount: 2 },
			{ name: "age", layers: { first: 0, last: 5 }, amount: -1.5 },
			{ name: "x", layers: { first: 3, last: 3 }, amount: 0.5 },
		]);
	});

	it.each(["pc1", "=2", "pc1=", "pc1=two", "pc1:5-0=1", "pc1:x=1", ""])("refuse '%s'", (text) => {
		expect(() => parseEdits(text)).toThrow(InvalidArgumentError);
	});

	it("mix layers of seeds", () => {
		expect(parseMixes("7:4-9,8:all")).toEqual([
			{ seed: 7, layers: { first: 4, last: 9 } },
			{ seed: 8, layers: null },
		]);
		for (const text of ["7", "7:", "x:1", "7:1:2", "-1:2"]) {
			expect(() => parseMixes(text), text).toThrow(InvalidArgumentError);
		}
	});

	it("say how to mend layers that run backwards", () => {
		expect(() => parseLayers("5-2")).toThrow("want 2-5");
	});

	it("stand in records as they stand on a command line", () => {
		const options = {
			edit: parseEdits("pc1=2,pc2:0-3=-1"),
			mix: parseMixes("7:4-9,8:all"),
			directions: "d.safetensors",
		};
		expect(recordedOptions(EDITS, options)).toEqual({
			edit: ["pc1=2", "pc2:0-3=-1"],
			directions: "d.safetensors",
			mix: ["7:4-9", "8:all"],
		});
		expect(recordedOptions(EDITS, { edit: [] })).toEqual({});
	});
});
