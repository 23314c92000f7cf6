/** What `triplane teach` does. */

import { availableParallelism } from "node:os";
import { presetConfig } from "../../generator/presets.ts";
import { conjunctionsOfPeople } from "../../heads/latent/conjunctions.ts";
import { decisionsOfPeople } from "../../heads/latent/decisions.ts";
import type { RaySet } from "../../heads/rays/person-rays.ts";
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
import { knowingMapping } from "../../training/teaching/knowing-mapping.ts";
import { scaleOfTraits } from "../../training/teaching/teaching.ts";
import { requireTeachable, type TeachingPlan } from "../../training/teaching/teaching-plan.ts";
import { readTeaching, type SavedTeaching, UNTAUGHT } from "../../training/teaching/teaching-state.ts";
import { recordedOptions } from "../options/fields.ts";
import type { Session } from "../session.ts";
import { Terminal } from "../terminal.ts";
import { findRun, newRunFolder, type RunFolder, recordedStart, STATE_FILE, writeStart } from "../train/run-folder.ts";
import { TEACH, type TeachOptions, type TeachSettings, teachSettings } from "./options.ts";
import { TeachingRun } from "./teaching-run.ts";

/** Cameras and rays of each person. */
const RAYS = { views: 10, viewsBehind: 2, raysPerView: 512 } as const;
/** Layers of a new mapping; pictures move them by so much less than the rest, since they have learned traits before. */
const MAPPING = { numLayers: 4, lrMultiplier: 0.1 } as const;
/** People who say where latents decide. */
const ASKED = 3000;
const MARCHED = { marchedRays: 512, samples: { coarse: 24, fine: 12 } } as const;
/** People who may be traced ahead of the steps. */
const AHEAD = 64;
/** Sizes of the lessons in traits. */
const TRAITS = { traitPeople: { alone: 256, beside: 8 } } as const;

export async function runTeach(options: TeachOptions, said: Partial<TeachOptions>, { signal }: Session): Promise<void> {
	const terminal = new Terminal(options);
	const beginning = await begin(options, said, signal);
	const { settings, saved } = beginning;
	const people = peopleOf(settings);
	const plan = planOf(settings, saved.config.mapping);
	requireTeachable(saved.config, plan);
	const { cfg, batch } = settings;
	const folder =
		beginning.folder ?? (await newRunFolder("teach", options, [cfg, settings.people.text, `batch${batch}`]));
	await using _lock = beginning.lock ?? (await folder.lock());
	const recorded = recordedOptions(TEACH, settings);
	await writeStart(folder, "teach", TEACH, { recorded, settings: recorded });
	terminal.remark(`run ${folder.path}`);
	const runtime = await createRuntime(nodeOrtPlatform(), { device: "cpu", threads: options.threads, spinning: false });
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

interface Beginning {
	readonly settings: TeachSettings;
	readonly saved: SavedTeaching;
	/** Of a run that goes on, and its lock; `null` for a new one. */
	readonly folder: RunFolder | null;
	readonly lock: AsyncDisposable | null;
}

async function begin(options: TeachOptions, said: Partial<TeachOptions>, signal: AbortSignal): Promise<Beginning> {
	if (options.resume === undefined) {
		const settings = teachSettings(options, said, null);
		const config = configOf(settings, MAPPING);
		const weights = newWeights(config, settings);
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
	const larger = grown(saved, settings);
	const begun = newMapping ? withNewMapping(larger, settings) : larger;
	// A network that grows has learned its traits, unless it is told to learn them once more.
	const step = newMapping || "traitSteps" in said ? 0 : settings.traitSteps;
	return { settings, saved: { ...begun, step }, folder: null, lock: null };
}

function newWeights(config: GeneratorConfig, { seed }: TeachSettings): TrainedWeights {
	const decisions = decisionsOfPeople(ASKED);
	const conjunctions = conjunctionsOfPeople(decisions, scaleOfTraits(config.mapping.zDim), ASKED);
	return knowingMapping(ownWeights(initializeGenerator(config, seed)), config, decisions, conjunctions);
}

/** Options that say how large a network is. With --resume they say what it grows to. */
const NETWORK_SIZES = ["cfg", "cbase", "cmax"] as const;

/** The same network with more channels or finer planes. */
function grown(saved: SavedTeaching, settings: TeachSettings): SavedTeaching {
	const { weights, average, reader, seconds } = saved;
	const config = configOf(settings, saved.config.mapping);
	const into = (of: TrainedWeights): TrainedWeights => ownWeights(growGenerator(of, config, settings.seed));
	const networks = { config, weights: into(weights), average: into(average) };
	return { ...networks, reader, former: null, moments: null, step: 0, seconds };
}

/** The same network with a mapping that knows decisions and has still to learn traits and the former one's w. */
function withNewMapping(saved: SavedTeaching, settings: TeachSettings): SavedTeaching {
	const { config, weights, average } = saved;
	const isMapping = (name: string): boolean => name.startsWith("backbone.mapping.") && !isBuffer(name);
	const only = (of: TrainedWeights): TrainedWeights => new Map([...of].filter(([name]) => isMapping(name)));
	const mapping = only(newWeights(config, settings));
	return {
		...saved,
		weights: new Map([...weights, ...mapping]),
		average: new Map([...average, ...mapping]),
		...{ reader: null, former: only(average) },
	};
}

function configOf(
	{ cfg, cbase, cmax }: TeachSettings,
	{ numLayers, lrMultiplier }: Pick<MappingConfig, "numLayers" | "lrMultiplier">,
): GeneratorConfig {
	return presetConfig(cfg, {
		...{ mappingLayers: numLayers, mappingLrMultiplier: lrMultiplier },
		...{ channelBase: cbase, channelMax: cmax },
	});
}

function peopleOf(settings: TeachSettings): RaySet {
	const { poses, seed } = settings.people;
	return { seed, poses, ...RAYS };
}

function planOf(settings: TeachSettings, { lrMultiplier }: MappingConfig): TeachingPlan {
	const { batch, batchGpu: part, traitSteps, traitLr, kimg, pointSteps, lr: rate, fresh, pool, seed } = settings;
	const steps = Math.ceil((kimg * 1000) / batch);
	return {
		batch,
		part,
		traitSteps,
		traitRate: traitLr / lrMultiplier,
		steps,
		pointSteps,
		rate,
		seed,
		window: { people: pool, ahead: AHEAD, fresh },
		...TRAITS,
		...MARCHED,
	};
}
