/** The files of a folder and of the folders in it. */

import { readdir, readFile, realpath, stat } from "node:fs/promises";
import { join } from "node:path";
import { admitFiles, type ListedFile, normalizedName } from "../../data/file-names.ts";
import { inOrder } from "../../data/in-order.ts";
import type { FileSet } from "../../host/file-set.ts";
import { InputError } from "../../tensor/errors.ts";
import { systemReason } from "./system-reason.ts";

/** Sizes that are asked for at a time. */
const STATS_AT_ONCE = 32;
/** Deeper folders are no dataset. */
const DEEPEST = 16;

/**
 * Lists a folder. Links to files and to folders are followed, but for those that lead back to a folder they lie in.
 * Rejects with `InputError`.
 */
export async function openFolder(path: string): Promise<FileSet> {
	const names = await namesBelow(path, "", []);
	const listed: ListedFile[] = [];
	const sizeOf = (name: string): Promise<ListedFile | null> => listedFile(path, name);
	for await (const file of inOrder(names, sizeOf, { ahead: STATS_AT_ONCE, what: "listing a folder" })) {
		if (file) listed.push(file);
	}
	const { sizes, refused } = admitFiles(listed);
	// the first of two files that are one by name, as in admitFiles
	const onDisk = new Map(listed.toReversed().map(({ name }) => [normalizedName(name), name]));
	return {
		name: path,
		sizes,
		refused,
		read: async (name) => {
			const found = sizes.has(name) ? onDisk.get(name) : undefined;
			if (found === undefined) throw new InputError(`'${path}' has no file '${name}'`);
			try {
				return await readFile(join(path, found));
			} catch (error) {
				throw new InputError(`cannot read '${name}' in '${path}': ${systemReason(error)}`, { cause: error });
			}
		},
		[Symbol.asyncDispose]: async () => undefined,
	};
}

/** `above` are the folders that this one lies in, where they really are. */
async function namesBelow(root: string, folder: string, above: readonly string[]): Promise<string[]> {
	if (above.length > DEEPEST) throw new InputError(`'${root}': folders lie more than ${DEEPEST} deep`);
	const names: string[] = [];
	const path = join(root, folder);
	const cannotList = (error: unknown): never => {
		throw new InputError(`cannot list the folder '${path}': ${systemReason(error)}`, { cause: error });
	};
	const real = await realpath(path).catch(cannotList);
	if (above.includes(real)) return [];
	const entries = await readdir(path, { withFileTypes: true }).catch(cannotList);
	for (const entry of entries) {
		const name = folder === "" ? entry.name : `${folder}/${entry.name}`;
		if (entry.isDirectory() || (entry.isSymbolicLink() && (await isFolder(join(path, entry.name))))) {
			for (const below of await namesBelow(root, name, [...above, real])) names.push(below);
		} else if (entry.isFile() || entry.isSymbolicLink()) names.push(name);
	}
	return names;
}

async function isFolder(path: string): Promise<boolean> {
	const found = await stat(path).catch(() => null);
	return found?.isDirectory() ?? false;
}

/** `null` for links that lead to no file. A backslash is part of a name here, and safe names have none. */
async function listedFile(root: string, name: string): Promise<ListedFile | null> {
	if (name.includes("\\")) return { name: `/${name}`, size: 0 };
	const found = await stat(join(root, name)).catch(() => null);
	return found?.isFile() ? { name, size: found.size } : null;
}
