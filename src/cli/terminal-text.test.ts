import { describe, expect, it } from "vitest";
import { terminalText } from "./terminal-text.ts";

describe("terminalText", () => {
	it("shows what would steer a terminal", () => {
		expect(terminalText("a\u001b[31mred\u009b0m\r\u0007")).toBe("a\\u001b[31mred\\u009b0m\\u000d\\u0007");
		expect(terminalText("abc\u202etxt.exe")).toBe("abc\\u202etxt.exe");
	});

	it("leaves lines, tabs and letters of all kinds", () => {
		const text = "Zürich\t日本\n128² × 3 – ± 0.5 °\n";
		expect(terminalText(text)).toBe(text);
	});

	it("leaves JSON what it is", () => {
		const value = { name: "x\u009b31m\u0000\u2028" };
		expect(JSON.parse(terminalText(JSON.stringify(value, null, "\t")))).toEqual(value);
	});
});
