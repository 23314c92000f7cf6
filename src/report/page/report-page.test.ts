import { expect, it } from "vitest";
import { MEASURE_DEFAULTS } from "../../analysis/angles/view-measures.ts";
import { BOOTSTRAP_DEFAULTS } from "../../analysis/statistics/bootstrap.ts";
import type { VolumeRecord } from "../../analysis/volume/record.ts";
import { openPlotHost } from "../../platform/node/plot-host.ts";
import type { NetworkRuns, PageRun, ReportContent } from "./content.ts";
import { reportPage } from "./report-page.ts";

const host = openPlotHost();

function failed(id: string): PageRun<never> {
	return {
		id,
		command: `triplane ${id} --network a&b`,
		result: null,
		failure: "no <surface>",
		records: [],
		pictures: [],
	};
}

/** A network of whom every command failed. */
function failedNetwork(label: string, embedded = false): NetworkRuns {
	return {
		...{ label, embedded, volume: failed("volume"), sweep: failed("sweep"), eyes: failed("eyes") },
		...{ shapes: { ...failed("shapes"), meshes: [] }, eyeRegion: { ...failed("region"), meshes: [] } },
		film: { ...failed("film"), film: null },
	};
}

function contentOf(...networks: NetworkRuns[]): ReportContent {
	return {
		...{ command: "triplane report", facts: [["Network 1", "a&b"]], differ: null, script: "let a = '</script>';" },
		angles: {
			...failed("angles"),
			failure: null,
			result: {
				measures: MEASURE_DEFAULTS,
				bootstrap: BOOTSTRAP_DEFAULTS,
				statisticsSeeds: [],
				networks: [],
				difference: null,
			},
		},
		networks,
	};
}

/** One view, whose panels spread over half of the ray. */
function looked(): VolumeRecord {
	const slice = { from: 2, depth: 2.5, to: 3, meanDensity: 1, largestDensity: 2, meanWeight: 0.5 };
	const dark = { darkFraction: 0, borderDarkFraction: 0, meanOpacity: 1, missedFraction: 0, darkMissedFraction: 0 };
	return {
		...{ seed: 1, side: 8, slices: [slice], sumDifference: 0, rays: [], sections: [] },
		view: { publishedYaw: 1.6, publishedPitch: 0, trueDegrees: { yaw: 80, pitch: 0 }, distance: 2.7 },
		dark: { ...dark, darkHitFraction: 0 },
		published: [{ index: 0, nearest: 2.2, farthest: 2.7 }],
	};
}

it("says of commands that failed why, and takes nothing for tested that was not", () => {
	const { html, chapters } = reportPage(host, contentOf(failedNetwork("a&b")));
	expect(html.match(/It failed: no &lt;surface&gt;/g)).toHaveLength(6);
	expect(html.match(/<details class="fold" open>/g)).toHaveLength(4); // all chapters but that of the angles
	expect(html).not.toContain("a&b");
	expect(html.match(/<\/script/g)).toHaveLength(1);
	expect(html).not.toContain("<figure");
	const findings = chapters.slice(1).flatMap(({ claims }) => claims.flatMap((claim) => claim.findings));
	for (const { about, verdict } of findings) {
		if (about === "a&b") expect(verdict).toBe("not tested");
	}
	expect(findings.filter(({ about }) => about === "a&b").length).toBeGreaterThan(7);
});

it("begins with the verdicts and their numbers, and says what is measured once for all networks", () => {
	const networks = ["first", "second"].map((label) => ({
		...failedNetwork(label),
		volume: { ...failed("volume"), failure: null, result: looked() },
	}));
	const { html } = reportPage(host, contentOf(...networks));
	const table = html.slice(html.indexOf('<table class="claims"'), html.indexOf("</table>"));
	expect(html.indexOf(table)).toBeLessThan(html.indexOf('<section id="steep-angles"'));
	const quantity = "Spread of the depths in one panel, share of the ray";
	expect(table.split(quantity)).toHaveLength(2);
	expect(table).toContain(`<td class="quantity" rowspan="2">${quantity}</td><td class="about">first</td>`);
	expect(table.match(/<td class="value">up to 50 %<\/td><td class="basis">1 panel of seed 1<\/td>/g)).toHaveLength(2);
	for (const [, claim = ""] of table.matchAll(/href="#([^"]+)"/g)) expect(html).toContain(`id="${claim}"`);
});

it("puts the figures of a claim behind it", () => {
	const picture = { kind: "the report's panels", file: "p.png", uri: "data:image/png,", width: 900, height: 300 };
	const volume = { ...failed("volume"), failure: null, result: looked(), pictures: [picture] };
	const { html } = reportPage(host, contentOf({ ...failedNetwork("first"), volume }));
	const claim = html.indexOf('id="claim-panels-are-channels"');
	const figure = html.indexOf('src="data:image/png,"');
	const next = html.indexOf('<section id="feature-editing"');
	expect([claim, figure, next]).toEqual([claim, figure, next].toSorted((a, b) => a - b));
	expect(claim).toBeGreaterThan(0);
});

it("says beside the verdicts which networks are small and synthetic, and of others nothing of the kind", () => {
	const cautionOf = (...networks: NetworkRuns[]): string =>
		/<p class="caution">([^<]*)</.exec(reportPage(host, contentOf(...networks)).html)?.[1] ?? "";
	const [ours, photographs] = [failedNetwork("heads", true), failedNetwork("ffhq")];
	expect(cautionOf(ours, failedNetwork("heads-2", true))).toMatch(/^These networks are small and synthetic/);
	expect(cautionOf(ours)).toMatch(/^This network is small and synthetic/);
	expect(cautionOf(ours, photographs)).toMatch(/^heads is small and synthetic/);
	expect(cautionOf(photographs)).toBe("A verdict holds for the networks that its row names, and for no others.");
});
