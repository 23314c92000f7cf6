/** A teaching under way: shared numbers, threads, and one step after the other. */

import { STREAM, streamSeed } from "../../heads/identity/draws.ts";
import { type TraitScale, traitScale } from "../../heads/latent/visible-traits.ts";
import { portraitLatent } from "../../heads/portrait.ts";
import { personRayNumbers, type RaySet } from "../../heads/rays/person-rays.ts";
import type { Clock } from "../../host/clock.ts";
import type { WorkerPool, WorkerScript } from "../../host/worker-pool.ts";
import type { GeneratorConfig } from "../../networks/config.ts";
import { DivergedError } from "../../tensor/errors.ts";
import { randomBelow } from "../../tensor/random-integers.ts";
import { RandomState } from "../../tensor/random-state.ts";
import { PHASE_DEFAULTS, type PlanesSetup } from "../phases/phase-setup.ts";
import { type ParameterPlace, placedNumbers, type SharedNumbers, sharedNumbers } from "./flat-parameters.ts";
import { PeopleWindow, poolSlots } from "./people-window.ts";
import { openCrew, type TeachingCrew } from "./teaching-crew.ts";
import { type LessonKind, movedBy } from "./teaching-graphs.ts";
import { batchParts, stepOfPlan, type TeachingPlan } from "./teaching-plan.ts";
import type { TaskReport, TeachingSetup } from "./teaching-work.ts";
import { crowdSize } from "./trait-crowd.ts";

/** People whose traits give the scale of all. */
const SCALE_PEOPLE = 4000;

/** Mean and deviation of traits of people who are like those taught. */
export function scaleOfTraits(zDim: number): TraitScale {
	return traitScale(Array.from({ length: SCALE_PEOPLE }, (_, index) => portraitLatent({ seed: 0 }, index, zDim)));
}

export interface TeachingParts {
	readonly config: GeneratorConfig;
	readonly people: RaySet;
	readonly plan: TeachingPlan;
	readonly scale: TraitScale;
	readonly places: readonly ParameterPlace[];
	/** Where the run stands: steps so far. */
	readonly step: number;
	readonly pool: WorkerPool;
	/** A module that calls `serveTeaching`. */
	readonly script: WorkerScript;
	readonly threads: number;
	/** Threads that trace people beside those. */
	readonly tracers: number;
	readonly clock: Clock;
}

export interface TeachingStep {
	readonly lesson: LessonKind;
	/** Means over the parts of the batch. */
	readonly reports: TaskReport;
	/** Seconds spent waiting for rays, for gradients, and for the optimiser. */
	readonly seconds: Readonly<Record<"rays" | "gradients" | "optimiser", number>>;
}

/** Runs steps. Fill `numbers` before the first one. */
export class Teaching implements AsyncDisposable {
	readonly numbers: SharedNumbers;
	/** Steps so far. */
	step: number;
	readonly #parts: TeachingParts;
	readonly #crew: TeachingCrew;
	readonly #tracing: TeachingCrew;
	readonly #window: PeopleWindow;

	private constructor(
		parts: TeachingParts,
		numbers: SharedNumbers,
		crew: TeachingCrew,
		tracing: TeachingCrew,
		window: PeopleWindow,
	) {
		this.numbers = numbers;
		this.step = parts.step;
		this.#parts = parts;
		this.#crew = crew;
		this.#tracing = tracing;
		this.#window = window;
	}

	static async open(parts: TeachingParts): Promise<Teaching> {
		const { plan, people, config, scale, places, threads, tracers, pool, script } = parts;
		const numbers = sharedNumbers(placedNumbers(places), batchParts(plan));
		const slots = poolSlots(plan.window) * personRayNumbers(people);
		const setup: TeachingSetup = {
			planes: planesSetup(config, plan.part),
			...{ people, scale, places, shared: numbers },
			pool: new Float32Array(new SharedArrayBuffer(4 * slots)),
			traitPeople: plan.traitPeople,
			traitCrowd: crowdSize(plan.traitSteps * batchParts(plan) * plan.traitPeople),
			marchedRays: plan.marchedRays,
			samples: plan.samples,
		};
		const crew = await openCrew(pool, script, { threads, name: "teaching", setup });
		const tracing = await openCrew(pool, script, { threads: tracers, name: "tracing", setup });
		const window = new PeopleWindow(plan.window, tracing, Math.max(parts.step - plan.traitSteps, 0));
		return new Teaching(parts, numbers, crew, tracing, window);
	}

