/** Runs phases: compiles each graph once, feeds it, and sorts its outputs. */

import type { CompiledGraph, InferenceRuntime } from "../../host/inference-runtime.ts";
import { RuntimeFailureError } from "../../tensor/errors.ts";
import { expectDType, type HostTensor } from "../../tensor/host-tensor.ts";
import type { Shape } from "../../tensor/shape.ts";
import type { TrainedWeights } from "../networks/training-networks.ts";
import { DISCRIMINATOR_PREFIX, GENERATOR_PREFIX } from "./inputs.ts";
import {
	BUFFER_PREFIX,
	GRADIENT_PREFIX,
	type PhaseGraph,
	type PhaseName,
	phaseInputs,
	serializePhase,
} from "./phase-graph.ts";

/** The inputs of a phase besides the networks' tensors, by name: images, labels, random numbers, blur. */
export type PhaseFeeds = Readonly<Record<string, HostTensor<"float32">>>;

export interface PhaseResult {
	/** Reported values by their published names. */
	readonly reports: ReadonlyMap<string, HostTensor<"float32">>;
	/** By official name; a parameter that the objective does not depend on is not there. */
	readonly gradients: ReadonlyMap<string, HostTensor<"float32">>;
	/** New values of the trained network's, or in Dmain the generator's, buffers. */
	readonly buffers: ReadonlyMap<string, HostTensor<"float32">>;
}

/** How to make the graph of a phase, which may have been compiled before. */
export interface PhaseRecipe {
	readonly phase: PhaseName;
	/** Everything that the graph depends on, as text: equal keys share one compiled graph. */
	readonly key: string;
	readonly build: () => PhaseGraph;
}

export interface PhaseWeights {
	readonly generator: TrainedWeights;
	readonly discriminator: TrainedWeights;
}

interface CompiledPhase {
	readonly key: string;
	readonly inputs: ReadonlyMap<string, Shape>;
	readonly graph: CompiledGraph;
}

/** Keeps the graph of each phase that ran last, and ends it when the phase is run in another way. */
export class PhaseRunner implements AsyncDisposable {
	readonly #runtime: InferenceRuntime;
	readonly #compiled = new Map<PhaseName, CompiledPhase>();

	/** The runtime stays the caller's. */
	constructor(runtime: InferenceRuntime) {
		this.#runtime = runtime;
	}

	/** Names and shapes of everything that the phase wants fed, the networks' tensors included. */
	async inputs(recipe: PhaseRecipe): Promise<ReadonlyMap<string, Shape>> {
		return (await this.#compile(recipe)).inputs;
	}

	/** Runs a phase, one at a time. Rejects with `RuntimeFailureError` naming an input that nobody fed. */
	async run(recipe: PhaseRecipe, weights: PhaseWeights, feeds: PhaseFeeds): Promise<PhaseResult> {
		const { graph, inputs } = await this.#compile(recipe);
		const fed = [...inputs.keys()].map((name) => [name, fedValue(name, recipe.key, weights, feeds)] as const);
		return sorted(await graph.run(Object.fromEntries(fed)));
	}

	/** Ends all sessions. */
	async dispose(): Promise<void> {
		const all = [...this.#compiled.values()];
		this.#compiled.clear();
		await Promise.allSettled(all.map(({ graph }) => graph.dispose()));
	}

	[Symbol.asyncDispose](): Promise<void> {
		return this.dispose();
	}

	async #compile({ phase, key, build }: PhaseRecipe): Promise<CompiledPhase> {
		const known = this.#compiled.get(phase);
		if (known?.key === key) return known;
		this.#compiled.delete(phase);
		await known?.graph.dispose();
		const built = build();
		const graph = await this.#runtime.compile(key, serializePhase(built));
		const compiled = { key, inputs: phaseInputs(built), graph };
		this.#compiled.set(phase, compiled);
		return compiled;
	}
}

function fedValue(
	name: string,
	phase: string,
	{ generator, discriminator }: PhaseWeights,
	feeds: PhaseFeeds,
): HostTensor {
	const from = (weights: TrainedWeights, prefix: string): HostTensor | undefined =>
		weights.get(name.slice(prefix.length));
	const value = feeds[name] ?? (name.startsWith(GENERATOR_PREFIX) ? from(generator, GENERATOR_PREFIX) : undefined);
	const found =
		value ?? (name.startsWith(DISCRIMINATOR_PREFIX) ? from(discriminator, DISCRIMINATOR_PREFIX) : undefined);
	if (!found) throw new RuntimeFailureError(`phase '${phase}': input '${name}' has no value`);
	return found;
}

function sorted(outputs: Readonly<Record<string, HostTensor>>): PhaseResult {
	const reports = new Map<string, HostTensor<"float32">>();
	const gradients = new Map<string, HostTensor<"float32">>();
	const buffers = new Map<string, HostTensor<"float32">>();
	for (const [name, value] of Object.entries(outputs)) {
		const tensor = expectDType(name, value, "float32");
		if (name.startsWith(GRADIENT_PREFIX)) gradients.set(name.slice(GRADIENT_PREFIX.length), tensor);
		else if (name.startsWith(BUFFER_PREFIX)) buffers.set(name.slice(BUFFER_PREFIX.length), tensor);
		else reports.set(name, tensor);
	}
	return { reports, gradients, buffers };
}
