/**
 * Our own checkpoints: safetensors with everything about the networks in the metadata.
 *
 * Tensors are named `<network>/<official name>`, e.g. `G_ema/backbone.synthesis.b4.conv1.weight`. The metadata entry
 * `triplane` is JSON: a version, the networks with the names of their tensors in order (`network-record.ts`), and the
 * extras. A network that is the same as another is written once and says so. All other metadata strings are kept.
 */

import { CheckpointError, InputError, throwIfAborted } from "../tensor/errors.ts";
import type { HostTensor } from "../tensor/host-tensor.ts";
import type { ByteRange } from "./byte-range.ts";
import type { Checkpoint, NetworkDescription, PlainValue } from "./description.ts";
import { networkFromRecord, networkTensors, networkToRecord, tensorNames } from "./network-record.ts";
import type { ReadCheckpointOptions } from "./pickled-checkpoint.ts";
import { plainFromJson, plainToJson } from "./plain-json.ts";
import { printable } from "./printable.ts";
import { RecordFields } from "./record-fields.ts";
import { readSafetensors, type SafetensorsFile } from "./safetensors/reader.ts";
import { safetensorsChunks } from "./safetensors/writer.ts";
import { ONLY_NETWORK, STATE_DICT } from "./state-dict.ts";

/** The version written, and the only one read. */
const FORMAT_VERSION = 1;

/** The metadata entry that holds the description. */
const DESCRIPTION_KEY = "triplane";

/** Where names share one network, this name owns the tensors: it is the one that others look for. */
const PREFERRED_OWNER = "G_ema";

/**
 * A checkpoint as pieces of a safetensors file, to be written one after the other. The weights are not copied.
 * Reading it back gives the same networks, extras and metadata, to the bit.
 */
export function checkpointToSafetensors({ networks, extras, metadata }: Checkpoint): Uint8Array[] {
	const owners = new Map<NetworkDescription, string>();
	for (const name of [PREFERRED_OWNER, ...networks.keys()]) {
		const network = networks.get(name);
		if (network !== undefined && !owners.has(network)) owners.set(network, name);
	}
	const tensors = new Map<string, HostTensor>();
	const records = new Map<string, PlainValue>();
	for (const [name, network] of networks) {
		if (name.includes("/"))
			throw new InputError(
				`checkpoint: network '${printable(name)}' has a slash in its name, which would end it in the file`,
			);
		const owner = owners.get(network) ?? name;
		records.set(name, owner === name ? networkToRecord(network) : new Map([["sameAs", owner]]));
		if (owner !== name) continue;
		for (const [key, tensor] of networkTensors(network)) tensors.set(`${name}/${key}`, tensor);
	}
	const description = new Map<string, PlainValue>([
		["version", FORMAT_VERSION],
		["networks", records],
		["extras", extras],
	]);
	return safetensorsChunks(tensors, new Map([...metadata, [DESCRIPTION_KEY, plainToJson(description)]]));
}

/** Reads a checkpoint of ours from a file. */
export async function readSafetensorsCheckpoint(file: ByteRange, options: ReadCheckpointOptions): Promise<Checkpoint> {
	return checkpointFromSafetensors(await readSafetensors(file.source), options);
}

/**
 * The checkpoint in an open safetensors file. Tensors without our description are a state_dict. Throws `CheckpointError`
 * when the file is damaged.
 */
export async function checkpointFromSafetensors(
	file: SafetensorsFile,
	options: ReadCheckpointOptions = {},
): Promise<Checkpoint> {
	const description = file.metadata.get(DESCRIPTION_KEY);
	if (description === undefined) return await stateDictCheckpoint(file, options);
	const fields = readDescription(file, description);
	const records = fields.fields("networks");
	checkTensorNames(file, records);
	const names = (options.networks ?? records.names()).filter((name) => !options.mayLack || records.record.has(name));
	const wanted = new Map(names.map((name) => [name, ownerOf(records, name, file.name)]));
	const read = await readOwners(file, records, new Set(wanted.values()), options);
	const networks = new Map<string, NetworkDescription>();
	for (const [name, owner] of wanted) {
		const network = read.get(owner);
		if (network !== undefined) networks.set(name, network);
	}
	const metadata = new Map([...file.metadata].filter(([key]) => key !== DESCRIPTION_KEY));
	return { format: "safetensors", networks, extras: fields.fields("extras").record, metadata };
}

