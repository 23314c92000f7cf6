/** What `triplane teach` does. */

import { availableParallelism } from "node:os";
import { presetConfig } from "../../generator/presets.ts";
import { conjunctionsOfPeople } from "../../heads/latent/conjunctions.ts";
import { decisionsOfPeople } from "../../heads/latent/decisions.ts";
import { type RaySet, usualViews } from "../../heads/rays/person-rays.ts";
import type { InferenceRuntime } from "../../host/inference-runtime.ts";
import type { GeneratorConfig, MappingConfig } from "../../networks/config.ts";
import { growGenerator } from "../../networks/grow.ts";
import { initializeGenerator } from "../../networks/initialize.ts";
import { isBuffer } from "../../networks/parameters.ts";
import { nodeOrtPlatform } from "../../platform/node/onnx-runtime.ts";
import { openCheckpoint } from "../../platform/node/open-generator.ts";
import { nodeWorkerPool } from "../../platform/node/worker-pool.ts";
import { workerScript } from "../../platform/node/worker-script.ts";
import { createRuntime } from "../../runtime/create-runtime.ts";
import { ownWeights, type TrainedWeights } from "../../training/networks/training-networks.ts";
import { estimatingMapping } from "../../training/teaching/estimating-mapping.ts";
import { KNOWING_LAYERS, knowingMapping } from "../../training/teaching/knowing-mapping.ts";
import { FITTED, manyWs, traitsOfLatents, withLayers } from "../../training/teaching/many-ws.ts";
import { scaleOfTraits } from "../../training/teaching/teaching.ts";
import { requireTeachable, type TeachingPlan } from "../../training/teaching/teaching-plan.ts";
import { readTeaching, type SavedTeaching, UNTAUGHT } from "../../training/teaching/teaching-state.ts";
import { recordedOptions } from "../options/fields.ts";
import { SIZES } from "../options/shared.ts";
import { sizeChanges } from "../options/size-changes.ts";
import type { Session } from "../session.ts";
import { Terminal } from "../terminal.ts";
import { findRun, newRunFolder, type RunFolder, recordedStart, STATE_FILE, writeStart } from "../train/run-folder.ts";
import { TEACH, type TeachOptions, type TeachSettings, teachSettings } from "./options.ts";
import { TeachingRun } from "./teaching-run.ts";

/** Cameras and rays of each person. */
const RAYS = { views: 8, viewsBehind: 4, raysPerView: 512 } as const;
/** Layers of a new mapping. */
const MAPPING = { numLayers: 5, lrMultiplier: 0.1 } as const;
/** People who say where latents decide. */
const ASKED = 3000;
const MARCHED = { marchedRays: 512, samples: { coarse: 24, fine: 12 } } as const;
/** People who may be traced ahead of the steps. */
const AHEAD = 64;
/** Sizes of the lessons in traits. */
const TRAITS = { traitPeople: 256 } as const;

export async function runTeach(options: TeachOptions, said: Partial<TeachOptions>, { signal }: Session): Promise<void> {
	const terminal = new Terminal(options);
	const runtime = await createRuntime(nodeOrtPlatform(), { device: "cpu", threads: options.threads, spinning: false });
	const beginning = await begin(options, said, runtime, signal);
	const { settings } = beginning;
	const people = peopleOf(settings);
	const saved = seenFrom(beginning.saved, people);
	const plan = planOf(settings, saved.config.mapping);
	requireTeachable(saved.config, plan);
	const { cfg, batch } = settings;
	const folder =
		beginning.folder ?? (await newRunFolder("teach", options, [cfg, settings.people.text, `batch${batch}`]));
	await using _lock = beginning.lock ?? (await folder.lock());
	const recorded = recordedOptions(TEACH, settings);
	await writeStart(folder, "teach", TEACH, { recorded, settings: recorded });
	terminal.remark(`run ${folder.path}`);
	await using run = await TeachingRun.open({
		...{ settings, plan, people, saved, folder, terminal, runtime, signal },
		threads: options.threads ?? availableParallelism(),
		tracers: options.tracers ?? 1,
		pool: nodeWorkerPool(),
		script: workerScript("teaching"),
	});
	const end = await run.toTheEnd();
	terminal.line(`${end} at step ${run.step}: ${folder.path}`);
	terminal.value({ folder: folder.path, end, step: run.step, scores: run.lastScores });
}

/** The network notes from where its people are seen. */
function seenFrom(saved: SavedTeaching, people: RaySet): SavedTeaching {
	const { rendering } = saved.config;
	return { ...saved, config: { ...saved.config, rendering: { ...rendering, trainingViews: usualViews(people) } } };
}

interface Beginning {
	readonly settings: TeachSettings;
	readonly saved: SavedTeaching;
	/** Of a run that goes on, and its lock; `null` for a new one. */
	readonly folder: RunFolder | null;
	readonly lock: AsyncDisposable | null;
}

