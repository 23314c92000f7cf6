/** The files of a folder and of the folders in it. */

import { readdir, readFile, stat } from "node:fs/promises";
import { join } from "node:path";
import { admitFiles, type ListedFile } from "../../data/file-names.ts";
import { inOrder } from "../../data/in-order.ts";
import type { FileSet } from "../../host/file-set.ts";
import { InputError } from "../../tensor/errors.ts";
import { systemReason } from "./system-reason.ts";

/** Sizes that are asked for at a time. */
const STATS_AT_ONCE = 32;
/** Deeper folders are no dataset but a link that leads back. */
const DEEPEST = 16;

/** Lists a folder. Links to files are followed, links to folders are not. Rejects with `InputError`. */
export async function openFolder(path: string): Promise<FileSet> {
	const names = await namesBelow(path, "", 0);
	const listed: ListedFile[] = [];
	const sizeOf = (name: string): Promise<ListedFile | null> => listedFile(path, name);
	for await (const file of inOrder(names, sizeOf, { ahead: STATS_AT_ONCE, what: "listing a folder" })) {
		if (file) listed.push(file);
	}
	const { sizes, refused } = admitFiles(listed);
	return {
		name: path,
		sizes,
		refused,
		read: async (name) => {
			if (!sizes.has(name)) throw new InputError(`'${path}' has no file '${name}'`);
			try {
				return await readFile(join(path, name));
			} catch (error) {
				throw new InputError(`cannot read '${name}' in '${path}': ${systemReason(error)}`, { cause: error });
			}
		},
		[Symbol.asyncDispose]: async () => undefined,
	};
}

async function namesBelow(root: string, folder: string, depth: number): Promise<string[]> {
	if (depth > DEEPEST) throw new InputError(`'${root}': folders lie more than ${DEEPEST} deep`);
	const names: string[] = [];
	const entries = await readdir(join(root, folder), { withFileTypes: true }).catch((error: unknown) => {
		throw new InputError(`cannot list the folder '${join(root, folder)}': ${systemReason(error)}`, { cause: error });
	});
	for (const entry of entries) {
		const name = folder === "" ? entry.name : `${folder}/${entry.name}`;
		if (entry.isDirectory()) names.push(...(await namesBelow(root, name, depth + 1)));
		else if (entry.isFile() || entry.isSymbolicLink()) names.push(name);
	}
	return names;
}

/** `null` for links that lead to no file. A backslash is part of a name here, and safe names have none. */
async function listedFile(root: string, name: string): Promise<ListedFile | null> {
	if (name.includes("\\")) return { name: `/${name}`, size: 0 };
	const found = await stat(join(root, name)).catch(() => null);
	return found?.isFile() ? { name, size: found.size } : null;
}
