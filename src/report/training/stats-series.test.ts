import { describe, expect, it } from "vitest";
import { KIMG, type StatsRow, seriesOf, statsRow } from "./stats-series.ts";

describe("statsRow", () => {
	it("takes the means of a line", () => {
		const line = '{"Progress/kimg": {"num": 1, "mean": 2}, "Loss/G/loss": {"mean": 0.5}, "timestamp": 3, "odd": null}';
		expect([...(statsRow(line) ?? [])]).toEqual([
			[KIMG, 2],
			["Loss/G/loss", 0.5],
		]);
	});

	it("passes over what is broken or something else", () => {
		for (const line of ["", '{"Progress/kimg": {"mean', "null", "[1]", '{"Loss/G/loss": {"mean": 1}}']) {
			expect(statsRow(line)).toBeNull();
		}
	});
});

describe("seriesOf", () => {
	const rows: StatsRow[] = Array.from(
		{ length: 1000 },
		(_, index) => new Map([[KIMG, index], ...(index % 2 === 0 ? [["a", index] as const] : [])]),
	);

	it("has a point for each tick that has the value", () => {
		expect(seriesOf(rows.slice(0, 5), "a")).toEqual([
			{ x: 0, y: 0 },
			{ x: 2, y: 2 },
			{ x: 4, y: 4 },
		]);
		expect(seriesOf(rows, "b")).toEqual([]);
	});

	it("averages neighbours where there are many", () => {
		const points = seriesOf(rows, "a");
		expect(points).toHaveLength(250);
		expect(points[0]).toEqual({ x: 1, y: 1 });
		expect(points.at(-1)).toEqual({ x: 997, y: 997 });
	});
});