/** Tensors that nobody describes: other programs write state_dicts so, too. */
async function stateDictCheckpoint(file: SafetensorsFile, options: ReadCheckpointOptions): Promise<Checkpoint> {
	const missing = options.networks?.find((name) => name !== ONLY_NETWORK);
	if (missing !== undefined && !options.mayLack) {
		throw new CheckpointError(
			`${file.name}: has no network '${printable(missing)}': these are tensors without networks (a state_dict)`,
		);
	}
	const none = new Map<string, never>();
	if (options.networks && !options.networks.includes(ONLY_NETWORK)) {
		return { format: "safetensors", networks: none, extras: none, metadata: file.metadata };
	}
	const tensors = await file.tensors(options.signal);
	options.onProgress?.({ stage: "checkpoint", fraction: 1 });
	const network: NetworkDescription = {
		className: STATE_DICT,
		initArgs: [],
		initKwargs: none,
		attributes: none,
		moduleAttributes: none,
		moduleClasses: none,
		parameters: tensors,
		buffers: none,
		tensorAttributes: none,
	};
	return {
		format: "safetensors",
		networks: new Map([[ONLY_NETWORK, network]]),
		extras: none,
		metadata: file.metadata,
	};
}

function readDescription({ name, allowance }: SafetensorsFile, json: string): RecordFields {
	const where = `${name}: '${DESCRIPTION_KEY}'`;
	const fields = new RecordFields(plainFromJson(json, where, allowance), where);
	const version = fields.record.get("version");
	if (version !== FORMAT_VERSION) {
		throw new CheckpointError(
			`${where} has version ${printable(String(version))}, want ${FORMAT_VERSION}; is it from a newer release?`,
		);
	}
	return fields;
}

/** The network under whose name the tensors are. */
function ownerOf(records: RecordFields, name: string, fileName: string): string {
	if (!records.record.has(name)) {
		throw new CheckpointError(
			`${fileName}: has no network '${printable(name)}', only ${printable(records.names().join(", "))}`,
		);
	}
	const fields = records.fields(name);
	if (!fields.record.has("sameAs")) return name;
	const owner = fields.text("sameAs");
	if (records.fields(owner).record.has("sameAs")) {
		throw new CheckpointError(
			`${fileName}: network '${printable(name)}' is the same as '${printable(owner)}', which is the same as another`,
		);
	}
	return owner;
}

/** Every tensor belongs to one network, and no network names a tensor that is not there. */
function checkTensorNames(file: SafetensorsFile, records: RecordFields): void {
	const named = new Set<string>();
	for (const network of records.names()) {
		const fields = records.fields(network);
		if (fields.record.has("sameAs")) continue;
		for (const name of tensorNames(fields)) {
			const full = `${network}/${name}`;
			if (named.has(full))
				throw new CheckpointError(`${file.name}: '${printable(full)}' is named twice in '${DESCRIPTION_KEY}'`);
			if (!file.entries.has(full))
				throw new CheckpointError(
					`${file.name}: '${printable(full)}' is named in '${DESCRIPTION_KEY}', but is not in the file`,
				);
			named.add(full);
		}
	}
	for (const name of file.entries.keys()) {
		if (!named.has(name))
			throw new CheckpointError(`${file.name}: '${printable(name)}' belongs to no network of '${DESCRIPTION_KEY}'`);
	}
}

async function readOwners(
	file: SafetensorsFile,
	records: RecordFields,
	owners: ReadonlySet<string>,
	{ signal, onProgress }: ReadCheckpointOptions,
): Promise<Map<string, NetworkDescription>> {
	const names = [...owners].flatMap((owner) => tensorNames(records.fields(owner)).map((name) => `${owner}/${name}`));
	const tensors = new Map<string, HostTensor>();
	for (const name of names) {
		throwIfAborted(signal, `reading ${file.name}`);
		tensors.set(name, await file.tensor(name));
		onProgress?.({ stage: "checkpoint", fraction: tensors.size / names.length });
	}
	return new Map([...owners].map((owner) => [owner, networkFromRecord(records.fields(owner), owner, tensors)]));
}
