/** Where downloaded networks are kept. */

import { createHash } from "node:crypto";
import { homedir } from "node:os";
import { basename, join } from "node:path";

type Environment = Readonly<Record<string, string | undefined>>;

/** `TRIPLANE_CACHE`, or the folder for caches of the system. */
export function cacheFolder(environment: Environment = process.env): string {
	const { TRIPLANE_CACHE: own, XDG_CACHE_HOME: xdg, LOCALAPPDATA: local } = environment;
	if (own) return own;
	if (process.platform === "win32" && local) return join(local, "triplane", "Cache");
	if (process.platform === "darwin") return join(homedir(), "Library", "Caches", "triplane");
	return join(xdg || join(homedir(), ".cache"), "triplane");
}

/** Files of one address in the cache. */
export interface CachePlaces {
	readonly file: string;
	/** What is known of the file: address, size, hash. */
	readonly record: string;
	/** What has arrived of it. */
	readonly part: string;
	/** What is known of that part. */
	readonly partRecord: string;
	/** There while a process downloads it. */
	readonly lock: string;
}

/** Addresses that differ have places that differ; the name of the file stays readable. */
export function cachePlaces(folder: string, address: string): CachePlaces {
	const hash = createHash("sha256").update(address).digest("hex").slice(0, 16);
	const name = basename(decoded(new URL(address).pathname)).replaceAll(/[^\w.-]+/g, "_") || "network";
	const file = join(folder, "networks", `${hash}-${name.slice(-80)}`);
	return {
		file,
		record: `${file}.json`,
		part: `${file}.part`,
		partRecord: `${file}.part.json`,
		lock: `${file}.lock`,
	};
}

function decoded(path: string): string {
	try {
		return decodeURIComponent(path);
	} catch {
		return path;
	}
}
