/** What `triplane train` does. */

import { basename } from "node:path";
import type { InferenceRuntime } from "../../host/inference-runtime.ts";
import { nodeOrtPlatform } from "../../platform/node/onnx-runtime.ts";
import { packageInfo } from "../../platform/node/package-info.ts";
import { nodeWorkerPool } from "../../platform/node/worker-pool.ts";
import { createRuntime } from "../../runtime/create-runtime.ts";
import { DivergedError, InputError } from "../../tensor/errors.ts";
import { gammaWarning } from "../../training/loop/gamma.ts";
import { resolveSettings, stepOptions, type TrainingSettings } from "../../training/loop/settings.ts";
import { TrainingData } from "../../training/loop/training-data.ts";
import { runTraining, type TrainingRun } from "../../training/loop/training-loop.ts";
import { openPhaseRunner } from "../../training/phases/open-phase-runner.ts";
import { startProgress } from "../progress-bar.ts";
import { Report } from "../report.ts";
import type { Session } from "../session.ts";
import { type Beginning, beginRun, type CommandLine } from "./begin.ts";
import { openTrainingImages, type TrainingImages } from "./data.ts";
import { type DataRequest, givenSettings, type TrainCommandOptions } from "./options.ts";
import { trainRecord } from "./record.ts";
import { newRunFolder, OPTIONS_FILE, type RunFolder, STATE_FILE } from "./run-folder.ts";
import { RunListener } from "./run-listener.ts";

export async function runTrain(commandLine: CommandLine, { signal }: Session): Promise<void> {
	const report = new Report(commandLine.options);
	const beginning = await beginRun(commandLine, signal);
	const { options, state } = beginning;
	const data = requireData(options);
	const { imgResolution, neuralRenderingResolution } = state.networks.generator.config;
	const settings = resolveSettings(givenSettings(options), {
		resolution: imgResolution,
		neuralRenderingResolution,
		resumed: options.resume !== undefined,
		resumeBlur: options.resume_blur ?? false,
	});
	const warning = gammaWarning(settings.gamma, imgResolution, settings.batch);
	if (warning !== null) report.warn(warning);
	const step = stepOptions(settings, state.networks);
	const { threads, mirror = false, dataCheck: check } = options;
	const checks = { resolution: imgResolution, mirror, check, threads, showProgress: report.talks, signal };
	await using images = await openTrainingImages(data, checks);
	const runtime = await createRuntime(nodeOrtPlatform(), { device: options.device, threads });
	const folder = beginning.folder ?? (await makeFolder(options, settings, images));
	await folder.write(OPTIONS_FILE, trainRecord(options, settings, images, state.networks, runtime.device));
	await using runner = await openPhaseRunner(runtime, { workers: nodeWorkerPool(), threads });
	report.remark(`${folder.path}: ${images.dataset.name}, ${images.dataset.length} items, on ${runtime.device}`);
	await train(beginning, { folder, settings, images, runtime, report }, (trainingData, listener) => ({
		...{ state, progress: beginning.progress, data: trainingData, options: step, runner, signal, listener },
		clock: () => performance.now() / 1000,
		loop: {
			totalKimg: settings.kimg,
			tickKimg: settings.tick,
			snapshotTicks: settings.snap === 0 ? null : settings.snap,
			saveSeconds: settings.saveMinutes * 60,
		},
	}));
}

interface Surroundings {
	readonly folder: RunFolder;
	readonly settings: TrainingSettings;
	readonly images: TrainingImages;
	readonly runtime: InferenceRuntime;
	readonly report: Report;
}

async function train(
	beginning: Beginning,
	{ folder, settings, images, runtime, report }: Surroundings,
	assemble: (data: TrainingData, listener: RunListener) => TrainingRun,
): Promise<void> {
	const { state, progress, options } = beginning;
	const data = new TrainingData(images.dataset, settings.batch, beginning.start);
	// in a log of many hours, ticks say enough
	using bar = startProgress("train", report.talks && process.stderr.isTTY === true);
	const listener = new RunListener(
		{
			...{ folder, state, progress, data, runtime, report, bar, threads: options.threads },
			dataset: images.dataset,
			totalImages: settings.kimg * 1000,
			madeBy: `triplane ${packageInfo().version} train, ${basename(folder.path)}`,
		},
		beginning.folder ? state.images : null,
	);
	if (beginning.folder) await folder.cutStats(state.images);
	else await listener.writeReals();
	try {
		const end = await runTraining(assemble(data, listener));
		bar[Symbol.dispose]();
		report.line(`${end} at ${(state.images / 1000).toFixed(1)} kimg: ${folder.path}`);
		const last = listener.lastTick;
		report.value({
			folder: folder.path,
			end,
			images: state.images,
			steps: state.step,
			seconds: progress.seconds,
			last,
		});
	} catch (error) {
		if (error instanceof DivergedError) throw explained(error, folder, listener);
		throw error;
	}
}

/** Adds where to go on from. */
function explained(error: DivergedError, folder: RunFolder, { savedImages }: RunListener): DivergedError {
	const good =
		savedImages === null
			? "no state was saved before"
			: `the last good state is that of ${(savedImages / 1000).toFixed(1)} kimg: ${folder.file(STATE_FILE)}`;
	return new DivergedError(`${error.message}; ${good}`, { cause: error });
}

function requireData({ data }: TrainCommandOptions): DataRequest {
	if (data) return data;
	throw new InputError("train: want --data, a folder or zip of images with dataset.json, or heads:<poses>,<gaze>");
}

async function makeFolder(
	{ outdir, cfg, resume, desc }: TrainCommandOptions,
	{ batch, gamma }: TrainingSettings,
	{ label }: TrainingImages,
): Promise<RunFolder> {
	if (outdir === undefined) throw new InputError("train: want --outdir, the folder in which runs have their folders");
	const network = cfg ?? basename(resume ?? "").replace(/\.[^.]+$/, "");
	const parts = [network, label, `batch${batch}`, `gamma${gamma}`, ...(desc === undefined ? [] : [desc])];
	return await newRunFolder(outdir, parts.join("-").replace(/[^\w.-]+/g, "_"));
}
