import { describe, expect, it } from "vitest";
import { jsonOutline, withoutPythonWords } from "./json-outline.ts";

describe("jsonOutline", () => {
	it("counts outside strings", () => {
		expect(jsonOutline('{"a": [1, 2, {"b,[{": "\\"]"}]}')).toEqual({ depth: 3, containers: 3, separators: 4 });
		expect(jsonOutline("")).toEqual({ depth: 0, containers: 0, separators: 0 });
	});

	it("takes what is no JSON", () => {
		expect(jsonOutline('[["never ends').depth).toBe(2);
		expect(jsonOutline("]]]][").containers).toBe(1);
	});
});

describe("withoutPythonWords", () => {
	it("replaces them outside strings alone", () => {
		const text = '[NaN, -Infinity, "NaN \\" -Infinity", Infinity, "\\\\", NaN]';
		expect(withoutPythonWords(text, "0")).toBe('[0, 0, "NaN \\" -Infinity", 0, "\\\\", 0]');
		expect(withoutPythonWords('NaN "open', "0")).toBe('0 "open');
	});

	it("takes time that grows with the text alone", () => {
		const start = process.cpuUsage();
		withoutPythonWords(`NaN ${'\\"'.repeat(2_000_000)}`, "0");
		withoutPythonWords(`NaN ${'"'.repeat(2_000_000)}`, "0");
		const { user, system } = process.cpuUsage(start);
		expect((user + system) / 1e6).toBeLessThan(2);
	});
});
