/** What `triplane sweep` does: a person changed step by step, as sheets, plots, directions and a record. */

import { directionsChunks } from "../../analysis/edits/direction-set.ts";
import { type DistinctPeople, distinctPeople } from "../../analysis/people/distinct-people.ts";
import { wsOfSeed } from "../../analysis/person.ts";
import { sampleW, type WDirections, wDirections } from "../../analysis/sweep/directions.ts";
import { directionsRecord, type SweepRecord } from "../../analysis/sweep/record.ts";
import { sweep } from "../../analysis/sweep/sweep.ts";
import type { SweptPerson } from "../../analysis/sweep/sweep-rows.ts";
import { viewCamera } from "../../camera/view-camera.ts";
import type { Generator } from "../../generator/generator.ts";
import { trainingOrbit } from "../../generator/training-cameras.ts";
import { joinChunks } from "../../mesh/write/mesh-formats.ts";
import type { NetworkRecord } from "../../platform/node/networks.ts";
import { prepareFolder } from "../../platform/node/output-folder.ts";
import { openPlotHost } from "../../platform/node/plot-host.ts";
import { sweepPlots } from "../../report/figures/sweep-plots.ts";
import { joinPlots } from "../../report/plots/svg-plot.ts";
import { type Float32Tensor, float32Tensor } from "../../tensor/host-tensor.ts";
import { latentFromSeed } from "../../tensor/latent.ts";
import { ExperimentFiles } from "../figures/experiment-files.ts";
import { networkLabels } from "../network-labels.ts";
import { findNetworkFile, type OpenedNetwork, openNetwork } from "../open-network.ts";
import { remarkOnCameras, renderingFov } from "../options/cameras.ts";
import { recordedOptions, repeatOf } from "../options/fields.ts";
import { nameOfResult, openPeople, type PeopleSource } from "../options/people.ts";
import { renderOf, truncationOf } from "../options/rendering.ts";
import { startProgress } from "../progress-bar.ts";
import type { Session } from "../session.ts";
import { type Finished, writeSidecar } from "../sidecar.ts";
import { checkSweep, peopleOptions, resolvedSweep, SWEEP, type SweepCommandOptions } from "./options.ts";
import { sweepPlan } from "./plan.ts";
import { type ResultNames, writeSweepSheets } from "./sheets.ts";
import { sweepText } from "./sweep-text.ts";

type Tell = (stage: string, fraction: number) => void;

export async function runSweep(asked: SweepCommandOptions, session: Session): Promise<Finished<SweepRecord>> {
	const { signal } = session;
	const terminal = session.terminal(asked);
	const location = await findNetworkFile(asked.network, terminal, signal);
	await using _folder = await prepareFolder(asked.outdir);
	await using opened = await openNetwork(location, asked, terminal, signal);
	const { generator, network, engine } = opened;
	const { rendering } = generator.config;
	remarkOnCameras([], asked, rendering, terminal);
	const options = { ...asked, fovDeg: renderingFov(asked.fovDeg, rendering).degrees };
	checkSweep(options, generator.config.mapping);
	using progress = startProgress("sweep", terminal.talks);
	const directions = await findDirections(generator, options, signal, part(progress.update, 0, 0.1));
	const { person, source, seed } = await personOf(opened, options, signal);
	const names = { base: nameOfResult("sweep", source, seed), who: `${source.word} ${seed}` };
	const swept = await runRows(generator, person, options, directions, signal, part(progress.update, 0.1, 0.6));
	const people = await countPeople(generator, options, signal, part(progress.update, 0.6, 1));
	progress[Symbol.dispose]();
	const record: SweepRecord = {
		...{ seed, space: options.space, sweep: swept.sweep },
		directions: directions && directionsRecord(directions, options.samples, options.sampleSeed),
		people,
	};
	const files = new ExperimentFiles(options.outdir, signal);
	const label = networkLabels([options.network])[0] ?? options.network;
	await writeSweepSheets(files, record, swept.pictures, options, { ...names, network: label });
	await writePlots(files, record, names);
	if (directions) await writeDirections(files, directions, network);
	const recorded = recordedOptions(SWEEP, options, resolvedSweep(options, engine));
	const path = files.pathOf(`${names.base}.json`);
	const repeat = repeatOf("sweep", SWEEP, recorded);
	const outputs = files.outputs;
	const written = await writeSidecar(
		path,
		{ command: "sweep", repeat, network, engine, options: recorded, ...source.record, result: record, outputs },
		signal,
	);
	terminal.text(sweepText(record));
	for (const file of [...files.paths, path]) terminal.line(file);
	terminal.value({ record: path, files: files.paths, ...record });
	return { result: record, records: [written] };
}

