/**
 * torch's zip archive, which `torch.save` writes since 1.6: `<root>/data.pkl` is the object, `<root>/data/<key>` are
 * the storages, `<root>/byteorder`, where there is one, says "little".
 */

import { CheckpointError } from "../../tensor/errors.ts";
import { type ByteRange, readRange } from "../byte-range.ts";
import { ByteWindow } from "../byte-window.ts";
import { latin1 } from "../pickle/operands.ts";
import { readPickle } from "../pickle/read-pickle.ts";
import { printable } from "../printable.ts";
import { parseStorageId, type StorageContainer, viewedStorage } from "./storage.ts";
import type { TorchStream } from "./stream.ts";
import { ZipDirectory } from "./zip-directory.ts";

const OBJECT = "data.pkl";

/** Reads the object of an archive; storages are read when they are wanted. */
export async function readTorchArchive(archive: ByteRange): Promise<TorchStream> {
	const { name } = archive.source;
	const directory = await ZipDirectory.read(archive);
	const objects = directory.names.filter((entry) => entry === OBJECT || entry.endsWith(`/${OBJECT}`));
	const [objectName] = objects;
	const object = objectName === undefined ? undefined : await directory.entry(objectName);
	if (objectName === undefined || object === undefined) {
		throw new CheckpointError(`${name}: is a zip archive, but none of torch.save: ${contentOf(directory.names)}`);
	}
	if (objects.length !== 1) {
		throw new CheckpointError(
			`${name}: 'data.pkl' is in this zip archive ${objects.length} times, want once, as torch.save writes it`,
		);
	}
	const root = objectName.slice(0, -OBJECT.length);
	await checkByteOrder(directory, `${root}byteorder`, name);
	const pickle = await readPickle(new ByteWindow(object));
	return { pickle, storages: archivedStorages(directory, root, name) };
}

/** What an archive holds that holds no object of torch, and what to do with it. */
function contentOf(names: readonly string[]): string {
	const network = names.find((name) => /\.(pkl|pth|pt|ckpt|safetensors)$/i.test(name));
	if (network !== undefined) return `it holds '${printable(network)}'. Unpack that and give its path`;
	if (names.some((name) => /(^|\/)dataset\.json$|\.(png|jpe?g|webp)$/i.test(name))) {
		return `it holds ${names.length} files of a dataset. Those go to --data and to 'triplane dataset'`;
	}
	const first = names.slice(0, 3).map((name) => `'${printable(name)}'`);
	return `it holds ${first.length === 0 ? "nothing" : first.join(", ")}${names.length > 3 ? `, … (${names.length} files)` : ""}, and no data.pkl`;
}

function archivedStorages(directory: ZipDirectory, root: string, sourceName: string): StorageContainer {
	return {
		storage: async (reference, where) => {
			const id = parseStorageId(reference, sourceName);
			const entry = `${root}data/${id.key}`;
			const range = await directory.entry(entry);
			if (range === undefined) throw new CheckpointError(`${where}: '${printable(entry)}' is not in the archive`);
			return viewedStorage(id, range, where);
		},
	};
}

async function checkByteOrder(directory: ZipDirectory, entry: string, sourceName: string): Promise<void> {
	const range = await directory.entry(entry);
	if (range === undefined) return;
	const order = latin1(await readRange(range, range.start, Math.min(range.end, range.start + 16), "the byte order"));
	if (order !== "little")
		throw new CheckpointError(`${sourceName}: '${printable(entry)}' says "${printable(order)}", want "little"`);
}
