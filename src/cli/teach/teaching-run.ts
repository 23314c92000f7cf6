/** A teaching with its folder: steps, reports, sheets beside the truth, snapshots, saves. */

import type { KnownScores } from "../../analysis/known-people/known-people.ts";
import type { TraitScale } from "../../heads/latent/visible-traits.ts";
import type { RaySet } from "../../heads/rays/person-rays.ts";
import type { InferenceRuntime } from "../../host/inference-runtime.ts";
import type { WorkerPool, WorkerScript } from "../../host/worker-pool.ts";
import { expectDType } from "../../tensor/host-tensor.ts";
import { kimgName } from "../../training/loop/network-snapshot.ts";
import { Statistics } from "../../training/loop/statistics.ts";
import { metricsLine, progress, tickLine } from "../../training/loop/stats-line.ts";
import type { TrainedWeights } from "../../training/networks/training-networks.ts";
import { GENERATOR_PREFIX } from "../../training/phases/inputs.ts";
import {
	gatherParameters,
	type ParameterPlace,
	parameterPlaces,
	scatterParameters,
} from "../../training/teaching/flat-parameters.ts";
import { FITTED, fittedReader, manyWs, meanOfWs, withLayers } from "../../training/teaching/many-ws.ts";
import { scaleOfTraits, Teaching, type TeachingStep } from "../../training/teaching/teaching.ts";
import { READER_PREFIX } from "../../training/teaching/teaching-graphs.ts";
import type { TeachingPlan } from "../../training/teaching/teaching-plan.ts";
import { describeTeaching, type SavedTeaching, taughtNetworks } from "../../training/teaching/teaching-state.ts";
import { translatedStyles } from "../../training/teaching/translated-styles.ts";
import type { Terminal } from "../terminal.ts";
import { METRICS_FILE, type RunFolder, STATE_FILE, STATS_FILE, snapshotFile } from "../train/run-folder.ts";
import { KnownJudge } from "./known-judge.ts";
import type { TeachSettings } from "./options.ts";

export interface TeachingRunParts {
	readonly settings: TeachSettings;
	readonly plan: TeachingPlan;
	readonly people: RaySet;
	readonly saved: SavedTeaching;
	readonly folder: RunFolder;
	readonly terminal: Terminal;
	readonly runtime: InferenceRuntime;
	readonly signal: AbortSignal;
	readonly threads: number;
	readonly tracers: number;
	readonly pool: WorkerPool;
	readonly script: WorkerScript;
}

const W_AVG = "backbone.mapping.w_avg";

export class TeachingRun implements AsyncDisposable {
	readonly #parts: TeachingRunParts;
	readonly #teaching: Teaching;
	readonly #places: readonly ParameterPlace[];
	readonly #scale: TraitScale;
	readonly #judge: KnownJudge;
	readonly #statistics = new Statistics();
	#spent: Record<string, number> = {};
	#tickBegan: number;
	#tickStep: number;
	#lastSave: number;
	readonly #sessionBegan: number;
	#scores: KnownScores | null = null;
	/** The mapping that the affine layers still hear. */
	#former: TrainedWeights | null;

	private constructor(
		parts: TeachingRunParts,
		teaching: Teaching,
		places: readonly ParameterPlace[],
		scale: TraitScale,
	) {
		this.#parts = parts;
		this.#teaching = teaching;
		this.#places = places;
		this.#scale = scale;
		this.#judge = new KnownJudge(
			{ seed: parts.people.seed, count: parts.settings.judged, threads: parts.threads },
			parts.saved.config,
			parts.runtime,
		);
		const now = performance.now() / 1000;
		[this.#tickBegan, this.#lastSave, this.#sessionBegan] = [now, now, now];
		this.#tickStep = teaching.step;
		this.#former = parts.saved.former;
	}

