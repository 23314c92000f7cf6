/** Counts and sizes of the networks of a checkpoint. */

import type { Checkpoint, NetworkDescription } from "../../checkpoint/description.ts";
import type { ReadingNotes } from "../../generator/reading-notes.ts";
import type { GeneratorConfig } from "../../networks/config.ts";
import { bytesPerElement } from "../../tensor/dtype.ts";
import type { HostTensor } from "../../tensor/host-tensor.ts";
import { sum } from "../../tensor/statistics.ts";
import { type Json, recordJson } from "./plain-json.ts";

/** What there is to say about a network file. */
export interface NetworkInfo {
	readonly file: { readonly name: string; readonly bytes: number; readonly sha256: string };
	readonly format: Checkpoint["format"];
	readonly networks: Readonly<Record<string, NetworkSummary>>;
	/** As the generator understands it, or why it does not. */
	readonly generator: GeneratorConfig | { readonly unusable: string };
	/** What was assumed, converted and is not computed; `null` where the generator cannot be used at all. */
	readonly notes: ReadingNotes | null;
	/** `training_set_kwargs` and whatever else lies at the top of the file. */
	readonly extras: { readonly [key: string]: Json };
	readonly metadata: Readonly<Record<string, string>>;
}

export interface PartSummary {
	/** "backbone.mapping", "superresolution", … */
	readonly part: string;
	readonly parameters: number;
	/** Numbers in buffers: state that no gradient reaches. */
	readonly bufferElements: number;
	readonly tensors: number;
	readonly bytes: number;
}

export interface NetworkSummary extends Omit<PartSummary, "part"> {
	readonly className: string;
	/** Another name of the same object in the file, or `null`. */
	readonly sameAs: string | null;
	readonly parts: readonly PartSummary[];
	/** Stored noise of the synthesis layers: count of tensors and of numbers. */
	readonly noiseBuffers: { readonly tensors: number; readonly elements: number };
	/** Tensors by dtype. */
	readonly dtypes: Readonly<Record<string, number>>;
	readonly initKwargs: { readonly [key: string]: Json };
	readonly attributes: { readonly [key: string]: Json };
}

/** Summaries by name in the file. */
export function summarizeNetworks({ networks }: Checkpoint): Map<string, NetworkSummary> {
	const names = [...networks];
	return new Map(
		names.map(([name, description], index) => {
			const twin = names.slice(0, index).find(([, earlier]) => earlier === description);
			return [name, summarizeNetwork(description, twin?.[0] ?? null)];
		}),
	);
}

function summarizeNetwork(description: NetworkDescription, sameAs: string | null): NetworkSummary {
	const { className, parameters, buffers, initKwargs, attributes } = description;
	const all = [...parameters, ...buffers];
	const noise = [...buffers].filter(([name]) => name.endsWith("noise_const")).map(([, tensor]) => tensor);
	return {
		className,
		sameAs,
		...totals(all, parameters),
		parts: [...byPart(all)].map(([part, tensors]) => ({ part, ...totals(tensors, parameters) })),
		noiseBuffers: { tensors: noise.length, elements: sum(noise.map((tensor) => tensor.data.length)) },
		dtypes: countBy(all.map(([, tensor]) => tensor.dtype)),
		initKwargs: recordJson(initKwargs),
		attributes: recordJson(attributes),
	};
}

type Named = readonly [name: string, tensor: HostTensor];

/** "backbone.mapping.fc0.weight" belongs to "backbone.mapping", "decoder.net.0.bias" to "decoder". */
function partOf(name: string): string {
	const steps = name.split(".");
	return steps.slice(0, steps[0] === "backbone" ? 2 : 1).join(".");
}

function byPart(tensors: readonly Named[]): Map<string, Named[]> {
	const parts = new Map<string, Named[]>();
	for (const named of tensors) {
		const part = partOf(named[0]);
		const members = parts.get(part);
		if (members) members.push(named);
		else parts.set(part, [named]);
	}
	return parts;
}

function totals(tensors: readonly Named[], parameters: ReadonlyMap<string, HostTensor>): Omit<PartSummary, "part"> {
	const count = (wanted: boolean): number =>
		sum(tensors.filter(([name]) => parameters.has(name) === wanted).map(([, tensor]) => tensor.data.length));
	return {
		parameters: count(true),
		bufferElements: count(false),
		tensors: tensors.length,
		bytes: sum(tensors.map(([, { dtype, data }]) => data.length * bytesPerElement(dtype))),
	};
}

function countBy(names: readonly string[]): Record<string, number> {
	const counts = new Map<string, number>();
	for (const name of names) counts.set(name, (counts.get(name) ?? 0) + 1);
	return Object.fromEntries(counts);
}
