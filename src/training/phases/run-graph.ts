/** Compiles the graphs of phases, feeds them, and sorts their outputs. */

import type { CompiledGraph, InferenceRuntime } from "../../host/inference-runtime.ts";
import { RuntimeFailureError } from "../../tensor/errors.ts";
import { expectDType, type Float32Tensor, type HostTensor } from "../../tensor/host-tensor.ts";
import type { Shape } from "../../tensor/shape.ts";
import type { TrainedWeights } from "../networks/training-networks.ts";
import { DISCRIMINATOR_PREFIX, GENERATOR_PREFIX } from "./inputs.ts";
import {
	BUFFER_PREFIX,
	GRADIENT_PREFIX,
	HANDED_ON_PREFIX,
	type PhaseGraph,
	phaseInputs,
	serializePhase,
} from "./phase-graph.ts";

/** Values of inputs by name. */
export type PhaseFeeds = Readonly<Record<string, Float32Tensor>>;

type Tensors = ReadonlyMap<string, Float32Tensor>;

export interface PhaseResult {
	/** Reported values by their published names. */
	readonly reports: Tensors;
	/** By official name; a parameter that the objective does not depend on is not there. */
	readonly gradients: Tensors;
	/** New values of the trained network's, or in Dmain the generator's, buffers. */
	readonly buffers: Tensors;
	/** What a part of a phase hands on, by its name. */
	readonly handedOn: Tensors;
}

export interface PhaseWeights {
	readonly generator: TrainedWeights;
	readonly discriminator: TrainedWeights;
}

/** A graph that is ready to run. */
export interface ReadyGraph {
	readonly key: string;
	/** Names and shapes of everything that it wants fed, the networks' tensors included. */
	readonly inputs: ReadonlyMap<string, Shape>;
	readonly graph: CompiledGraph;
}

/** Compiled graphs, one in each slot: what is built again for a slot ends what was there. */
export class GraphSlots {
	readonly #runtime: InferenceRuntime;
	readonly #slots = new Map<string, ReadyGraph>();

	constructor(runtime: InferenceRuntime) {
		this.#runtime = runtime;
	}

	/** The graph `key` of a slot, built where the slot does not hold it. */
	async get(slot: string, key: string, build: () => PhaseGraph): Promise<ReadyGraph> {
		const known = this.#slots.get(slot);
		if (known?.key === key) return known;
		this.#slots.delete(slot);
		await known?.graph.dispose();
		const phase = build();
		const graph = await this.#runtime.compile(key, serializePhase(phase));
		const ready = { key, inputs: phaseInputs(phase), graph };
		this.#slots.set(slot, ready);
		return ready;
	}

	async dispose(): Promise<void> {
		const all = [...this.#slots.values()];
		this.#slots.clear();
		await Promise.allSettled(all.map(({ graph }) => graph.dispose()));
	}
}

/** Rejects with `RuntimeFailureError` naming an input that nobody fed. */
export async function runGraph(ready: ReadyGraph, weights: PhaseWeights, feeds: PhaseFeeds): Promise<PhaseResult> {
	const { key, inputs, graph } = ready;
	const fed = [...inputs.keys()].map((name) => [name, fedValue(name, key, weights, feeds)] as const);
	return sorted(await graph.run(Object.fromEntries(fed)));
}

function fedValue(
	name: string,
	phase: string,
	{ generator, discriminator }: PhaseWeights,
	feeds: PhaseFeeds,
): HostTensor {
	const from = (weights: TrainedWeights, prefix: string): HostTensor | undefined =>
		name.startsWith(prefix) ? weights.get(name.slice(prefix.length)) : undefined;
	const found = feeds[name] ?? from(generator, GENERATOR_PREFIX) ?? from(discriminator, DISCRIMINATOR_PREFIX);
	if (!found) throw new RuntimeFailureError(`phase '${phase}': input '${name}' has no value`);
	return found;
}

function sorted(outputs: Readonly<Record<string, HostTensor>>): PhaseResult {
	const result = {
		reports: new Map<string, Float32Tensor>(),
		gradients: new Map<string, Float32Tensor>(),
		buffers: new Map<string, Float32Tensor>(),
		handedOn: new Map<string, Float32Tensor>(),
	};
	const kinds = [
		[GRADIENT_PREFIX, result.gradients],
		[BUFFER_PREFIX, result.buffers],
		[HANDED_ON_PREFIX, result.handedOn],
		["", result.reports],
	] as const;
	for (const [name, value] of Object.entries(outputs)) {
		const [prefix, tensors] = kinds.find(([start]) => name.startsWith(start)) ?? kinds[3];
		tensors.set(name.slice(prefix.length), expectDType(name, value, "float32"));
	}
	return result;
}