	static async open(parts: TeachingRunParts): Promise<TeachingRun> {
		const { saved, plan, people, runtime, threads, tracers, pool, script } = parts;
		const { config } = saved;
		const scale = scaleOfTraits(config.mapping.zDim);
		const traits = scale.columns.length;
		// Traits may be others than when the state was saved.
		const isOfThese = saved.reader?.get("weight")?.shape[0] === traits;
		const reader =
			isOfThese && saved.reader
				? saved.reader
				: fittedReader(await manyWs(runtime, config, saved.weights), scale, config.mapping.lrMultiplier);
		const networks = new Map([
			[GENERATOR_PREFIX, saved.weights],
			[READER_PREFIX, reader],
		]);
		const places = parameterPlaces(networks);
		const teaching = await Teaching.open({
			...{
				config,
				people,
				plan,
				scale,
				places,
				step: saved.step,
				pool,
				script,
				threads,
				tracers,
			},
			clock: () => performance.now() / 1000,
		});
		const { numbers } = teaching;
		const numbersOf = (generator: TrainedWeights) => (name: string) =>
			name.startsWith(GENERATOR_PREFIX)
				? generator.get(name.slice(GENERATOR_PREFIX.length))?.data
				: reader.get(name.slice(READER_PREFIX.length))?.data;
		gatherParameters(places, numbersOf(saved.weights), numbers.values);
		gatherParameters(places, numbersOf(saved.average), numbers.average);
		if (saved.moments?.mean.length === numbers.mean.length) {
			numbers.mean.set(saved.moments.mean);
			numbers.square.set(saved.moments.square);
		}
		return new TeachingRun(parts, teaching, places, scale);
	}

	get step(): number {
		return this.#teaching.step;
	}

	get lastScores(): KnownScores | null {
		return this.#scores;
	}

	/** Runs until the plan is over or a signal comes; the state is saved in any case. */
	async toTheEnd(): Promise<"finished" | "stopped"> {
		const { plan, signal, settings } = this.#parts;
		const total = plan.traitSteps + plan.steps;
		const tickSteps = Math.max(Math.round((settings.tick * 1000) / plan.batch), 1);
		while (this.#teaching.step < total) {
			if (signal.aborted) {
				await this.#save(await this.#saved());
				return "stopped";
			}
			if (this.#former && this.#teaching.step >= plan.traitSteps) await this.#translate(this.#former);
			this.#add(await this.#teaching.next());
			const { step } = this.#teaching;
			const isOver = step >= total;
			const own = step - plan.traitSteps;
			if (isOver || own % tickSteps === 0) await this.#tick();
			const isSnapshot = isOver || (own > 0 && own % (tickSteps * settings.snap) === 0);
			const isSave = isOver || performance.now() / 1000 - this.#lastSave >= settings.saveMinutes * 60;
			if (!(isSnapshot || isSave)) continue;
			const saved = await this.#saved();
			if (isSnapshot) await this.#snapshot(saved);
			if (isSave) await this.#save(saved);
		}
		return "finished";
	}

	dispose(): Promise<void> {
		return this.#teaching.dispose();
	}

	[Symbol.asyncDispose](): Promise<void> {
		return this.dispose();
	}

	#add({ reports, seconds }: TeachingStep): void {
		for (const [name, value] of Object.entries(reports)) this.#statistics.add(name, [value]);
		for (const [share, spent] of Object.entries(seconds)) this.#spent[share] = (this.#spent[share] ?? 0) + spent;
	}

