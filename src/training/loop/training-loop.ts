/**
 * The loop around the steps: brings data, measures, reports every tick, and says when a snapshot is due and when the
 * state should be saved. It writes nothing itself.
 */

import type { Clock } from "../../host/clock.ts";
import { DivergedError } from "../../tensor/errors.ts";
import { augmentProbability } from "../augment/adaptive.ts";
import type { PhaseName } from "../phases/phase-graph.ts";
import type { PhaseRunner } from "../phases/run-phase.ts";
import { stepPlan } from "../plan.ts";
import type { StepOptions, TrainingSettings } from "../settings.ts";
import { type StepReport, type TrainingState, trainStep } from "../step.ts";
import { type Statistic, Statistics } from "./statistics.ts";
import type { TrainingData } from "./training-data.ts";
import type { LoopProgress } from "./training-state.ts";

/** The settings that say when something is due. The state is also saved at snapshots and at the end. */
export type LoopOptions = Pick<TrainingSettings, "kimg" | "tick" | "snap" | "saveMinutes">;

/** What happens in a tick. */
export type Share = PhaseName | "data" | "maintenance";

export interface TickReport {
	/** From 0; the first one comes after the first step, so that faults show early. */
	readonly tick: number;
	readonly images: number;
	readonly step: number;
	/** Of training so far, over all sessions. */
	readonly seconds: number;
	readonly tickSeconds: number;
	readonly imagesPerSecond: number;
	/** Until the run is over, at the speed of this tick; `null` while graphs were still being compiled. */
	readonly secondsLeft: number | null;
	/** Parts of the tick's time, 0 to 1: the phases with their optimiser, waiting for data, and what listeners did. */
	readonly shares: Readonly<Partial<Record<Share, number>>>;
	readonly statistics: ReadonlyMap<string, Statistic>;
	/** Gradient entries of this tick that were no finite numbers and were replaced. */
	readonly sanitized: number;
	/** What the schedules say for the next step. */
	readonly renderingResolution: number;
	readonly blurSigma: number;
	readonly swapProbability: number;
	/** Of each transform before the discriminator; 0 without augmentation. */
	readonly augmentProbability: number;
}

/** What the loop tells; it waits for what is returned. */
export interface LoopListener {
	onStep?(images: number): void;
	onTick(report: TickReport): Promise<void>;
	/** Comes after the tick's report. The state does not change until it is done. */
	onSnapshot(): Promise<void>;
	/** The state is to be saved; it is sound. */
	onSave(): Promise<void>;
}

export interface TrainingRun {
	readonly state: TrainingState;
	readonly progress: LoopProgress;
	readonly data: TrainingData;
	readonly options: StepOptions;
	readonly runner: PhaseRunner;
	readonly clock: Clock;
	/** Ends the run after the step in progress; its state is saved. */
	readonly signal?: AbortSignal | undefined;
	readonly listener: LoopListener;
}

/** Rejects with `DivergedError` when numbers are no longer finite, and with whatever listeners and data reject with. */
export async function runTraining(run: TrainingRun): Promise<"finished" | "stopped"> {
	const { state, options, signal } = run;
	const meter = new Meter(run);
	const total = options.kimg * 1000;
	while (state.images < total) {
		if (signal?.aborted) {
			await meter.save();
			return "stopped";
		}
		await meter.step();
		await meter.reportAndSave(state.images >= total);
	}
	return "finished";
}

/** Checks the weights first: a state that cannot be trained further must not take the place of one that can. */
async function save({ state, listener }: TrainingRun): Promise<void> {
	const { generator, discriminator } = state.networks;
	const all = [generator.weights, discriminator.weights, state.average];
	for (const [name, { data }] of all.flatMap((weights) => [...weights])) {
		if (data.every(Number.isFinite)) continue;
		throw new DivergedError(`training: '${name}' has numbers that are not finite after step ${state.step}`);
	}
	await listener.onSave();
}