async function begin(
	options: TeachOptions,
	said: Partial<TeachOptions>,
	runtime: InferenceRuntime,
	signal: AbortSignal,
): Promise<Beginning> {
	if (options.resume === undefined) {
		const settings = teachSettings(options, said, null);
		const config = configOf(settings, MAPPING);
		const weights = await newWeights(config, settings, runtime);
		const saved = { config, weights, average: weights, ...UNTAUGHT };
		return { settings, saved, folder: null, lock: null };
	}
	const folder = await findRun(options.resume);
	const { newMapping = false } = said;
	const isOther = newMapping || NETWORK_SIZES.some((name) => name in said);
	const lock = folder && !isOther ? await folder.lock() : null;
	const checkpoint = await openCheckpoint(folder ? folder.file(STATE_FILE) : options.resume, { signal });
	const settings = teachSettings(options, said, folder && (await recordedStart(folder, "teach", TEACH)).options);
	const saved = readTeaching(checkpoint);
	if (!isOther) return { settings, saved, folder, lock };
	const begun = newMapping
		? await withNewMapping(saved, settings, runtime)
		: grown(saved, settings, saved.config.mapping);
	// A network that grows has learned its traits, unless it is told to learn them once more.
	const step = newMapping || "traitSteps" in said ? 0 : settings.traitSteps;
	return { settings, saved: { ...begun, step }, folder: null, lock: null };
}

async function newWeights(
	config: GeneratorConfig,
	settings: TeachSettings,
	runtime: InferenceRuntime,
): Promise<TrainedWeights> {
	// before what takes long
	requireTeachable(config, planOf(settings, config.mapping));
	const scale = scaleOfTraits(config.mapping.zDim);
	const decisions = decisionsOfPeople(ASKED);
	const conjunctions = conjunctionsOfPeople(decisions, scale, ASKED);
	const knowing = knowingMapping(
		ownWeights(initializeGenerator(config, settings.seed)),
		config,
		decisions,
		conjunctions,
	);
	const { z, w: units } = await manyWs(runtime, withLayers(config, KNOWING_LAYERS), knowing, FITTED);
	return estimatingMapping(knowing, config, { units, traits: traitsOfLatents(z, scale) });
}

/** Options that say how large a network is. With --resume they say what it grows to. */
const NETWORK_SIZES = ["cfg", ...(Object.keys(SIZES) as (keyof typeof SIZES)[])] as const;

/** The same network with more channels, hidden units or slices, or finer planes; a mapping that is missing begins at random. */
function grown(
	saved: Pick<SavedTeaching, "weights" | "average" | "reader" | "seconds">,
	settings: TeachSettings,
	mapping: Pick<MappingConfig, "numLayers" | "lrMultiplier">,
): SavedTeaching {
	const { weights, average, reader, seconds } = saved;
	const config = configOf(settings, mapping);
	const into = (of: TrainedWeights): TrainedWeights => ownWeights(growGenerator(of, config, settings.seed));
	const networks = { config, weights: into(weights), average: into(average) };
	return { ...networks, reader, former: null, moments: null, step: 0, seconds };
}

/** The same network with a mapping that has still to learn traits. */
async function withNewMapping(
	saved: SavedTeaching,
	settings: TeachSettings,
	runtime: InferenceRuntime,
): Promise<SavedTeaching> {
	const isMapping = (name: string): boolean => name.startsWith("backbone.mapping.") && !isBuffer(name);
	const only = (of: TrainedWeights, wanted: boolean): TrainedWeights =>
		new Map([...of].filter(([name]) => isMapping(name) === wanted));
	const rest = { ...saved, weights: only(saved.weights, false), average: only(saved.average, false), reader: null };
	const begun = grown(rest, settings, MAPPING);
	const mapping = only(await newWeights(begun.config, settings, runtime), true);
	return {
		...begun,
		weights: new Map([...begun.weights, ...mapping]),
		average: new Map([...begun.average, ...mapping]),
		former: only(saved.average, true),
	};
}

function configOf(
	settings: TeachSettings,
	{ numLayers, lrMultiplier }: Pick<MappingConfig, "numLayers" | "lrMultiplier">,
): GeneratorConfig {
	return presetConfig(settings.cfg, {
		...{ mappingLayers: numLayers, mappingLrMultiplier: lrMultiplier },
		...sizeChanges(settings),
	});
}

function peopleOf(settings: TeachSettings): RaySet {
	const { poses, gaze, seed } = settings.people;
	return { seed, poses, gaze, ...RAYS, ...(settings.lessons === "pictures" && { viewsBehind: 0 }) };
}

function planOf(settings: TeachSettings, { lrMultiplier }: MappingConfig): TeachingPlan {
	const {
		batch,
		batchGpu: part,
		traitSteps,
		traitLr,
		kimg,
		lessons,
		pointSteps,
		lr: rate,
		fresh,
		pool,
		seed,
	} = settings;
	const steps = Math.ceil((kimg * 1000) / batch);
	return {
		batch,
		part,
		traitSteps,
		traitRate: traitLr / lrMultiplier,
		steps,
		lessons,
		pointSteps,
		rate,
		seed,
		window: { people: pool, ahead: AHEAD, fresh },
		...TRAITS,
		...MARCHED,
	};
}
