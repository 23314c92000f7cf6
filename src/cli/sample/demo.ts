/** What `triplane demo` does: `sample` with everything chosen. */

import { resolve } from "node:path";
import type { EngineOptions } from "../options/shared.ts";
import { Report, type ReportOptions } from "../report.ts";
import type { Session } from "../session.ts";
import { SAMPLE_DEFAULTS } from "./options.ts";
import { runSample } from "./run.ts";

/** The embedded network that demo and tests use. */
export const DEMO_NETWORK = "demo";
const DEMO_SEEDS = [0, 1];

export interface DemoOptions extends EngineOptions, ReportOptions {
	readonly outdir: string;
}

export async function runDemo(options: DemoOptions, session: Session): Promise<void> {
	const report = new Report(options);
	report.line(`Embedded network '${DEMO_NETWORK}', seeds ${DEMO_SEEDS.join(" and ")}, three views each:`);
	await runSample({ ...SAMPLE_DEFAULTS, ...options, network: DEMO_NETWORK, seeds: DEMO_SEEDS }, session);
	report.line(`\nThey are in ${resolve(options.outdir)}. The .json files beside them say how to make them again.`);
	report.line("The network's weights are random: its people are patterns, seen from three sides.");
}
