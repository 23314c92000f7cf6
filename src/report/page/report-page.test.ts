import { expect, it } from "vitest";
import { MEASURE_DEFAULTS } from "../../analysis/angles/view-measures.ts";
import { BOOTSTRAP_DEFAULTS } from "../../analysis/statistics/bootstrap.ts";
import { openPlotHost } from "../../platform/node/plot-host.ts";
import type { PageRun, ReportContent } from "./content.ts";
import { reportPage } from "./report-page.ts";

/** Every command of the network failed. */
function contentOfFailures(): ReportContent {
	const failed = (id: string): PageRun<never> => ({
		...{
			id,
			command: `triplane ${id} --network a&b`,
			result: null,
			failure: "no <surface>",
			records: [],
			pictures: [],
		},
	});
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
		networks: [
			{
				label: "a&b",
				...{ volume: failed("volume"), sweep: failed("sweep"), eyes: failed("eyes") },
				...{ shapes: { ...failed("shapes"), meshes: [] }, eyeRegion: { ...failed("region"), meshes: [] } },
				film: { ...failed("film"), film: null },
			},
		],
	};
}

it("says of commands that failed why, and takes nothing for tested that was not", async () => {
	const host = openPlotHost();
	const { html, chapters } = reportPage(host, contentOfFailures());
	expect(html.match(/It did not come to an end: no &lt;surface&gt;/g)).toHaveLength(6);
	expect(html).not.toContain("a&b");
	expect(html.match(/<\/script/g)).toHaveLength(1);
	expect(html).not.toContain("<figure");
	const findings = chapters.slice(1).flatMap(({ claims }) => claims.flatMap((claim) => claim.findings));
	for (const { about, verdict } of findings) {
		if (about === "a&b") expect(verdict).toBe("not tested");
	}
	expect(findings.filter(({ about }) => about === "a&b").length).toBeGreaterThan(7);
});
