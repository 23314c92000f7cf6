/** Runs phases, in one graph or cut into parts, whichever the device does better. */

import type { InferenceRuntime } from "../../host/inference-runtime.ts";
import type { WorkerPool } from "../../host/worker-pool.ts";
import { loadPlaneGradient } from "../../rendering/march/kernels/plane-gradient/load-plane-gradient.ts";
import { createDifferentiableMarcher } from "../../rendering/march/kernels/wasm/wasm-differentiable.ts";
import type { Shape } from "../../tensor/shape.ts";
import type { CutPhase } from "./cut-phase.ts";
import type { PhaseGraph, PhaseName } from "./phase-graph.ts";
import {
	GraphSlots,
	type PhaseFeeds,
	type PhaseResult,
	type PhaseWeights,
	type ReadyGraph,
	runGraph,
} from "./run-graph.ts";
import { type PhaseKernels, partInputs, type ReadyParts, runParts } from "./run-parts.ts";

export type { PhaseFeeds, PhaseResult, PhaseWeights } from "./run-graph.ts";

/** How to make the graphs of a phase. */
export interface PhaseGraphs {
	readonly build: () => PhaseGraph;
	/** The same phase in parts; `undefined` where it is quicker as a whole. */
	readonly cut: () => CutPhase | undefined;
}

/** The graphs of a phase, which may have been compiled before. */
export interface PhaseRecipe extends PhaseGraphs {
	readonly phase: PhaseName;
	/** Everything that the graphs depend on, as text: equal keys share compiled graphs. */
	readonly key: string;
}

/** Keeps the graphs of each phase that ran last, and ends them when the phase is run in another way. */
export class PhaseRunner implements AsyncDisposable {
	readonly #slots: GraphSlots;
	readonly #kernels: PhaseKernels | null;

	/**
	 * The runtime stays the caller's.
	 * @param kernels  cuts phases that can be cut, and runs these between the parts; they are ended with the runner.
	 *                 `null` leaves phases whole
	 */
	constructor(runtime: InferenceRuntime, kernels: PhaseKernels | null) {
		this.#slots = new GraphSlots(runtime);
		this.#kernels = kernels;
	}

	/** Names and shapes of everything that the phase wants fed, the networks' tensors included. */
	async inputs(recipe: PhaseRecipe): Promise<ReadonlyMap<string, Shape>> {
		const parts = await this.#parts(recipe);
		return parts ? partInputs(parts) : (await this.#whole(recipe)).inputs;
	}

	/** Runs a phase, one at a time. Rejects with `RuntimeFailureError` naming an input that nobody fed. */
	async run(recipe: PhaseRecipe, weights: PhaseWeights, feeds: PhaseFeeds): Promise<PhaseResult> {
		const parts = await this.#parts(recipe);
		return parts && this.#kernels
			? await runParts(parts, weights, feeds, this.#kernels)
			: await runGraph(await this.#whole(recipe), weights, feeds);
	}

	/** Ends all sessions, and the kernels. */
	async dispose(): Promise<void> {
		await this.#slots.dispose();
		await this.#kernels?.marcher.dispose();
	}

	[Symbol.asyncDispose](): Promise<void> {
		return this.dispose();
	}

	#whole({ phase, key, build }: PhaseRecipe): Promise<ReadyGraph> {
		return this.#slots.get(phase, key, build);
	}

	async #parts({ phase, key, cut }: PhaseRecipe): Promise<ReadyParts | null> {
		const made = this.#kernels && cut();
		if (!made) return null;
		const part = (name: string, build: () => PhaseGraph): Promise<ReadyGraph> =>
			this.#slots.get(`${phase}, ${name}`, `${key}, ${name}`, build);
		return {
			generate: await part("generate", made.generate),
			loss: await part("loss", made.loss),
			backward: made.backward && (await part("backward", made.backward)),
			cut: made,
		};
	}
}

export interface PhaseRunnerOptions {
	/** Makes the renderer's threads; `null` (default) renders on the calling thread. */
	readonly workers?: WorkerPool | null | undefined;
	/** Threads of the renderer; default: as many as the machine runs at once. Results do not depend on it. */
	readonly threads?: number | undefined;
}

/**
 * A runner in the way that suits the device: phases cut into parts on the CPU, whole on a GPU.
 *
 * The runtime stays the caller's; the runner is to be disposed of.
 * Rejects with `RuntimeUnavailableError` where the CPU trains and there is no WebAssembly.
 */
export async function openPhaseRunner(
	runtime: InferenceRuntime,
	{ workers = null, threads }: PhaseRunnerOptions = {},
): Promise<PhaseRunner> {
	if (runtime.device !== "cpu") return new PhaseRunner(runtime, null);
	const planeGradient = await loadPlaneGradient();
	const marcher = await createDifferentiableMarcher({ workers, threads });
	return new PhaseRunner(runtime, { marcher, planeGradient });
}
