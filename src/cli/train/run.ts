/** What `triplane train` does. */

import { basename } from "node:path";
import { nodeOrtPlatform } from "../../platform/node/onnx-runtime.ts";
import { nodeWorkerPool } from "../../platform/node/worker-pool.ts";
import { createRuntime } from "../../runtime/create-runtime.ts";
import { DivergedError, InputError } from "../../tensor/errors.ts";
import { estimateMemory } from "../../training/loop/memory.ts";
import { TrainingData } from "../../training/loop/training-data.ts";
import { runTraining } from "../../training/loop/training-loop.ts";
import { openPhaseRunner } from "../../training/phases/run-phase.ts";
import { gammaWarning, resolveSettings, stepOptions, type TrainingSettings } from "../../training/settings.ts";
import { recordedOptions, refuseIdle } from "../options/fields.ts";
import { startProgress } from "../progress-bar.ts";
import type { Session } from "../session.ts";
import { Terminal } from "../terminal.ts";
import { type Beginning, beginRun, type CommandLine, withCamerasOfData } from "./begin.ts";
import { openTrainingImages, type TrainingImages } from "./data.ts";
import type { DataRequest } from "./data-request.ts";
import { readLatents } from "./latents.ts";
import { openMeasures } from "./measures.ts";
import { givenSettings, settingOptions, TRAIN, type TrainCommandOptions } from "./options.ts";
import { newRunFolder, type RunFolder, STATE_FILE, startedIn, writeStart } from "./run-folder.ts";
import { RunListener } from "./run-listener.ts";
import { memoryWarning, type PlannedRun, planText, planValue } from "./run-text.ts";

/** Images of each set that metrics compare. */
const METRICS_COUNT = 1000;

export async function runTrain(commandLine: CommandLine, { signal }: Session): Promise<void> {
	const terminal = new Terminal(commandLine.options);
	const begun = await beginRun(commandLine, signal);
	const { options } = begun;
	refuseIdle("train", TRAIN, commandLine.said, options);
	await using images = await openTrainingImages(requireData(options), imageOptions(begun, terminal, signal));
	const beginning = withCamerasOfData(begun, images.dataset);
	const run = await planRun(beginning, images);
	for (const warning of warningsOf(run)) terminal.warn(warning);
	if (commandLine.options.dryRun) {
		terminal.text(planText(run));
		terminal.value(planValue(run));
		return;
	}
	for (const line of planText(run).split("\n")) terminal.remark(line);
	const folder = beginning.folder ?? (await makeFolder(options, run.settings, images));
	await using _lock = beginning.lock ?? (await folder.lock());
	await writeStart(folder, "train", TRAIN, {
		// defaults included: a later release may have others
		recorded: recordedOptions(TRAIN, options, settingOptions(run.settings, options)),
		startedIn: await startedIn(folder),
		...planValue(run),
		node: process.version,
		platform: `${process.platform}-${process.arch}`,
	});
	terminal.remark(`run ${folder.path}`);
	await train(run, folder, terminal, signal);
}

function imageOptions({ options, state }: Beginning, terminal: Terminal, signal: AbortSignal) {
	const { threads, mirror = false, dataCheck: check, dataIgnore: ignore = [] } = options;
	const { imgResolution: resolution, rendering: scene } = state.networks.generator.config;
	return { resolution, mirror, check, scene, ignore, threads, showProgress: terminal.talks, signal };
}

/** Everything that is known before the first step. */
async function planRun(beginning: Beginning, images: TrainingImages): Promise<PlannedRun> {
	const { options, state } = beginning;
	const { imgResolution: resolution, neuralRenderingResolution } = state.networks.generator.config;
	const basis = { resolution, neuralRenderingResolution, resumed: options.resume !== undefined };
	const resumeBlur = options.resume_blur ?? false;
	const settings = resolveSettings(givenSettings(options), { ...basis, resumeBlur });
	const latents = await readLatents(options.latents, images, state.networks);
	const step = stepOptions(settings, state.networks, latents !== null);
	// Threads that spin would be in the way of the renderer's, and of everything else in the hours that a training takes.
	const runtime = await createRuntime(nodeOrtPlatform(), {
		...{ device: options.device, threads: options.threads },
		spinning: false,
	});
	const memory = estimateMemory(step, state.networks, runtime.device === "cpu");
	return { beginning, images, latents, settings, step, runtime, memory };
}

function warningsOf({ settings, memory, beginning }: PlannedRun): string[] {
	const { imgResolution } = beginning.state.networks.generator.config;
	const warnings = [gammaWarning(settings.gamma, imgResolution, settings.batch), memoryWarning(memory)];
	return warnings.filter((warning) => warning !== null);
}

async function train(run: PlannedRun, folder: RunFolder, terminal: Terminal, signal: AbortSignal): Promise<void> {
	const { beginning, images, latents, settings, step, runtime } = run;
	const { state, progress, options } = beginning;
	const data = new TrainingData(images.dataset, settings.batch, beginning.start, latents);
	// in a log of many hours, ticks say enough
	using bar = startProgress("train", terminal.talks && process.stderr.isTTY === true);
	await using measures = await openMeasures(images, state.networks.generator.config, runtime, {
		...{ metrics: options.metrics ?? [], count: options.metricsCount ?? METRICS_COUNT },
		...{ detector: options.detector, threads: options.threads },
	});
	const listener = new RunListener(
		{
			...{ folder, state, progress, data, runtime, terminal, bar, threads: options.threads },
			dataset: images.dataset,
			totalImages: settings.kimg * 1000,
			measures: measures.listeners,
		},
		beginning.folder ? state.images : null,
	);
	await using runner = await openPhaseRunner(runtime, { workers: nodeWorkerPool(), threads: options.threads });
	await listener.begin();
	try {
		const end = await runTraining({
			...{ state, progress, data, options: step, runner, signal, listener },
			clock: () => performance.now() / 1000,
		});
		bar[Symbol.dispose]();
		await listener.end();
		const { images: shown, step: steps } = state;
		terminal.line(`${end} at ${(shown / 1000).toFixed(1)} kimg: ${folder.path}`);
		const { seconds } = progress;
		terminal.value({ folder: folder.path, end, images: shown, steps, seconds, lastTick: listener.lastTickValue });
	} catch (error) {
		throw error instanceof DivergedError ? explained(error, folder, listener) : error;
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
	options: TrainCommandOptions,
	{ batch, gamma }: TrainingSettings,
	{ label }: TrainingImages,
): Promise<RunFolder> {
	const network = options.cfg ?? basename(options.resume ?? "").replace(/\.[^.]+$/, "");
	return await newRunFolder("train", options, [network, label, `batch${batch}`, `gamma${gamma}`]);
}
