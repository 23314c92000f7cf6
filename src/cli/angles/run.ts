/** What `triplane angles` does: networks and seeds on a grid of poses, as sheets, plots and a record. */

import { type AnglesRecord, anglesRecord, type MeasuredNetwork } from "../../analysis/angles/record.ts";
import { type ShownPerson, steepAngles } from "../../analysis/angles/steep-angles.ts";
import { wsOfSeed } from "../../analysis/person.ts";
import { type ViewCamera, viewCameraAt } from "../../camera/view-camera.ts";
import type { NetworkRecord } from "../../platform/node/networks.ts";
import type { EngineRecord } from "../../platform/node/open-generator.ts";
import { prepareFolder } from "../../platform/node/output-folder.ts";
import { openPlotHost } from "../../platform/node/plot-host.ts";
import { anglesCells, anglesCurves, anglesDifferences } from "../../report/figures/angles-plots.ts";
import { joinPlots } from "../../report/plots/svg-plot.ts";
import { InputError } from "../../tensor/errors.ts";
import { anglesSheet, darkSheet } from "../figures/angles-sheet.ts";
import { ExperimentFiles } from "../figures/experiment-files.ts";
import { networkLabels } from "../network-labels.ts";
import { findNetworkFiles, type OpenedNetwork, openNetwork } from "../open-network.ts";
import { type CameraFile, cameraFileRecord, openCameraFile } from "../options/camera-file.ts";
import { remarkOnCameras, type SheetFov, sheetCameras } from "../options/cameras.ts";
import { recordedOptions, repeatOf } from "../options/fields.ts";
import { nameOfResult, openPeople, type PeopleSource, requirePeople } from "../options/people.ts";
import { renderOf, truncationOf } from "../options/rendering.ts";
import { startProgress } from "../progress-bar.ts";
import type { Session } from "../session.ts";
import { type Finished, type WrittenRecord, writeSidecar } from "../sidecar.ts";
import type { Terminal } from "../terminal.ts";
import { anglesText } from "./angles-text.ts";
import {
	ANGLES_COMMAND,
	type AnglesCommandOptions,
	bootstrapOf,
	gridAngles,
	measuresOf,
	resolvedAngles,
} from "./options.ts";

/** More views are probably a mistake, such as all cameras of a dataset. */
const MOST_CAMERAS = 64;

interface NetworkRun {
	readonly measured: MeasuredNetwork;
	readonly shown: readonly ShownPerson[];
	readonly network: NetworkRecord;
	readonly engine: EngineRecord;
	readonly people: PeopleSource;
	readonly fovDegrees: SheetFov;
}

export async function runAngles(options: AnglesCommandOptions, session: Session): Promise<Finished<AnglesRecord>> {
	const { signal } = session;
	const terminal = session.terminal(options);
	const labels = networkLabels(options.network);
	checkPeople(options);
	const locations = await findNetworkFiles(options.network, terminal, signal);
	const cameras = await openCameraFile(options, MOST_CAMERAS, signal);
	await using _folder = await prepareFolder(options.outdir);
	const runs: NetworkRun[] = [];
	using progress = startProgress("angles", terminal.talks);
	for (const [index, location] of locations.entries()) {
		const label = labels[index] ?? location.name;
		await using opened = await openNetwork(location, options, terminal, signal);
		runs.push(
			await measureNetwork({ opened, label, options, cameras, terminal, signal }, (fraction, stage) =>
				progress.update((index + fraction) / locations.length, `${label}: ${stage}`),
			),
		);
	}
	progress[Symbol.dispose]();
	const measures = measuresOf(options);
	const measured = runs.map((run) => run.measured);
	const record = anglesRecord(measured, options.statSeeds ?? [], measures, bootstrapOf(options));
	const files = new ExperimentFiles(options.outdir, signal);
	await writeSheets(files, runs, record, options);
	await writePlots(files, record);
	const path = files.pathOf("angles.json");
	const written = await writeRecord(path, runs, record, files, options, cameraFileRecord(cameras), signal);
	terminal.text(anglesText(record));
	for (const image of [...files.paths, path]) terminal.line(image);
	terminal.value({ record: path, files: files.paths, ...record });
	return { result: record, records: [written] };
}

/** Throws `InputError` where nobody is shown, or people of a file would be counted as seeds. */
function checkPeople(options: AnglesCommandOptions): void {
	requirePeople(options);
	const { ws, person, statSeeds } = options;
	if ((ws !== undefined || person !== undefined) && statSeeds !== undefined) {
		const file = ws === undefined ? "--person" : "--ws";
		throw new InputError(`--stat-seeds with ${file}: statistics are about people of seeds; want --seeds instead`);
	}
}

