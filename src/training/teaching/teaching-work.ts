/**
 * The work of one thread of a teaching: gradients of a part of a batch, a step of the optimiser on a range of parameters,
 * and rays of people. What threads share lies in shared memory; a result does not depend on who computed it.
 */

import type { TraitScale } from "../../heads/latent/visible-traits.ts";
import { personRayNumbers, type RaySet, tracePersonRays } from "../../heads/rays/person-rays.ts";
import type { InferenceRuntime } from "../../host/inference-runtime.ts";
import { loadPlaneGradient } from "../../rendering/march/kernels/plane-gradient/load-plane-gradient.ts";
import type { PlaneGradient } from "../../rendering/march/plane-gradient.ts";
import { type Float32Tensor, float32Tensor } from "../../tensor/host-tensor.ts";
import { RandomState } from "../../tensor/random-state.ts";
import type { AdamOptions } from "../optimiser/adam.ts";
import { backwardFromPlanes, HANDED_ON, planesPhase } from "../phases/cut-phase.ts";
import { GENERATOR_PREFIX } from "../phases/inputs.ts";
import type { PhaseGraph } from "../phases/phase-graph.ts";
import type { PlanesSetup } from "../phases/phase-setup.ts";
import { GraphSlots, type PhaseResult, type ReadyGraph, runGraph } from "../phases/run-graph.ts";
import { gradientOfPlanes, handedOn } from "../phases/run-parts.ts";
import type { ParameterPlace, SharedNumbers } from "./flat-parameters.ts";
import { drawPoints, drawRays, type LessonRays, someRays, VIEWS_OF_A_LESSON } from "./lesson.ts";
import { LessonPeople } from "./lesson-people.ts";
import {
	fixedRayStart,
	type LessonKind,
	noWsGradient,
	pointsGraph,
	type RaySamples,
	raysGraph,
	traitsGraph,
} from "./teaching-graphs.ts";
import { TraitCrowd } from "./trait-crowd.ts";
import { updateRange } from "./update-range.ts";

/** What all threads of a teaching know. Plain data, so that it can be posted. */
export interface TeachingSetup {
	readonly planes: PlanesSetup;
	readonly people: RaySet;
	/** People whose traits the mapping is taught in one part of a batch. */
	readonly traitPeople: number;
	/** People of whom those are drawn. */
	readonly traitCrowd: number;
	readonly scale: TraitScale;
	readonly places: readonly ParameterPlace[];
	readonly shared: SharedNumbers;
	/** [slots, personRayNumbers(people)] */
	readonly pool: Float32Array;
	/** Rays of each person in a part that marches, and samples along each. */
	readonly marchedRays: number;
	readonly samples: RaySamples;
}

/** The gradients of one part of a batch. */
export interface GradientTask {
	readonly kind: "gradient";
	readonly lesson: LessonKind;
	/** Which part of the batch: its gradients go there. */
	readonly part: number;
	/** Numbers of the people, as many as `planes.batch`, and where in the pool their rays are. */
	readonly people: readonly { readonly index: number; readonly slot: number }[];
	/** Seed of everything that is drawn. */
	readonly seed: number;
}

/** The optimiser on parameters [first, end). */
export interface UpdateTask {
	readonly kind: "update";
	readonly first: number;
	readonly end: number;
	readonly adam: AdamOptions;
	/** Updates so far, this one included. */
	readonly steps: number;
	/** How much of the moving average stays. */
	readonly averageShare: number;
}

export interface TraceTask {
	readonly kind: "trace";
	readonly index: number;
	readonly slot: number;
}

export type TeachingTask = GradientTask | UpdateTask | TraceTask;

/** Values of a graph's inputs by name. */
type Feeds = Readonly<Record<string, Float32Tensor | Float32Array>>;

/** Values that are reported, by name. */
export type TaskReport = Readonly<Record<string, number>>;

