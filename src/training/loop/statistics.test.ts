import { describe, expect, it } from "vitest";
import { Statistics } from "./statistics.ts";
import { imagesOfLine, statsLine } from "./stats-line.ts";
import type { TickReport } from "./training-loop.ts";

describe("Statistics", () => {
	it("gives count, mean and deviation since it was last read, names ascending", () => {
		const statistics = new Statistics();
		statistics.add("b", [1, 3]);
		statistics.add("a", [5]);
		statistics.add("b", [3, 1]);
		expect([...statistics.take()]).toEqual([
			["a", { num: 1, mean: 5, std: 0 }],
			["b", { num: 4, mean: 2, std: 1 }],
		]);
		expect(statistics.take().size).toBe(0);
	});
});

describe("statsLine", () => {
	const report: TickReport = {
		...{ tick: 3, images: 2048, step: 256, seconds: 100, tickSeconds: 20, imagesPerSecond: 50, secondsLeft: 7 },
		...{ shares: { Gmain: 0.5, maintenance: 0.25 }, sanitized: 0, renderingResolution: 32, blurSigma: 0 },
		...{
			swapProbability: 0.5,
			augmentProbability: 0.25,
			statistics: new Map([["Loss/G/loss", { num: 8, mean: 0.7, std: 0.1 }]]),
		},
	};

	it("lays every value out with num, mean and std", () => {
		const line = JSON.parse(statsLine(report, 12.5, new Map([["Resources/cpu_mem_gb", 2]]))) as Record<string, unknown>;
		expect(line["Loss/G/loss"]).toEqual({ num: 8, mean: 0.7, std: 0.1 });
		expect(line["Progress/kimg"]).toEqual({ num: 1, mean: 2.048, std: 0 });
		expect(line["Timing/sec_per_kimg"]).toEqual({ num: 1, mean: 20, std: 0 });
		expect(line["Timing/maintenance_sec"]).toEqual({ num: 1, mean: 5, std: 0 });
		expect(line["Resources/cpu_mem_gb"]).toEqual({ num: 1, mean: 2, std: 0 });
		expect(line.timestamp).toBe(12.5);
	});

	it("tells its images, and a line that was cut off tells none", () => {
		const line = statsLine(report, 0);
		expect(imagesOfLine(line)).toBe(2048);
		expect(imagesOfLine(line.slice(0, 100))).toBeNull();
		expect(imagesOfLine('{"a": 1}')).toBeNull();
		expect(imagesOfLine("null")).toBeNull();
	});
});
