import { describe, expect, it } from "vitest";
import { timeLeft } from "./progress-bar.ts";
import { formatBytes, formatCount, textTable } from "./text-table.ts";

describe("text for people", () => {
	it("aligns columns, numbers to the right, without spaces at the ends of lines", () => {
		const rows = [
			["part", "count", "note"],
			["decoder", "7", ""],
			["b4", "1,000", "x"],
		];
		expect(textTable(rows, [1])).toBe("part     count  note\ndecoder      7\nb4       1,000  x");
	});

	it("shows sizes in the units of disks", () => {
		expect([0, 999, 1000, 14_694_087, 1.5e13].map(formatBytes)).toEqual([
			"0 B",
			"999 B",
			"1.0 kB",
			"14.7 MB",
			"15.0 TB",
		]);
		expect(formatCount(1_649_578)).toBe("1,649,578");
	});

	it("estimates the time left from what was done so far", () => {
		expect(timeLeft(10, 0)).toBe("?");
		expect(timeLeft(10, 0.5)).toBe("10 s");
		expect(timeLeft(60, 0.25)).toBe("3 min 0 s");
		expect(timeLeft(3600, 0.25)).toBe("3 h 0 min");
		expect(timeLeft(10, 1)).toBe("0 s");
	});
});
