/** What `triplane report` does: runs every experiment, then writes one page of what they found. */

import { networkRecord } from "../../platform/node/networks.ts";
import { prepareFolder } from "../../platform/node/output-folder.ts";
import { packageInfo } from "../../platform/node/package-info.ts";
import { pageScript } from "../../platform/node/page-script.ts";
import { openPlotHost } from "../../platform/node/plot-host.ts";
import type { NetworkRuns, PageRun, ReportContent, ShapesRun } from "../../report/page/content.ts";
import { reportPage } from "../../report/page/report-page.ts";
import { ANGLES_COMMAND } from "../angles/options.ts";
import { runAngles } from "../angles/run.ts";
import { parseRecorded } from "../command.ts";
import { EYES } from "../eyes/options.ts";
import { runEyes } from "../eyes/run.ts";
import { ExperimentFiles } from "../figures/experiment-files.ts";
import { MESH } from "../mesh/options.ts";
import { runMesh } from "../mesh/run.ts";
import { findNetworkFiles } from "../open-network.ts";
import { type Fields, type OptionsOf, recordedOptions, repeatOf } from "../options/fields.ts";
import { startProgress } from "../progress-bar.ts";
import type { Session } from "../session.ts";
import { SWEEP, sweepOptions } from "../sweep/options.ts";
import { runSweep } from "../sweep/run.ts";
import { SilentTerminal, type Terminal } from "../terminal.ts";
import { VIDEO } from "../video/options.ts";
import { runVideo } from "../video/run.ts";
import { VOLUME } from "../volume/options.ts";
import { runVolume } from "../volume/run.ts";
import { claimsText } from "./claims-text.ts";
import { factsOf } from "./facts.ts";
import { gatherFilm, gatherRun, gatherShapes, performRun } from "./gather.ts";
import { checkPageOptions, type PageOptions, REPORT } from "./options.ts";
import { type NetworkPlan, type PlannedRun, reportPlan, shellText } from "./plan.ts";

const RUNS_OF_A_NETWORK = 6;

/** Says that a run begins. */
type Tell = (run: PlannedRun) => void;

export async function runReport(options: PageOptions, session: Session): Promise<void> {
	const { signal } = session;
	const terminal = session.terminal(options);
	checkPageOptions(options);
	const networks = await findNetworkFiles(options.network, terminal, signal);
	const script = await pageScript();
	await using _folder = await prepareFolder(options.outdir);
	const plan = reportPlan(options);
	using progress = startProgress("report", terminal.talks);
	const all = 1 + RUNS_OF_A_NETWORK * plan.networks.length;
	let done = 0;
	const tell: Tell = ({ id }) => progress.update(done++ / all, `${id}, ${done} of ${all}`);
	const silent: Session = { signal, terminal: () => new SilentTerminal(), exitWith: () => undefined };
	tell(plan.angles);
	const angles = await runAngles(recordedOptionsOf(plan.angles, ANGLES_COMMAND), silent);
	const content: ReportContent = {
		command: shellText(repeatOf("report", REPORT, recordedOptions(REPORT, options))),
		facts: await factsOf(options, await Promise.all(networks.map((place) => networkRecord(place, signal)))),
		differ: options.differ ?? null,
		angles: await gatherRun(plan.angles, angles),
		networks: await inTurn(plan.networks, async (network, index) => ({
			...(await networkRuns(network, silent, tell)),
			embedded: networks[index]?.embedded ?? false,
		})),
		script,
	};
	progress[Symbol.dispose]();
	await writePage(content, options, terminal, signal);
}

async function networkRuns(plan: NetworkPlan, session: Session, tell: Tell): Promise<Omit<NetworkRuns, "embedded">> {
	const { label, volume, sweep, shapes, eyes, eyeRegion, film } = plan;
	const perform = <Run extends PageRun<unknown>>(run: PlannedRun, work: () => Promise<Run>) => {
		tell(run);
		return performRun(run, work);
	};
	const meshes = async (run: PlannedRun): Promise<ShapesRun> => ({
		meshes: [],
		...(await perform(run, async () => gatherShapes(run, await runMesh(recordedOptionsOf(run, MESH), session)))),
	});
	return {
		label,
		volume: await perform(volume, async () =>
			gatherRun(volume, await runVolume(recordedOptionsOf(volume, VOLUME), session)),
		),
		sweep: await perform(sweep, async () =>
			gatherRun(sweep, await runSweep(sweepOptions(recordedOptionsOf(sweep, SWEEP)), session)),
		),
		shapes: await meshes(shapes),
		film: {
			film: null,
			...(await perform(film, async () => gatherFilm(film, await runVideo(recordedOptionsOf(film, VIDEO), session)))),
		},
		eyes: await perform(eyes, async () => gatherRun(eyes, await runEyes(recordedOptionsOf(eyes, EYES), session))),
		eyeRegion: await meshes(eyeRegion),
	};
}

/** What the page calls a command is what is run: options are read from its words. */
function recordedOptionsOf<F extends Fields>({ args: [command = "", ...words] }: PlannedRun, fields: F): OptionsOf<F> {
	return parseRecorded(command, fields, words);
}

/** One after the other: every command uses the whole machine. */
async function inTurn<Item, Result>(
	items: readonly Item[],
	act: (item: Item, index: number) => Promise<Result>,
): Promise<Result[]> {
	const results: Result[] = [];
	for (const [index, item] of items.entries()) results.push(await act(item, index));
	return results;
}

async function writePage(
	content: ReportContent,
	options: PageOptions,
	terminal: Terminal,
	signal: AbortSignal,
): Promise<void> {
	const host = openPlotHost();
	const files = new ExperimentFiles(options.outdir, signal);
	const { html, chapters } = reportPage(host, content);
	await files.write("index.html", "page", html);
	const record = { triplane: packageInfo().version, command: content.command, differ: content.differ, chapters };
	await files.write("claims.json", "claims", `${JSON.stringify(record, null, "\t")}\n`);
	terminal.text(claimsText(chapters));
	for (const file of files.paths) terminal.line(file);
	terminal.value({ files: files.paths, ...record });
}