export class TeachingWork {
	readonly #setup: TeachingSetup;
	readonly #slots: GraphSlots;
	readonly #planeGradient: PlaneGradient;
	readonly #people: LessonPeople;
	/** Made at the first lesson in traits. */
	#crowd: TraitCrowd | null = null;
	/** Parameters as the graphs take them, and where the shared ones are. */
	readonly #weights: ReadonlyMap<string, { readonly place: ParameterPlace; readonly copy: Float32Tensor }>;
	/** Those of them that were copied since the present task began. */
	readonly #copied = new Set<string>();

	private constructor(setup: TeachingSetup, runtime: InferenceRuntime, planeGradient: PlaneGradient) {
		this.#setup = setup;
		this.#slots = new GraphSlots(runtime);
		this.#planeGradient = planeGradient;
		this.#people = new LessonPeople(setup.people.seed, setup.planes.generator.mapping.zDim);
		this.#weights = new Map(
			setup.places.map((place) => [
				place.name,
				{ place, copy: float32Tensor(place.shape, new Float32Array(place.count)) },
			]),
		);
	}

	/** The runtime stays the caller's. */
	static async open(setup: TeachingSetup, runtime: InferenceRuntime): Promise<TeachingWork> {
		return new TeachingWork(setup, runtime, await loadPlaneGradient());
	}

	async run(task: TeachingTask): Promise<TaskReport> {
		if (task.kind === "trace") {
			this.#trace(task);
			return {};
		}
		if (task.kind === "update") return { sanitized: updateRange(this.#setup.shared, task) };
		return await this.#gradient(task);
	}

	dispose(): Promise<void> {
		return this.#slots.dispose();
	}

	#trace({ index, slot }: TraceTask): void {
		tracePersonRays(this.#setup.people, index, this.#people.latent(index), this.#raysOf(slot));
	}

	#raysOf(slot: number): Float32Array {
		const numbers = personRayNumbers(this.#setup.people);
		return this.#setup.pool.subarray(slot * numbers, (slot + 1) * numbers);
	}

	async #gradient(task: GradientTask): Promise<TaskReport> {
		this.#copied.clear();
		const target = this.#setup.shared.gradients[task.part];
		if (!target) throw new RangeError(`teaching: a batch has no part ${task.part}`);
		target.fill(0);
		const random = new RandomState(task.seed);
		if (task.lesson === "traits") return await this.#traits(random, target);
		return await this.#picture(task, task.lesson, random, target);
	}

	/** What planes show, against what is known of the people. */
	async #picture(
		{ people }: GradientTask,
		lesson: Exclude<LessonKind, "traits">,
		random: RandomState,
		target: Float32Array,
	): Promise<TaskReport> {
		const { planes: setup, people: set } = this.#setup;
		const { generator } = setup;
		const z = joined(people.map(({ index }) => this.#people.latent(index)));
		const rayStart = fixedRayStart(setup);
		const draw = (fromBehind: boolean): LessonRays[] =>
			people.map(({ slot }) => drawRays(this.#raysOf(slot), set, random, { rayStart, fromBehind }));
		const generated = await this.#run("planes", () => planesPhase(setup, "planes"), { z });
		const planes = { planes: handedOn(generated, "planes") };
		const parts: PhaseResult[] = [];
		if (lesson !== "pictures") parts.push(await this.#points(draw(true), random, planes));
		if (lesson !== "points") parts.push(await this.#rays(lesson, draw(false), random, planes));
		for (const { gradients } of parts) this.#keep(gradients, GENERATOR_PREFIX, target);
		const gradient = gradientOfPlanes(parts, generator, this.#planeGradient);
		const back = await this.#run("backward", () => backwardFromPlanes(setup), {
			...{ z, [HANDED_ON.planesGradient]: gradient },
			...noWsGradient(setup),
		});
		this.#keep(back.gradients, GENERATOR_PREFIX, target);
		return Object.assign({}, ...parts.map(({ reports }) => numbersOf(reports)));
	}

	#points(lessons: readonly LessonRays[], random: RandomState, planes: Feeds): Promise<PhaseResult> {
		const { planes: setup, people } = this.#setup;
		const R = VIEWS_OF_A_LESSON * people.raysPerView;
		const drawn = lessons.map((lesson) => drawPoints(lesson, setup.generator.rendering.boxWarp, random));
		return this.#run("points", () => pointsGraph(setup, R), {
			...planes,
			points: joined(drawn.map(({ points }) => points)),
			known: joined(drawn.map(({ known }) => known)),
			colours: joined(lessons.map(({ colours }) => colours)),
		});
	}

	#rays(
		lesson: "rays" | "pictures",
		lessons: readonly LessonRays[],
		random: RandomState,
		planes: Feeds,
	): Promise<PhaseResult> {
		const { planes: setup, marchedRays: R, samples } = this.#setup;
		const N = lessons.length;
		const chosen = lessons.map((lesson) => someRays(lesson, R, random));
		const all = (part: keyof LessonRays): Float32Array => joined(chosen.map((rays) => rays[part]));
		return this.#run(lesson, () => raysGraph(lesson, setup, R, samples), {
			...planes,
			...{ origins: all("origins"), directions: all("directions"), colours: all("colours"), depths: all("depths") },
			jitter: random.uniformFloat32(N * R * samples.coarse),
			u: random.uniformFloat32(N * R * samples.fine),
		});
	}

	/** People of whom only the traits are asked. */
	async #traits(random: RandomState, target: Float32Array): Promise<TaskReport> {
		const { planes: setup, scale, traitPeople: N, traitCrowd } = this.#setup;
		this.#crowd ??= new TraitCrowd(scale, setup.generator.mapping.zDim, traitCrowd);
		const graph = (): PhaseGraph => traitsGraph({ ...setup, batch: N }, scale.columns.length);
		const result = await this.#run("traits", graph, this.#crowd.draw(N, random));
		this.#keep(result.gradients, "", target);
		return numbersOf(result.reports);
	}

	/** Runs a graph on parameters as they are now, and on feeds: numbers take the shape that the graph wants them in. */
	async #run(name: string, build: Parameters<GraphSlots["get"]>[2], feeds: Feeds): Promise<PhaseResult> {
		const ready: ReadyGraph = await this.#slots.get(name, name, build);
		const fed = [...ready.inputs].flatMap(([input, shape]) => {
			const value = feeds[input] ?? this.#weight(input);
			if (!value) return [];
			return [[input, value instanceof Float32Array ? float32Tensor(shape, value) : value] as const];
		});
		const none = { generator: new Map(), discriminator: new Map() };
		return await runGraph(ready, none, Object.fromEntries(fed));
	}

	/** A parameter as it is now: a graph's copy, since the shared one is no tensor of its own. */
	#weight(name: string): Float32Tensor | undefined {
		const weight = this.#weights.get(name);
		if (!weight) return undefined;
		const { place, copy } = weight;
		if (!this.#copied.has(name)) {
			copy.data.set(this.#setup.shared.values.subarray(place.first, place.first + place.count));
			this.#copied.add(name);
		}
		return copy;
	}

	/** Adds gradients to their places. */
	#keep(gradients: ReadonlyMap<string, Float32Tensor>, prefix: string, target: Float32Array): void {
		for (const { name, first, count } of this.#setup.places) {
			if (!name.startsWith(prefix)) continue;
			const gradient = gradients.get(name.slice(prefix.length))?.data;
			if (!gradient) continue;
			for (let index = 0; index < count; index++)
				target[first + index] = (target[first + index] ?? 0) + (gradient[index] ?? 0);
		}
	}
}

function joined(parts: readonly Float32Array[]): Float32Array {
	const length = parts.reduce((sum, part) => sum + part.length, 0);
	const whole = new Float32Array(length);
	let at = 0;
	for (const part of parts) {
		whole.set(part, at);
		at += part.length;
	}
	return whole;
}

function numbersOf(reports: ReadonlyMap<string, Float32Tensor>): TaskReport {
	return Object.fromEntries([...reports].map(([name, { data }]) => [name, data[0] ?? Number.NaN]));
}
