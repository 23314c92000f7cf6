import { expect, it } from "vitest";
import type { EyesRecord, LevelSummary } from "../../analysis/eyes/record.ts";
import { openPlotHost } from "../../platform/node/plot-host.ts";
import { seriesColour } from "../plots/palette.ts";
import { depthPlots, gazePlots } from "./eyes-plots.ts";

const host = openPlotHost();

function level(sigma: number | null, mean: number, count: number): LevelSummary {
	const estimate = { mean, low: mean - 0.01, high: mean + 0.01, count };
	return {
		...{ level: sigma, rimDepth: estimate, ballDepth: estimate },
		...{ concaveShare: 0, verdict: "undecided", rimVerdict: "undecided" },
	};
}

/** Nobody's irises were found, but whole pictures were read. */
function record(subject: string, count: number): EyesRecord {
	const none = { mean: null, low: null, high: null, count: 0 };
	const people = Array.from({ length: count }, (_, id) => ({
		...{ id, found: false as const, reason: "too small", usual: [] },
		reading: { gazeYaws: [-10, id, 10], slope: 0.5 },
	}));
	return {
		...{ kind: "eyes", version: 2, subject, yaws: [-20, 0, 20], levels: [null, 5, 10], people },
		summary: {
			...{ people: count, found: 1, slope: none, apparentSlope: none, readSlope: none },
			levels: [level(5, 0.03, 1), level(10, 0.03, 1)],
			usual: [level(5, -0.02, count), level(10, -0.02, count)],
		},
	};
}

/** Bands are areas of little opacity. */
const bands = (svg: string | undefined): number => svg?.match(/fill-opacity="0.18"/g)?.length ?? 0;

it("reads gazes from whole pictures where no irises were found, with a band for five people and none for four", () => {
	const [five, ...more] = gazePlots(host, [record("heads", 5)]);
	expect(more).toEqual([]);
	expect(five?.title).toBe("Gaze against camera: whole pictures");
	expect(five?.svg).toContain("heads (5)");
	expect(bands(five?.svg)).toBe(1);
	expect(bands(gazePlots(host, [record("heads", 4)])[0]?.svg)).toBe(0);
});

it("gives a subject one colour in all plots, whoever else could be measured", () => {
	const unread = { ...record("unread", 5), people: [] };
	const colours = (svg: string | undefined) => svg?.match(/stroke="#[0-9a-f]{6}" stroke-width="3"/g)?.[0];
	const [alone] = gazePlots(host, [unread, record("heads", 5)]);
	const [both] = gazePlots(host, [record("heads", 5), record("others", 5)]);
	expect(alone?.svg).not.toContain("unread");
	expect(colours(alone?.svg)).toContain(seriesColour(1));
	expect(colours(both?.svg)).toContain(seriesColour(0));
});

it("takes depths where eyes usually are if too few eyes were found for an interval", () => {
	const [usual] = depthPlots(host, [record("heads", 6), record("others", 6)]);
	expect(usual?.svg).toContain("heads (6, usual place)");
	const [found] = depthPlots(host, [record("heads", 2), record("others", 2)]);
	expect(found?.svg).toContain("heads (1)");
	expect(bands(found?.svg)).toBe(0);
});