	/** One step. Rejects with `DivergedError` when a loss is no finite number; the parameters are then as before. */
	async next(): Promise<TeachingStep> {
		const { plan, people, places, clock } = this.#parts;
		const { lesson, adam, updates, averageShare, isFirst } = stepOfPlan(plan, this.step);
		const began = clock();
		const chosen = lesson === "traits" ? [] : await this.#choosePeople();
		const ready = clock();
		const parts = this.numbers.gradients.length;
		const reports = await Promise.all(
			Array.from({ length: parts }, (_, part) =>
				this.#crew.run({
					...{ kind: "gradient", lesson, part },
					people: chosen.slice(part * plan.part, (part + 1) * plan.part),
					seed: streamSeed(plan.seed ^ people.seed, this.step * parts + part, STREAM.lesson),
				}),
			),
		);
		const mean = meanReport(reports);
		this.#requireFinite(mean);
		const computed = clock();
		if (isFirst) for (const run of [this.numbers.mean, this.numbers.square]) run.fill(0);
		const { size } = this.#crew;
		const updated = rangesOfLesson(places, lesson).flatMap(({ first, end }) =>
			Array.from({ length: size }, (_, at) => ({
				first: first + Math.floor((at * (end - first)) / size),
				end: first + Math.floor(((at + 1) * (end - first)) / size),
			})),
		);
		await Promise.all(
			updated.map((range) => this.#crew.run({ kind: "update", ...range, adam, steps: updates, averageShare })),
		);
		this.step += 1;
		const seconds = { rays: ready - began, gradients: computed - ready, optimiser: clock() - computed };
		return { lesson, reports: mean, seconds };
	}

	async dispose(): Promise<void> {
		await Promise.all([this.#crew.dispose(), this.#tracing.dispose()]);
	}

	[Symbol.asyncDispose](): Promise<void> {
		return this.dispose();
	}

	/** The people of the coming step, all different: drawn from those who are ready, by the step alone. */
	async #choosePeople(): Promise<{ readonly index: number; readonly slot: number }[]> {
		const { plan, people } = this.#parts;
		const own = this.step - plan.traitSteps;
		const { low, high } = await this.#window.at(own);
		const random = new RandomState(streamSeed(plan.seed ^ people.seed, own, STREAM.choice));
		const chosen = new Set<number>();
		while (chosen.size < plan.batch) chosen.add(low + randomBelow(random, high - low));
		return [...chosen].map((index) => ({ index, slot: this.#window.slot(index) }));
	}

	#requireFinite(report: TaskReport): void {
		for (const [name, value] of Object.entries(report)) {
			if (Number.isFinite(value)) continue;
			throw new DivergedError(
				`teaching: '${name}' is ${value} at step ${this.step}, want a finite number – lower the learning rate`,
			);
		}
	}
}

/** Runs of parameters that a lesson moves. */
function rangesOfLesson(places: readonly ParameterPlace[], lesson: LessonKind): { first: number; end: number }[] {
	const ranges: { first: number; end: number }[] = [];
	for (const { name, first, count } of places) {
		if (!movedBy(lesson, name)) continue;
		const last = ranges.at(-1);
		if (last?.end === first) last.end += count;
		else ranges.push({ first, end: first + count });
	}
	return ranges;
}

function planesSetup(generator: GeneratorConfig, batch: number): PlanesSetup {
	return { ...PHASE_DEFAULTS, generator, batch, poseSwapping: false, noiseMode: "none" };
}

function meanReport(reports: readonly TaskReport[]): TaskReport {
	const names = Object.keys(reports[0] ?? {});
	return Object.fromEntries(
		names.map((name) => [name, reports.reduce((sum, one) => sum + (one[name] ?? 0), 0) / reports.length]),
	);
}
