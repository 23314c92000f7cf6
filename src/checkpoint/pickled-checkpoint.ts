/** Checkpoints that Python wrote: a dict of networks and other things, pickled plainly or by `torch.save`. */

import { CheckpointError } from "../tensor/errors.ts";
import type { ByteRange } from "./byte-range.ts";
import { ByteWindow } from "./byte-window.ts";
import { describeNetwork, type ReadTensorsOptions, readTensors } from "./describe-networks.ts";
import type { Checkpoint, PlainRecord, PlainValue } from "./description.ts";
import { type FoundNetwork, findNetwork, isModule } from "./modules.ts";
import { readPickle } from "./pickle/read-pickle.ts";
import { describeValue, isKind, type PickleValue } from "./pickle/values.ts";
import { PlainConverter } from "./plain.ts";
import { printable } from "./printable.ts";
import { findStateDict, ONLY_NETWORK, officialName } from "./state-dict.ts";
import { readTorchArchive } from "./torch/archive.ts";
import type { StorageContainer } from "./torch/storage.ts";
import { readAfterMagic, STREAM_MAGIC } from "./torch/stream.ts";
import { tensorCall } from "./torch/tensor-layout.ts";
import { TensorReader } from "./torch/tensor-reader.ts";

export interface ReadCheckpointOptions extends ReadTensorsOptions {
	/** The networks wanted; of others nothing but the outline is read. All unless told. */
	readonly networks?: readonly string[] | undefined;
	/** Whether those that the file does not have are left out of the result. Otherwise the file is refused. */
	readonly mayLack?: boolean | undefined;
}

/** A file's object, and where its storages are when they are not in the pickle itself. */
interface Opened {
	readonly value: PickleValue;
	readonly container: StorageContainer | undefined;
	/** How it was stored, for the metadata. */
	readonly stored: string;
}

/** Reads a zip archive of torch. */
export async function readArchivedCheckpoint(file: ByteRange, options: ReadCheckpointOptions): Promise<Checkpoint> {
	const { pickle, storages } = await readTorchArchive(file);
	return describeCheckpoint(file, { value: pickle.value, container: storages, stored: "torch zip archive" }, options);
}

/** Reads a plain pickle or a legacy stream of torch. */
export async function readPickledCheckpoint(file: ByteRange, options: ReadCheckpointOptions): Promise<Checkpoint> {
	const window = new ByteWindow(file);
	const { value, protocol } = await readPickle(window);
	if (value !== STREAM_MAGIC) {
		return describeCheckpoint(file, { value, container: undefined, stored: `pickle protocol ${protocol}` }, options);
	}
	const { pickle, storages } = await readAfterMagic(window);
	return describeCheckpoint(file, { value: pickle.value, container: storages, stored: "torch legacy stream" }, options);
}

async function describeCheckpoint(
	file: ByteRange,
	opened: Opened,
	options: ReadCheckpointOptions,
): Promise<Checkpoint> {
	const { allowance, source } = file;
	const { name } = source;
	const top = topLevel(opened.value, name);
	const networks = networksOf(top, opened.value, file);
	if (networks.size === 0) {
		throw new CheckpointError(
			`${name}: none of '${listed(top.keys())}' is a network, and there are no tensors of one either`,
		);
	}
	const wanted = wantedNetworks(networks, options, name);
	const found = new Map<PickleValue, FoundNetwork>();
	const labelled = new Map<string, FoundNetwork>();
	for (const [key, value] of wanted) {
		if (found.has(value)) continue; // G and G_ema may be one object
		const label = `${name}: ${printable(key)}`;
		const network = isModule(value) ? findNetwork(value, label, allowance) : findStateDict(value, label, allowance);
		if (network === undefined) continue;
		found.set(value, network);
		labelled.set(label, network);
	}
	const converter = new PlainConverter(name, allowance);
	const tensors = await readTensors(labelled, new TensorReader(file, opened.container), options);
	const described = new Map(
		[...found].map(([value, network]) => [value, describeNetwork(network, tensors, converter)]),
	);
	const extras = plainExtras(top, new Set(found.keys()), converter);
	const descriptions = new Map(
		[...wanted].flatMap(([key, value]) => {
			const network = described.get(value);
			return network === undefined ? [] : [[key, network] as const];
		}),
	);
	return { format: "pickle", networks: descriptions, extras, metadata: new Map([["source_format", opened.stored]]) };
}

/** The entries of the file's dict; each has a text for its key. A single network stands for a dict that holds it. */
function topLevel(value: PickleValue, sourceName: string): ReadonlyMap<string, PickleValue> {
	if (isModule(value)) return new Map([[ONLY_NETWORK, value]]);
	if (!isKind(value, "dict")) {
		throw new CheckpointError(
			`${sourceName}: byte 0: holds ${describeValue(value)}, want a dict of networks such as G, D, G_ema, a network, or a state_dict${tensorflowHint(value)}`,
		);
	}
	const top = new Map<string, PickleValue>();
	for (const [key, entry] of value.entries) {
		if (typeof key !== "string")
			throw new CheckpointError(`${sourceName}: the key '${describeValue(key)}' at the top is no text`);
		top.set(key, entry);
	}
	return top;
}

/** StyleGAN and StyleGAN2 for TensorFlow were saved as a tuple (G, D, Gs). */
function tensorflowHint(value: PickleValue): string {
	const items = isKind(value, "tuple") ? value.items : [value];
	const isTensorflow = items.some((item) => isKind(item, "call") && item.name.startsWith("dnnlib.tflib."));
	return isTensorflow ? ". It is a StyleGAN of TensorFlow, which makes flat pictures: there is no volume in it" : "";
}

/** The networks of a file: modules; where there are none, state_dicts at the top or one level below. */
function networksOf(
	top: ReadonlyMap<string, PickleValue>,
	whole: PickleValue,
	{ source, allowance }: ByteRange,
): ReadonlyMap<string, PickleValue> {
	const modules = new Map([...top].filter(([, value]) => isModule(value)));
	if (modules.size > 0) return modules;
	if (findStateDict(whole, source.name, allowance)) return new Map([[ONLY_NETWORK, whole]]);
	const states = [...top].filter(([key, value]) =>
		findStateDict(value, `${source.name}: ${printable(key)}`, allowance),
	);
	if (states.length === 1) return new Map(states.map(([, value]) => [ONLY_NETWORK, value]));
	return new Map(states.map(([key, value]) => [officialName(key), value]));
}

function wantedNetworks(
	networks: ReadonlyMap<string, PickleValue>,
	{ networks: names, mayLack = false }: ReadCheckpointOptions,
	sourceName: string,
): ReadonlyMap<string, PickleValue> {
	if (names === undefined) return networks;
	const wanted = new Map<string, PickleValue>();
	for (const name of names) {
		const network = networks.get(name);
		if (network === undefined && mayLack) continue;
		if (network === undefined)
			throw new CheckpointError(`${sourceName}: has no network '${name}', only ${listed(networks.keys())}`);
		wanted.set(name, network);
	}
	return wanted;
}

/** What is no network and no tensor of a state_dict. */
function plainExtras(
	top: ReadonlyMap<string, PickleValue>,
	networks: ReadonlySet<PickleValue>,
	converter: PlainConverter,
): PlainRecord {
	const extras = new Map<string, PlainValue>();
	for (const [key, value] of top) {
		const isNetwork = isModule(value) || networks.has(value) || tensorCall(value) !== undefined;
		if (!isNetwork) extras.set(key, converter.value(value, key));
	}
	return extras;
}

function listed(names: Iterable<string>): string {
	return printable([...names].slice(0, 16).join(", "));
}
