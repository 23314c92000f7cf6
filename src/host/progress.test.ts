import { describe, expect, it } from "vitest";
import { inSteps, type Progress } from "./progress.ts";

describe("inSteps", () => {
	it("passes on the first report, the last one, and steps of a hundredth", () => {
		const heard: Progress[] = [];
		const listener = inSteps((progress) => heard.push(progress));
		for (const stage of ["download", "read"]) {
			for (let chunk = 0; chunk <= 5000; chunk++) listener({ stage, fraction: chunk / 5000 });
		}
		for (const stage of ["download", "read"]) {
			const fractions = heard.filter((progress) => progress.stage === stage).map(({ fraction }) => fraction);
			expect(fractions.length).toBeLessThanOrEqual(102);
			expect(fractions.length).toBeGreaterThan(90);
			expect([fractions[0], fractions.at(-1)]).toEqual([0, 1]);
		}
	});

	it("reports an unknown length once, and its end", () => {
		const heard: number[] = [];
		const listener = inSteps(({ fraction }) => heard.push(fraction));
		for (const fraction of [0, 0, 0, 0, 1, 1]) listener({ stage: "download", fraction });
		expect(heard).toEqual([0, 1]);
	});
});
