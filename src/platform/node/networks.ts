/**
 * Networks by path, by address or by name: some small ones come with the package, in
 * `assets/networks/<name>.safetensors`.
 */

import { existsSync, readdirSync, statSync } from "node:fs";
import { join, resolve } from "node:path";
import { InputError } from "../../tensor/errors.ts";
import { type CachedDownloadOptions, cachedDownload } from "./download/cached-download.ts";
import { isAddress, shownAddress } from "./download/shown-address.ts";
import { openFile } from "./file-source.ts";
import { sha256OfFile } from "./hash-file.ts";
import { packageInfo } from "./package-info.ts";

export interface NetworkLocation {
	/** As the user gave it. */
	readonly name: string;
	/** Absolute path of the file. */
	readonly path: string;
	/** Whether it came with the package. */
	readonly embedded: boolean;
	/** Known of what was downloaded. */
	readonly sha256?: string;
}

/** A network file as records name it. */
export interface NetworkRecord {
	/** An address without what lets its reader in. */
	readonly name: string;
	readonly bytes: number;
	readonly sha256: string;
}

/** What commands take that are not told a network: one that comes with the package. */
export const DEFAULT_EMBEDDED_NETWORK = "heads";

/** For tests and as a control; nobody is shown it who did not ask for it. */
const UNTRAINED = "untrained";
/** Embedded networks of experiments, which the repository has and the package has not, to be small. */
export const REPOSITORY_ONLY: readonly string[] = [UNTRAINED, "heads-frontal", "heads-rebalanced", "heads-free-gaze"];

const EXTENSION = ".safetensors";
const NAME = /^[a-z0-9][a-z0-9-]*$/i;

/** Names of the networks that come with the package. */
export function embeddedNetworks(): string[] {
	const folder = embeddedFolder();
	if (!existsSync(folder)) return [];
	return readdirSync(folder)
		.filter((file) => file.endsWith(EXTENSION))
		.map((file) => file.slice(0, -EXTENSION.length))
		.sort();
}

/** Those that people are offered: all but the one of random weights. */
export function offeredNetworks(): string[] {
	return embeddedNetworks().filter((name) => name !== UNTRAINED);
}

/**
 * Where a network lies, downloaded first where its name is an address (`download/cached-download.ts`). Rejects as
 * `locateNetwork` throws, and as `cachedDownload` does.
 */
export async function obtainNetwork(name: string, options: CachedDownloadOptions = {}): Promise<NetworkLocation> {
	if (!isAddress(name)) return locateNetwork(name);
	const { path, sha256 } = await cachedDownload(name, options);
	return { name, path, embedded: false, sha256 };
}

/**
 * Where a network lies. A file of that path goes before an embedded network of that name, a folder does not.
 * Throws `InputError` when there is neither; the message lists the embedded ones.
 */
export function locateNetwork(nameOrPath: string): NetworkLocation {
	if (isAddress(nameOrPath)) throw new InputError(`network '${nameOrPath}': addresses want obtainNetwork`);
	if (nameOrPath.trim() === "")
		throw new InputError("network: the name is empty; want a path or the name of an embedded network");
	const names = embeddedNetworks();
	const isEmbedded = NAME.test(nameOrPath) && names.includes(nameOrPath);
	const found = statSync(nameOrPath, { throwIfNoEntry: false });
	if (found?.isFile() || (found && !isEmbedded)) {
		return { name: nameOrPath, path: resolve(nameOrPath), embedded: false };
	}
	if (isEmbedded) return { name: nameOrPath, path: join(embeddedFolder(), nameOrPath + EXTENSION), embedded: true };
	if (REPOSITORY_ONLY.includes(nameOrPath)) {
		throw new InputError(
			`network '${nameOrPath}': it is in the repository of triplane (assets/networks), not in the package; download its file, and name its path`,
		);
	}
	const known = names.length > 0 ? `embedded networks: ${names.join(", ")}` : "there are no embedded networks here";
	throw new InputError(
		`network '${nameOrPath}': there is no such file, and no embedded network of that name (${known})`,
	);
}

function embeddedFolder(): string {
	return join(packageInfo().root, "assets", "networks");
}

/** Size and hash of a network file. */
export async function networkRecord(
	{ name, path, sha256 }: NetworkLocation,
	signal?: AbortSignal,
): Promise<NetworkRecord> {
	await using file = await openFile(path);
	return { name: shownAddress(name), bytes: file.size, sha256: sha256 ?? (await sha256OfFile(path, signal)) };
}