/** Runs steps and knows where their time went. */
class Meter {
	readonly #run: TrainingRun;
	readonly #statistics = new Statistics();
	#spent = new Map<Share, number>();
	#sanitized = 0;
	#tickBegan: number;
	#lastSave: number;
	/** When `progress.seconds` was brought up to date. */
	#counted: number;

	constructor(run: TrainingRun) {
		this.#run = run;
		this.#tickBegan = run.clock();
		this.#lastSave = this.#tickBegan;
		this.#counted = this.#tickBegan;
	}

	async step(): Promise<void> {
		const { state, options, data, runner, clock, listener } = this.#run;
		const start = clock();
		const batch = await data.next(state.random);
		this.#spend("data", clock() - start);
		this.#add(await trainStep(state, options, batch, runner, { clock }));
		listener.onStep?.(state.images);
	}

	async reportAndSave(isOver: boolean): Promise<void> {
		const { state, progress, options, listener } = this.#run;
		const isTick = isOver || progress.tick === 0 || state.images >= progress.tickStart + options.tick * 1000;
		if (!isTick) {
			if (this.#isSaveDue()) await this.save();
			return;
		}
		const report = this.#report();
		const { snap } = options;
		const isSnapshot = isOver || (snap > 0 && progress.tick % snap === 0);
		progress.tick += 1;
		progress.tickStart = state.images;
		await this.#maintain(() => listener.onTick(report));
		if (isSnapshot) await this.#maintain(() => listener.onSnapshot());
		if (isSnapshot || this.#isSaveDue()) await this.save();
	}

	async save(): Promise<void> {
		await this.#maintain(() => save(this.#run));
		this.#lastSave = this.#run.clock();
	}

	#isSaveDue(): boolean {
		return this.#run.clock() - this.#lastSave >= this.#run.options.saveMinutes * 60;
	}

	/** Work around the steps. */
	async #maintain(work: () => Promise<void>): Promise<void> {
		const { clock } = this.#run;
		const start = clock();
		this.#count();
		await work();
		this.#spend("maintenance", clock() - start);
	}

	#add({ values, sanitized, seconds }: StepReport): void {
		for (const [name, reported] of values) this.#statistics.add(name, reported);
		for (const [phase, spent] of seconds) this.#spend(phase, spent);
		this.#sanitized += sanitized;
	}

	#spend(share: Share, seconds: number): void {
		this.#spent.set(share, (this.#spent.get(share) ?? 0) + seconds);
	}

	/** Brings the run's own time up to date. */
	#count(): void {
		const now = this.#run.clock();
		this.#run.progress.seconds += now - this.#counted;
		this.#counted = now;
	}

	/** Closes the tick. */
	#report(): TickReport {
		const { state, progress, options } = this.#run;
		this.#count();
		const tickSeconds = this.#counted - this.#tickBegan;
		const images = state.images - progress.tickStart;
		const imagesPerSecond = images / Math.max(tickSeconds, 1e-9);
		const shares = [...this.#spent].map(([share, seconds]) => [share, seconds / Math.max(tickSeconds, 1e-9)] as const);
		const plan = stepPlan(options, state.networks, state.images);
		const report: TickReport = {
			tick: progress.tick,
			images: state.images,
			step: state.step,
			seconds: progress.seconds,
			tickSeconds,
			imagesPerSecond,
			secondsLeft: progress.tick === 0 ? null : Math.max(options.kimg * 1000 - state.images, 0) / imagesPerSecond,
			shares: Object.fromEntries(shares),
			statistics: this.#statistics.take(),
			sanitized: this.#sanitized,
			renderingResolution: plan.setup.neuralRenderingResolution,
			blurSigma: plan.blurSigma,
			swapProbability: plan.swapProbability,
			augmentProbability: augmentProbability(options, state.augment),
		};
		this.#spent = new Map();
		this.#sanitized = 0;
		this.#tickBegan = this.#counted;
		return report;
	}
}
