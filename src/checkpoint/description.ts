/**
 * What a checkpoint says, as plain data: the public face of this folder.
 *
 * Names are the official ones (`backbone.synthesis.b4.conv1.weight`, `rendering_kwargs`, `w_avg`). Records are Maps, so
 * that a file full of `__proto__` and `constructor` is as harmless as any other.
 */

import type { HostTensor } from "../tensor/host-tensor.ts";

/**
 * Values without a plain form – a class, a tensor inside a list, a Python object – stand as a record whose `$type`
 * says what they were, e.g. `{ $type: "torch.device", args: ["cpu"] }`.
 */
export type PlainValue = null | boolean | number | bigint | string | readonly PlainValue[] | PlainRecord;

/** Read-only by type, and shared between descriptions that share it in the file. */
export type PlainRecord = ReadonlyMap<string, PlainValue>;

export interface NetworkDescription {
	/** Without its module, e.g. "TriPlaneGenerator". */
	readonly className: string;
	readonly initArgs: readonly PlainValue[];
	readonly initKwargs: PlainRecord;
	/** The network's own public attributes: z_dim, img_resolution, neural_rendering_resolution, rendering_kwargs, … */
	readonly attributes: PlainRecord;
	/** Public attributes of each module below, by dotted path: "backbone.synthesis.b4.conv1" → { conv_clamp, up, … }. */
	readonly moduleAttributes: ReadonlyMap<string, PlainRecord>;
	/** Class of each module below, by dotted path: "decoder" → "OSGDecoder". */
	readonly moduleClasses: ReadonlyMap<string, string>;
	readonly parameters: ReadonlyMap<string, HostTensor>;
	readonly buffers: ReadonlyMap<string, HostTensor>;
	/** Tensors that are neither but plain attributes of a module, e.g. "renderer.plane_axes" [3, 3, 3]. */
	readonly tensorAttributes: ReadonlyMap<string, HostTensor>;
}

export interface Checkpoint {
	/** "pickle" stands for all that Python writes, torch's archives included. */
	readonly format: "pickle" | "safetensors";
	/** By name in the file: "G", "D", "G_ema". Names may share one description, when the file has one object for both. */
	readonly networks: ReadonlyMap<string, NetworkDescription>;
	/** Everything else at the top of the file: training_set_kwargs, augment_pipe, … */
	readonly extras: PlainRecord;
	/** Short notes about the file: where the networks come from, how they were stored. */
	readonly metadata: ReadonlyMap<string, string>;
}

/**
 * The attribute at a dotted path, e.g. "rendering_kwargs", "superresolution.sr_antialias" or
 * "backbone.synthesis.b4.conv1.conv_clamp"; undefined when there is none.
 */
export function attributeAt(network: NetworkDescription, path: string): PlainValue | undefined {
	const dot = path.lastIndexOf(".");
	if (dot < 0) return network.attributes.get(path);
	return network.moduleAttributes.get(path.slice(0, dot))?.get(path.slice(dot + 1));
}
