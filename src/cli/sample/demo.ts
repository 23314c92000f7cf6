/** What `triplane demo` does: `sample`, `video` and `mesh` with everything chosen. */

import { join, resolve } from "node:path";
import { MESH_DEFAULTS } from "../mesh/options.ts";
import { runMesh } from "../mesh/run.ts";
import type { EngineOptions } from "../options/shared.ts";
import { Report, type ReportOptions } from "../report.ts";
import type { Session } from "../session.ts";
import { VIDEO_DEFAULTS } from "../video/options.ts";
import { runVideo } from "../video/run.ts";
import { SAMPLE_DEFAULTS } from "./options.ts";
import { runSample } from "./run.ts";

/** The embedded network that demo and tests use. */
export const DEMO_NETWORK = "demo";
const DEMO_SEEDS = [0, 1];

/** Two seconds, so that the demo stays under a minute. */
const DEMO_VIDEO = {
	...VIDEO_DEFAULTS,
	trunc: SAMPLE_DEFAULTS.trunc,
	truncCutoff: SAMPLE_DEFAULTS.truncCutoff,
	fovDeg: SAMPLE_DEFAULTS.fovDeg,
	sampleMult: SAMPLE_DEFAULTS.sampleMult,
	imageMode: "image",
	path: "360",
	wFrames: 24,
	fps: 12,
} as const;
const DEMO_MESH = {
	...MESH_DEFAULTS,
	trunc: SAMPLE_DEFAULTS.trunc,
	truncCutoff: SAMPLE_DEFAULTS.truncCutoff,
	level: "auto",
	shapeRes: 80,
} as const;

export interface DemoOptions extends EngineOptions, ReportOptions {
	readonly outdir: string;
}

export async function runDemo(options: DemoOptions, session: Session): Promise<void> {
	const report = new Report(options);
	report.line(`Embedded network '${DEMO_NETWORK}', seeds ${DEMO_SEEDS.join(" and ")}, three views each:`);
	await runSample({ ...SAMPLE_DEFAULTS, ...options, network: DEMO_NETWORK, seeds: DEMO_SEEDS }, session);
	const person = DEMO_SEEDS.slice(0, 1);
	report.line(`\nSeed ${person[0]} once around, and as a coloured mesh:`);
	// With --json the sheet's record is the one value that is printed.
	const aside = { ...options, network: DEMO_NETWORK, seeds: person, json: false, quiet: report.json };
	await runVideo({ ...DEMO_VIDEO, ...aside, out: join(options.outdir, "turning.mp4") }, session);
	await runMesh({ ...DEMO_MESH, ...aside }, session);
	report.line(`\nThey are in ${resolve(options.outdir)}. The .json files beside them say how to make them again.`);
	report.line("The network's weights are random: its people are patterns, seen from three sides.");
}