async function personOf(
	opened: OpenedNetwork,
	options: SweepCommandOptions,
	signal: AbortSignal,
): Promise<{ readonly person: SweptPerson; readonly source: PeopleSource; readonly seed: number }> {
	const { generator } = opened;
	const truncation = truncationOf(options);
	const mapSeed = (seed: number): Promise<Float32Tensor> => wsOfSeed(generator, seed, truncation, signal);
	const source = await openPeople({ seeds: [options.seed] }, opened, truncation, mapSeed, signal);
	const [seed = 0] = source.numbers;
	const z = source.word === "seed" ? latentFromSeed(seed, generator.config.mapping.zDim) : null;
	return { source, seed, person: { z, ws: await source.wsOf(seed) } };
}

/** A part of the progress bar. */
function part(update: (done: number, stage: string) => void, from: number, to: number): Tell {
	return (stage, fraction) => update(from + (to - from) * fraction, stage);
}

/** Directions are needed for components, for anything in w, and to be saved. */
async function findDirections(
	generator: Generator,
	options: SweepCommandOptions,
	signal: AbortSignal,
	tell: Tell,
): Promise<WDirections | null> {
	const { components, space, samples, sampleSeed, random, randomSeed } = options;
	if (components === 0 && space === "z") return null;
	const w = await sampleW(generator, {
		...{ samples, sampleSeed, signal },
		onProgress: ({ fraction }) => tell("people in w", fraction),
	});
	return wDirections(w, { principal: components, random, randomSeed });
}

async function runRows(
	generator: Generator,
	person: SweptPerson,
	options: SweepCommandOptions,
	directions: WDirections | null,
	signal: AbortSignal,
	tell: Tell,
): ReturnType<typeof sweep> {
	const truncation = truncationOf(options);
	const pose = { yaw: options.yaw, pitch: options.pitch };
	const { rendering } = generator.config;
	return sweep(generator, person, sweepPlan(generator, person, options, directions), {
		camera: viewCamera(pose, trainingOrbit(rendering), renderingFov(options.fovDeg, rendering).degrees).label,
		truncation,
		typicalSeeds: options.typicalSeeds,
		render: renderOf(options),
		signal,
		onProgress: ({ stage, fraction }) => tell(stage, fraction),
	});
}

async function countPeople(
	generator: Generator,
	options: SweepCommandOptions,
	signal: AbortSignal,
	tell: Tell,
): Promise<DistinctPeople | null> {
	if (options.people === 0) return null;
	const { neuralRenderingResolution, sampleMultiplier } = renderOf(options);
	return await distinctPeople(generator, {
		...peopleOptions(options),
		render: { neuralRenderingResolution, sampleMultiplier },
		signal,
		onProgress: ({ fraction }) => tell("counting people", fraction),
	});
}

async function writePlots(files: ExperimentFiles, record: SweepRecord, { base, who }: ResultNames): Promise<void> {
	const host = openPlotHost();
	const plots = sweepPlots(host, record);
	if (plots.length === 0) return;
	const heading = {
		title: `Sweep of ${who}: how far steps move`,
		subtitle: `lines: medians over rows, bands: the middle 80 % of rows; two people: median of ${record.sweep.typical.pairs} pairs`,
	};
	await files.write(`${base}-moves.svg`, "plots", joinPlots(host, heading, plots, 3));
}

async function writeDirections(
	files: ExperimentFiles,
	{ principal, random }: WDirections,
	network: NetworkRecord,
): Promise<void> {
	const directions = new Map(
		[...principal, ...random].map(({ name, step }) => [name, float32Tensor([step.length], Float32Array.from(step))]),
	);
	if (directions.size === 0) return;
	const metadata = new Map([
		["network_sha256", network.sha256],
		["unit", "one standard deviation of people along the direction, without truncation"],
	]);
	await files.write(
		"directions.safetensors",
		"directions of w",
		joinChunks(directionsChunks({ directions, metadata })),
	);
}
