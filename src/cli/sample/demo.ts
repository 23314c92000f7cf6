/** What `triplane demo` does: `sample`, `video` and `mesh` with everything chosen. */

import { join, resolve } from "node:path";
import { DEFAULT_EMBEDDED_NETWORK } from "../../platform/node/networks.ts";
import { MESH } from "../mesh/options.ts";
import { runMesh } from "../mesh/run.ts";
import { defaultsOf } from "../options/fields.ts";
import type { Session } from "../session.ts";
import { Terminal } from "../terminal.ts";
import { VIDEO } from "../video/options.ts";
import { runVideo } from "../video/run.ts";
import type { DemoOptions } from "./demo-options.ts";
import { SAMPLE } from "./options.ts";
import { runSample } from "./run.ts";

const DEMO_SEEDS = [0, 1, 2, 3, 4, 5];
/** True yaws in degrees. */
const DEMO_YAWS = [-60, -30, 0, 30, 60];

/** None: every z of the embedded network is a known person, and what lies between kinds of hair is nobody's. */
const TRUNC = 1;

/** Two seconds, so that the demo stays under a minute. */
const DEMO_VIDEO = {
	...defaultsOf(VIDEO),
	path: "360",
	wFrames: 24,
	fps: 12,
} as const;
const DEMO_MESH = {
	...defaultsOf(MESH),
	shapeRes: 96,
	level: "auto",
	crop: "person",
	largest: true,
} as const;

export async function runDemo(options: DemoOptions, session: Session): Promise<void> {
	const terminal = new Terminal(options);
	terminal.line(
		`Embedded network '${DEFAULT_EMBEDDED_NETWORK}', ${DEMO_SEEDS.length} people, ${DEMO_YAWS.length} views each:`,
	);
	const people = { trunc: TRUNC, network: DEFAULT_EMBEDDED_NETWORK };
	const views = { seeds: DEMO_SEEDS, trueYaw: DEMO_YAWS, truePitch: [0], sheet: true };
	await runSample({ ...defaultsOf(SAMPLE), ...options, ...people, ...views }, session);
	const person = DEMO_SEEDS.slice(0, 1);
	terminal.line(`\nSeed ${person[0]} once around, and as a coloured mesh:`);
	// With --json the sheet's record is the one value that is printed.
	const aside = { ...options, ...people, seeds: person, json: false, quiet: terminal.json };
	await runVideo({ ...DEMO_VIDEO, ...aside, out: join(options.outdir, "turning.mp4") }, session);
	await runMesh({ ...DEMO_MESH, ...aside }, session);
	terminal.line(`\nThey are in ${resolve(options.outdir)}. The .json files beside them say how to make them again.`);
}
