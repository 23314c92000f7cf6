/** What `triplane report` does: runs every experiment, then writes one page of what they found. */

import type { AnglesRecord } from "../../analysis/angles/record.ts";
import type { EyesRecord } from "../../analysis/eyes/record.ts";
import type { SweepRecord } from "../../analysis/sweep/record.ts";
import type { VolumeRecord } from "../../analysis/volume/record.ts";
import { networkRecord } from "../../platform/node/networks.ts";
import { prepareFolder } from "../../platform/node/output-folder.ts";
import { packageInfo } from "../../platform/node/package-info.ts";
import { pageScript } from "../../platform/node/page-script.ts";
import { openPlotHost } from "../../platform/node/plot-host.ts";
import type { NetworkRuns, PageRun, ReportContent } from "../../report/page/content.ts";
import { reportPage } from "../../report/page/report-page.ts";
import { ExperimentFiles } from "../figures/experiment-files.ts";
import { findNetworkFiles } from "../open-network.ts";
import { recordedOptions, repeatOf } from "../options/fields.ts";
import { startProgress } from "../progress-bar.ts";
import { Report } from "../report.ts";
import type { Session } from "../session.ts";
import { claimsText } from "./claims-text.ts";
import { factsOf } from "./facts.ts";
import { failedRun, gatherFilm, gatherRun, gatherShapes } from "./gather.ts";
import { checkPageOptions, type PageOptions, REPORT } from "./options.ts";
import { type NetworkPlan, type PlannedRun, reportPlan, shellText } from "./plan.ts";
import { runApart, runOrThrow } from "./run-apart.ts";

const RUNS_OF_A_NETWORK = 6;

/** Runs a command and gathers what it left, or says why it did not come to an end. */
type Perform = <Run extends PageRun<unknown>>(
	run: PlannedRun,
	gather: () => Promise<Run>,
) => Promise<Run | PageRun<never>>;

export async function runReport(options: PageOptions, { signal }: Session): Promise<void> {
	const report = new Report(options);
	checkPageOptions(options);
	const networks = await findNetworkFiles(options.network, report, signal);
	const script = await pageScript();
	await using _folder = await prepareFolder(options.outdir);
	const plan = reportPlan(options);
	using progress = startProgress("report", report.talks);
	const all = 1 + RUNS_OF_A_NETWORK * plan.networks.length;
	let done = 0;
	const tell = ({ id }: PlannedRun): void => progress.update(done++ / all, `${id}, ${done} of ${all}`);
	tell(plan.angles);
	await using _angles = await prepareFolder(plan.angles.folder);
	await runOrThrow(plan.angles.args, signal);
	const perform: Perform = async (run, gather) => {
		tell(run);
		await using _folder = await prepareFolder(run.folder);
		const failure = await runApart(run.args, signal);
		return failure === null ? gather() : failedRun(run, failure);
	};
	const content: ReportContent = {
		command: shellText(repeatOf("report", REPORT, recordedOptions(REPORT, options))),
		facts: await factsOf(options, await Promise.all(networks.map((place) => networkRecord(place, signal)))),
		differ: options.differ ?? null,
		angles: await gatherRun<AnglesRecord>(plan.angles, "angles.json"),
		networks: await inTurn(plan.networks, (network) => networkRuns(network, options, perform)),
		script,
	};
	progress[Symbol.dispose]();
	await writePage(content, options, report, signal);
}

async function networkRuns(plan: NetworkPlan, { seeds }: PageOptions, perform: Perform): Promise<NetworkRuns> {
	const [first = 0, last = first] = [seeds[0], seeds.at(-1)];
	const named = (name: string, seed: number): string => `${name}-${String(seed).padStart(4, "0")}.json`;
	const { label, volume, sweep, shapes, eyes, eyeRegion, film } = plan;
	return {
		label,
		volume: await perform(volume, () => gatherRun<VolumeRecord>(volume, named("volume", first))),
		sweep: await perform(sweep, () => gatherRun<SweepRecord>(sweep, named("sweep", last))),
		shapes: { meshes: [], ...(await perform(shapes, () => gatherShapes(shapes, seeds))) },
		film: { film: null, ...(await perform(film, () => gatherFilm(film))) },
		eyes: await perform(eyes, () => gatherRun<readonly EyesRecord[]>(eyes, "eyes.json")),
		eyeRegion: { meshes: [], ...(await perform(eyeRegion, () => gatherShapes(eyeRegion, [first]))) },
	};
}

/** One after the other: every command uses the whole machine. */
async function inTurn<Item, Result>(items: readonly Item[], act: (item: Item) => Promise<Result>): Promise<Result[]> {
	const results: Result[] = [];
	for (const item of items) results.push(await act(item));
	return results;
}

async function writePage(
	content: ReportContent,
	options: PageOptions,
	report: Report,
	signal: AbortSignal,
): Promise<void> {
	await using host = openPlotHost();
	const files = new ExperimentFiles(options.outdir, signal);
	const { html, chapters } = reportPage(host, content);
	await files.write("index.html", "page", html);
	const record = { triplane: packageInfo().version, command: content.command, differ: content.differ, chapters };
	await files.write("claims.json", "claims", `${JSON.stringify(record, null, "\t")}\n`);
	report.text(claimsText(chapters));
	for (const file of files.paths) report.line(file);
	report.value({ files: files.paths, ...record });
}
