/** Where this package lies, and its version: found from this file upwards, so that `src/` and `dist/` runs agree. */

import { existsSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { InputError } from "../../tensor/errors.ts";

const PACKAGE_NAME = "triplane";

export interface PackageInfo {
	/** Folder of package.json, assets and docs. */
	readonly root: string;
	readonly version: string;
}

/** Finds the package that this file belongs to. */
export function packageInfo(): PackageInfo {
	let folder = dirname(fileURLToPath(import.meta.url));
	while (true) {
		const manifest = readManifest(join(folder, "package.json"));
		if (manifest?.name === PACKAGE_NAME) return { root: folder, version: manifest.version };
		const parent = dirname(folder);
		if (parent === folder) {
			throw new InputError(
				`${PACKAGE_NAME}: its package.json is not above '${fileURLToPath(import.meta.url)}'; install it again`,
			);
		}
		folder = parent;
	}
}

function readManifest(path: string): { name: string; version: string } | null {
	if (!existsSync(path)) return null;
	const { name, version } = JSON.parse(readFileSync(path, "utf8")) as Readonly<Record<string, unknown>>;
	return typeof name === "string" && typeof version === "string" ? { name, version } : null;
}
