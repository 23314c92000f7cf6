/**
 * The command as users get it, built by the project's own build settings into a cache of node_modules, so that tests of
 * the command line need no `npm run build` before. Equal sources are built once.
 */

import { createHash, randomBytes } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync } from "node:fs";
import { join } from "node:path";
import { build } from "tsdown";

const ROOT = join(import.meta.dirname, "..", "..");
const CACHE = join(ROOT, "node_modules", ".cache", "triplane-cli");

/** Path of the program, to be run by Node. */
export async function builtProgram(): Promise<string> {
	const folder = join(CACHE, sourceHash());
	if (!existsSync(folder)) await buildInto(folder);
	return join(folder, "cli", "main.js");
}

/** Built aside and renamed at the end, since two test files may build at a time. */
async function buildInto(folder: string): Promise<void> {
	mkdirSync(CACHE, { recursive: true });
	const outDir = join(CACHE, `building-${randomBytes(6).toString("hex")}`);
	const config = join(ROOT, "tsdown.config.ts");
	await build({ config, cwd: ROOT, outDir, dts: false, sourcemap: false, clean: false, logLevel: "error" });
	removeOldBuilds();
	try {
		renameSync(outDir, folder);
	} catch (error) {
		rmSync(outDir, { recursive: true, force: true });
		if (!existsSync(folder)) throw error;
	}
}

/** Builds of an hour ago are nobody's any more. Another test file may rename its own while we look. */
function removeOldBuilds(): void {
	for (const name of readdirSync(CACHE)) {
		const path = join(CACHE, name);
		const found = statSync(path, { throwIfNoEntry: false });
		if (found && Date.now() - found.mtimeMs > 3_600_000) rmSync(path, { recursive: true, force: true });
	}
}

function sourceHash(): string {
	const hash = createHash("sha256");
	const files = readdirSync(join(ROOT, "src"), { recursive: true, encoding: "utf8" });
	const pages = readdirSync(join(ROOT, "viewer/src/report-page")).map((file) => `../viewer/src/report-page/${file}`);
	for (const file of ["../tsdown.config.ts", "../package.json", ...pages.sort(), ...files.sort()]) {
		if (!/\.(ts|json)$/.test(file) || file.endsWith(".test.ts")) continue;
		hash.update(`${file}\0`).update(readFileSync(join(ROOT, "src", file)));
	}
	return hash.digest("hex").slice(0, 16);
}