	async #tick(): Promise<void> {
		const { plan, folder, terminal } = this.#parts;
		const now = performance.now() / 1000;
		const seconds = now - this.#tickBegan;
		const { step } = this.#teaching;
		const steps = step - this.#tickStep;
		const people = (step - plan.traitSteps) * plan.batch;
		const speed = (steps * plan.batch) / seconds;
		const losses = this.#statistics.take();
		const line = tickLine(losses, Date.now() / 1000, [
			...progress(Math.max(people, 0)),
			["Progress/step", step],
			["Timing/total_sec", this.#seconds()],
			["Timing/images_per_sec", speed],
			...Object.entries(this.#spent).map(([share, spent]) => [`Timing/share/${share}`, spent / seconds] as const),
		]);
		await folder.appendLine(STATS_FILE, line);
		const texts = Array.from(losses, ([name, { mean }]) => `${name.slice("Teach/".length)} ${mean.toFixed(4)}`);
		const shares = Object.entries(this.#spent).map(
			([share, spent]) => `${share} ${((100 * spent) / seconds).toFixed(0)} %`,
		);
		terminal.line(
			`step ${step} · ${(Math.max(people, 0) / 1000).toFixed(1)} kimg · ${(this.#seconds() / 60).toFixed(1)} min · ${speed.toFixed(1)} people/s · ${texts.join(" · ")} · ${shares.join(", ")}`,
		);
		this.#spent = {};
		this.#tickBegan = performance.now() / 1000;
		this.#tickStep = step;
	}

	async #snapshot(saved: SavedTeaching): Promise<void> {
		const { folder, terminal, plan } = this.#parts;
		const people = (this.#teaching.step - plan.traitSteps) * plan.batch;
		const kimg = kimgName(people);
		const { scores, sheet } = await this.#judge.judge(saved.average);
		this.#scores = scores;
		await folder.write(`sheet-${kimg}.png`, sheet);
		await folder.appendLine(METRICS_FILE, metricsLine(people, Object.entries(scores)));
		terminal.line(
			`        unseen people: ${scores.psnrAll.toFixed(2)} dB, themselves ${scores.psnrPerson.toFixed(2)} dB, depth ${scores.depthError.toFixed(4)}`,
		);
		const metadata = new Map([["made_by", folder.madeBy("teach")]]);
		const extras = new Map([["images", people]]);
		const snapshot = { format: "safetensors", networks: taughtNetworks(saved), extras, metadata } as const;
		await folder.writeCheckpoint(snapshotFile(kimg), snapshot);
		this.#tickBegan = performance.now() / 1000;
	}

	async #save(saved: SavedTeaching): Promise<void> {
		const { folder } = this.#parts;
		const metadata = new Map([["made_by", folder.madeBy("teach")]]);
		await folder.writeCheckpoint(STATE_FILE, describeTeaching(saved, metadata));
		this.#lastSave = performance.now() / 1000;
	}

	/** Copies of what the state is made of, with the mean w of now. */
	async #saved(): Promise<SavedTeaching> {
		const { saved, runtime } = this.#parts;
		const { config } = saved;
		const { numbers, step } = this.#teaching;
		const withMean = async (weights: TrainedWeights): Promise<TrainedWeights> =>
			new Map([...weights, [W_AVG, meanOfWs(await manyWs(runtime, config, weights))]]);
		return {
			config,
			weights: await withMean(this.#network(numbers.values)),
			average: await withMean(this.#network(numbers.average)),
			moments: { mean: numbers.mean.slice(), square: numbers.square.slice() },
			reader: scatterParameters(this.#places, READER_PREFIX, numbers.values),
			former: this.#former,
			step,
			seconds: this.#seconds(),
		};
	}

	/** From here on the affine layers hear the new mapping. */
	async #translate(former: TrainedWeights): Promise<void> {
		const { saved, runtime } = this.#parts;
		const { config } = saved;
		const layers = [...former.keys()].filter((name) => name.endsWith(".weight") && name.includes(".fc")).length;
		const ws = await manyWs(runtime, withLayers(config, layers), former, FITTED);
		const { lrMultiplier } = config.mapping;
		const { values, average } = this.#teaching.numbers;
		for (const run of [values, average]) {
			const reader = scatterParameters(this.#places, READER_PREFIX, run);
			const styles = translatedStyles(this.#network(run), ws, { reader, scale: this.#scale, lrMultiplier });
			for (const { name, first } of this.#places) {
				const moved = name.startsWith(GENERATOR_PREFIX) ? styles.get(name.slice(GENERATOR_PREFIX.length)) : null;
				if (moved) run.set(expectDType(name, moved, "float32").data, first);
			}
		}
		this.#former = null;
	}

	#network(values: Float32Array): TrainedWeights {
		return new Map([...this.#parts.saved.weights, ...scatterParameters(this.#places, GENERATOR_PREFIX, values)]);
	}

	#seconds(): number {
		return this.#parts.saved.seconds + performance.now() / 1000 - this.#sessionBegan;
	}
}
