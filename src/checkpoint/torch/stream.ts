/**
 * torch's legacy stream, which `torch.save` wrote before 1.6 and still writes for a storage inside a plain pickle:
 * five pickles one after the other – magic number, protocol, facts about the system, the object, the list of storage
 * keys – and then, for each key, the number of elements as int64 and the elements.
 */

import { bytesPerElement } from "../../tensor/dtype.ts";
import { CheckpointError } from "../../tensor/errors.ts";
import { type ByteRange, partOf } from "../byte-range.ts";
import { ByteWindow } from "../byte-window.ts";
import { type ReadPickle, readPickle } from "../pickle/read-pickle.ts";
import { isKind, type PickleValue } from "../pickle/values.ts";
import { printable } from "../printable.ts";
import { parseStorageId, type Storage, type StorageContainer, type StorageId, viewedStorage } from "./storage.ts";

/** What the first pickle of a stream holds. */
export const STREAM_MAGIC = 0x1950a86a20f9469cfc6cn;

const STREAM_PROTOCOL = 1001;

export interface TorchStream {
	/** The object saved. */
	readonly pickle: ReadPickle;
	readonly storages: StorageContainer;
}

/** Reads a stream from its beginning, up to its storages, which are read when they are wanted. */
export async function readTorchStream(range: ByteRange, chunkBytes?: number): Promise<TorchStream> {
	const window = new ByteWindow(range, chunkBytes);
	const magic = await readPickle(window);
	if (magic.value !== STREAM_MAGIC) {
		throw new CheckpointError(
			`${range.source.name}: byte ${range.start}: no stream of torch begins here: its magic number is missing`,
		);
	}
	return readAfterMagic(window);
}

/** Reads a stream of which the magic number has been read. */
export async function readAfterMagic(window: ByteWindow): Promise<TorchStream> {
	const protocol = await readPickle(window);
	if (protocol.value !== STREAM_PROTOCOL)
		window.fail(`torch's stream has protocol ${String(protocol.value)}, want ${STREAM_PROTOCOL}`);
	const system = await readPickle(window);
	if (!isKind(system.value, "dict") || system.value.entries.get("little_endian") !== true) {
		window.fail("torch's stream was written on a big-endian machine or does not say");
	}
	const pickle = await readPickle(window);
	const keys = await readPickle(window);
	const ids = storageIds(pickle, window.range.source.name);
	const ranges = await storageRanges(window, storageKeys(window, keys.value), ids);
	const storage = (id: StorageId, where: string): Storage => {
		const found = ranges.get(id.key);
		if (found === undefined) throw new CheckpointError(`${where}: storage '${printable(id.key)}' is not in its stream`);
		return viewedStorage(id, found, where);
	};
	return {
		pickle,
		storages: { storage: async (id, where) => storage(parseStorageId(id, window.range.source.name), where) },
	};
}

/** The storages that the object names, by key. One key is one storage, whatever names it. */
function storageIds(pickle: ReadPickle, sourceName: string): Map<string, StorageId> {
	const ids = new Map<string, StorageId>();
	for (const reference of pickle.persistent) {
		if (isKind(reference.id, "tuple") && reference.id.items[0] === "module") continue;
		const id = parseStorageId(reference, sourceName);
		const known = ids.get(id.key);
		if (known !== undefined && (known.dtype !== id.dtype || known.elements !== id.elements)) {
			throw new CheckpointError(
				`${sourceName}: byte ${reference.at}: storage '${printable(id.key)}' is said to be of two kinds`,
			);
		}
		ids.set(id.key, id);
	}
	return ids;
}

function storageKeys(window: ByteWindow, value: PickleValue): readonly string[] {
	if (!isKind(value, "list")) window.fail("torch's stream has no list of storage keys");
	const keys = value.items.map((key) => (typeof key === "string" ? key : window.fail("a storage key is no text")));
	if (new Set(keys).size !== keys.length) window.fail("a storage key stands twice in the list of keys");
	return keys;
}

/** Passes over the storages and notes where each lies. */
async function storageRanges(
	window: ByteWindow,
	keys: readonly string[],
	ids: ReadonlyMap<string, StorageId>,
): Promise<Map<string, ByteRange>> {
	const ranges = new Map<string, ByteRange>();
	for (const key of keys) {
		const id = ids.get(key);
		if (id === undefined) window.fail(`storage '${printable(key)}' is stored, but nothing uses it`);
		await window.need(8, `the size of storage '${printable(key)}'`);
		const elements = window.uint64();
		if (elements !== id.elements)
			window.fail(`storage '${printable(key)}' has ${elements} elements, but its users say ${id.elements}`);
		const start = window.position;
		const length = elements * bytesPerElement(id.dtype);
		window.skip(length, `storage '${printable(key)}'`);
		ranges.set(key, partOf(window.range, start, start + length));
	}
	return ranges;
}
