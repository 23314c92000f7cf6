/** Runs phases, in one graph or cut into parts, whichever the device does better. */

import type { InferenceRuntime } from "../../host/inference-runtime.ts";
import type { PlaneGradient } from "../../rendering/march/plane-gradient.ts";
import { RuntimeFailureError } from "../../tensor/errors.ts";
import type { HostTensor } from "../../tensor/host-tensor.ts";
import type { Shape } from "../../tensor/shape.ts";
import { type CutPhase, HANDED_ON } from "./cut-phase.ts";
import type { PhaseGraph, PhaseName } from "./phase-graph.ts";
import {
	GraphSlots,
	type PhaseFeeds,
	type PhaseResult,
	type PhaseWeights,
	type ReadyGraph,
	runGraph,
} from "./run-graph.ts";

export type { PhaseFeeds, PhaseResult, PhaseWeights } from "./run-graph.ts";

/** How to make the graphs of a phase, which may have been compiled before. */
export interface PhaseRecipe {
	readonly phase: PhaseName;
	/** Everything that the graphs depend on, as text: equal keys share compiled graphs. */
	readonly key: string;
	readonly build: () => PhaseGraph;
	/** The same phase in parts, where it can be cut. */
	readonly cut?: (() => CutPhase) | undefined;
}

/** The parts of a cut phase, ready to run. */
interface ReadyParts {
	readonly painting: ReadyGraph;
	readonly rendering: ReadyGraph;
	readonly backward: ReadyGraph;
	readonly cut: CutPhase;
}

/** Keeps the graphs of each phase that ran last, and ends them when the phase is run in another way. */
export class PhaseRunner implements AsyncDisposable {
	readonly #slots: GraphSlots;
	readonly #planeGradient: PlaneGradient | null;

	/**
	 * The runtime stays the caller's.
	 * @param planeGradient  cuts phases that can be cut and works this out between the parts; `null` leaves them whole
	 */
	constructor(runtime: InferenceRuntime, planeGradient: PlaneGradient | null) {
		this.#slots = new GraphSlots(runtime);
		this.#planeGradient = planeGradient;
	}

	/** Names and shapes of everything that the phase wants fed from outside, the networks' tensors included. */
	async inputs(recipe: PhaseRecipe): Promise<ReadonlyMap<string, Shape>> {
		const parts = await this.#parts(recipe);
		if (!parts) return (await this.#whole(recipe)).inputs;
		const { painting, rendering, backward } = parts;
		const all = [painting, rendering, backward].flatMap(({ inputs }) => [...inputs]);
		return new Map(all.filter(([name]) => !HANDED_ON_INPUTS.has(name)));
	}

	/** Runs a phase, one at a time. Rejects with `RuntimeFailureError` naming an input that nobody fed. */
	async run(recipe: PhaseRecipe, weights: PhaseWeights, feeds: PhaseFeeds): Promise<PhaseResult> {
		const parts = await this.#parts(recipe);
		return parts && this.#planeGradient
			? await runParts(parts, weights, feeds, this.#planeGradient)
			: await runGraph(await this.#whole(recipe), weights, feeds);
	}

	/** Ends all sessions. */
	dispose(): Promise<void> {
		return this.#slots.dispose();
	}

	[Symbol.asyncDispose](): Promise<void> {
		return this.dispose();
	}

	#whole({ phase, key, build }: PhaseRecipe): Promise<ReadyGraph> {
		return this.#slots.get(phase, key, build);
	}

	async #parts({ phase, key, cut }: PhaseRecipe): Promise<ReadyParts | null> {
		if (!this.#planeGradient || !cut) return null;
		const made = cut();
		const part = (name: "painting" | "rendering" | "backward"): Promise<ReadyGraph> =>
			this.#slots.get(`${phase}, ${name}`, `${key}, ${name}`, made[name]);
		return {
			painting: await part("painting"),
			rendering: await part("rendering"),
			backward: await part("backward"),
			cut: made,
		};
	}
}

/** Inputs of the parts that come from each other. */
const HANDED_ON_INPUTS: ReadonlySet<string> = new Set([
	HANDED_ON.planes,
	HANDED_ON.ws,
	HANDED_ON.planesGradient,
	HANDED_ON.wsGradient,
]);

async function runParts(
	{ painting, rendering, backward, cut }: ReadyParts,
	weights: PhaseWeights,
	feeds: PhaseFeeds,
	planeGradient: PlaneGradient,
): Promise<PhaseResult> {
	const painted = await runGraph(painting, weights, feeds);
	const rendered = await runGraph(rendering, weights, { ...feeds, ...Object.fromEntries(painted.handedOn) });
	const samplings = Array.from({ length: cut.samplings }, (_, index) => ({
		points: handedOn(rendered, HANDED_ON.points(index)),
		features: handedOn(rendered, HANDED_ON.featuresGradient(index)),
	}));
	const gradient = planeGradient(samplings, cut.layout);
	const back = await runGraph(backward, weights, {
		...feeds,
		[HANDED_ON.planesGradient]: gradient,
		[HANDED_ON.wsGradient]: handedOn(rendered, HANDED_ON.wsGradient),
	});
	return {
		reports: rendered.reports,
		gradients: new Map([...back.gradients, ...rendered.gradients]),
		buffers: new Map(),
		handedOn: new Map(),
	};
}

function handedOn({ handedOn: tensors }: PhaseResult, name: string): HostTensor<"float32"> {
	const tensor = tensors.get(name);
	if (!tensor) throw new RuntimeFailureError(`cut phase: a part did not hand on '${name}'`);
	return tensor;
}