interface NetworkTask {
	readonly opened: OpenedNetwork;
	readonly label: string;
	readonly options: AnglesCommandOptions;
	readonly cameras: CameraFile | null;
	readonly terminal: Terminal;
	readonly signal: AbortSignal;
}

async function measureNetwork(
	{ opened, label, options, cameras, terminal, signal }: NetworkTask,
	onProgress: (fraction: number, stage: string) => void,
): Promise<NetworkRun> {
	const { generator, network, engine } = opened;
	const { rendering } = generator.config;
	const { rows: grid, orbit, fovDegrees } = sheetCameras(gridAngles(options), rendering, cameras);
	const curve: ViewCamera[] = (options.statSeeds ? options.curveYaws : []).map((yaw) =>
		viewCameraAt({ yaw, pitch: 0 }, orbit, fovDegrees.rendering),
	);
	remarkOnCameras([...grid.flat(), ...curve], options, rendering, terminal);
	const truncation = truncationOf(options);
	const mapSeed = (seed: number): ReturnType<typeof wsOfSeed> => wsOfSeed(generator, seed, truncation, signal);
	const source = await openPeople(options, opened, truncation, mapSeed, signal);
	const { people, shown } = await steepAngles(generator, {
		...{ grid, curve, shownSeeds: source.numbers, statisticsSeeds: options.statSeeds ?? [] },
		wsOf: source.wsOf,
		render: renderOf(options),
		measures: measuresOf(options),
		signal,
		onProgress: ({ stage, fraction }) => onProgress(fraction, stage),
	});
	return { measured: { name: label, grid, curve, people }, shown, network, engine, people: source, fovDegrees };
}

async function writeSheets(
	files: ExperimentFiles,
	runs: readonly NetworkRun[],
	{ networks, measures }: AnglesRecord,
	{ trunc }: AnglesCommandOptions,
): Promise<void> {
	for (const [index, { shown, measured, people: source }] of runs.entries()) {
		const places = networks[index]?.grid ?? [];
		const words = {
			network: measured.name,
			word: source.word,
			people: `trunc ${trunc}, conditioned on the frontal camera`,
		};
		for (const person of shown) {
			const number = nameOfResult("angles", source, person.seed);
			const name = `${number}-${measured.name}`;
			await files.write(`${name}.png`, "pose grid", await anglesSheet(person, places, words));
			await files.write(`${name}-dark.png`, "dark pixels", await darkSheet(person, places, words, measures));
		}
	}
}

async function writePlots(files: ExperimentFiles, record: AnglesRecord): Promise<void> {
	const { statisticsSeeds, bootstrap } = record;
	if (statisticsSeeds.length === 0) return;
	const host = openPlotHost();
	const people = `${statisticsSeeds.length} seeds; bands: ${bootstrap.confidence * 100} % bootstrap intervals of the mean over seeds`;
	const curves = [...anglesCurves(host, record), ...anglesDifferences(host, record)];
	if (curves.length > 0) {
		const heading = { title: "Steep angles: every measure over true yaw, at true pitch 0", subtitle: people };
		await files.write("angles-curves.svg", "curves over true yaw", joinPlots(host, heading, curves, 3));
	}
	const subtitle = `means over ${statisticsSeeds.length} seeds; yaw and pitch in the published parametrisation`;
	const cells = joinPlots(host, { title: "Steep angles: means of every pose", subtitle }, anglesCells(host, record), 4);
	await files.write("angles-cells.svg", "means of every pose", cells);
}

async function writeRecord(
	path: string,
	runs: readonly NetworkRun[],
	record: AnglesRecord,
	files: ExperimentFiles,
	options: AnglesCommandOptions,
	details: Readonly<Record<string, unknown>>,
	signal: AbortSignal,
): Promise<WrittenRecord> {
	const [first] = runs;
	if (!first) throw new InputError("angles: no network, want --network");
	const recorded = recordedOptions(ANGLES_COMMAND, options, resolvedAngles(options, first.engine));
	const sidecar = {
		command: "angles",
		repeat: repeatOf("angles", ANGLES_COMMAND, recorded),
		network: runs.map(({ network }) => network),
		engine: first.engine,
		options: recorded,
		...details,
		...first.people.record,
		fovDegrees: runs.map(({ fovDegrees }) => fovDegrees),
		result: record,
		outputs: files.outputs,
	};
	return await writeSidecar(path, sidecar, signal);
}
