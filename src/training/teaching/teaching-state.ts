/**
 * The state of a teaching as a checkpoint, and back. The file is an ordinary checkpoint with more in it: its networks "G"
 * and "G_ema" can be used as those of any other. Continuing from it gives the next step to the bit.
 */

import type { Checkpoint, NetworkDescription, PlainValue } from "../../checkpoint/description.ts";
import { describeGenerator } from "../../generator/describe.ts";
import { findNetwork } from "../../generator/load-generator.ts";
import { PlainReader } from "../../generator/plain-reader.ts";
import { networkWeights, readGeneratorConfig } from "../../generator/read-config.ts";
import type { GeneratorConfig } from "../../networks/config.ts";
import { CheckpointError } from "../../tensor/errors.ts";
import { expectDType, float32Tensor, type HostTensor } from "../../tensor/host-tensor.ts";
import { ownWeights, type TrainedWeights } from "../networks/training-networks.ts";

/** What is kept of the optimiser and of the reader of traits. */
export interface TeachingMemory {
	/** Of all parameters, in the order of their places; `null` where the optimiser begins again. */
	readonly moments: { readonly mean: Float32Array; readonly square: Float32Array } | null;
	/** `null` for a new one. */
	readonly reader: TrainedWeights | null;
	/** The mapping that was replaced, while the affine layers still hear it; `null` where none was. */
	readonly former: TrainedWeights | null;
	/** Steps so far. */
	readonly step: number;
	/** Time of teaching so far, over all sessions, seconds. */
	readonly seconds: number;
}

export interface SavedTeaching extends TeachingMemory {
	readonly config: GeneratorConfig;
	/** Buffers included. */
	readonly weights: TrainedWeights;
	readonly average: TrainedWeights;
}

/** Of a generator that was never taught. */
export const UNTAUGHT: TeachingMemory = { moments: null, reader: null, former: null, step: 0, seconds: 0 };

const MEMORY = "teaching";
const MEMORY_CLASS = "TeachingMemory";

/** The tensors are not copied: they must not change until the checkpoint is written. */
export function describeTeaching(saved: SavedTeaching, metadata: ReadonlyMap<string, string>): Checkpoint {
	const networks = taughtNetworks(saved);
	const tensors = new Map<string, HostTensor>();
	for (const [name, run] of Object.entries(saved.moments ?? {})) tensors.set(name, float32Tensor([run.length], run));
	for (const part of ["reader", "former"] as const) {
		for (const [name, tensor] of saved[part] ?? []) tensors.set(`${part}.${name}`, tensor);
	}
	networks.set(MEMORY, {
		className: MEMORY_CLASS,
		...{ initArgs: [], initKwargs: new Map(), moduleAttributes: new Map(), moduleClasses: new Map() },
		...{ parameters: new Map(), tensorAttributes: new Map(), buffers: tensors },
		attributes: new Map<string, PlainValue>([
			["step", saved.step],
			["seconds", saved.seconds],
		]),
	});
	return { format: "safetensors", networks, extras: new Map(), metadata };
}

/** "G" and "G_ema". */
export function taughtNetworks({
	config,
	weights,
	average,
}: Pick<SavedTeaching, "config" | "weights" | "average">): Map<string, NetworkDescription> {
	return new Map([
		["G", describeGenerator(config, weights)],
		["G_ema", describeGenerator(config, average)],
	]);
}

/** Whether a checkpoint is the state of a teaching. */
export function isTeachingState({ networks }: Checkpoint): boolean {
	return networks.get(MEMORY)?.className === MEMORY_CLASS;
}

/**
 * The state that a checkpoint holds; of networks alone, a state at the beginning.
 * Throws `CheckpointError` or `InputError` when there is no generator, or something is damaged.
 */
export function readTeaching(checkpoint: Checkpoint): SavedTeaching {
	const average = findNetwork(checkpoint, "G_ema");
	const current = checkpoint.networks.get("G") ?? average;
	const memory = checkpoint.networks.get(MEMORY);
	const networks = {
		config: readGeneratorConfig(average),
		weights: ownWeights(networkWeights(current)),
		average: ownWeights(networkWeights(average)),
	};
	if (!memory || !isTeachingState(checkpoint)) return { ...networks, ...UNTAUGHT };
	const numbers = new PlainReader(memory.attributes, MEMORY);
	const run = (name: string): Float32Array => {
		const tensor = memory.buffers.get(name);
		if (!tensor) throw new CheckpointError(`teaching state: '${name}' is missing; is the file whole?`);
		return expectDType(name, tensor, "float32").data.slice();
	};
	const weightsOf = (part: string): TrainedWeights | null => {
		const prefix = `${part}.`;
		const own = [...memory.buffers].filter(([name]) => name.startsWith(prefix));
		return own.length > 0
			? ownWeights(new Map(own.map(([name, tensor]) => [name.slice(prefix.length), tensor])))
			: null;
	};
	return {
		...networks,
		moments: memory.buffers.has("mean") ? { mean: run("mean"), square: run("square") } : null,
		reader: weightsOf("reader"),
		former: weightsOf("former"),
		step: numbers.integer("step", 0, Number.MAX_SAFE_INTEGER),
		seconds: numbers.number("seconds"),
	};
}
