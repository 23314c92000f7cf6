/** The package as users get it: packed, and unpacked where dependencies are found above it. */

import { execFileSync } from "node:child_process";
import { mkdirSync } from "node:fs";
import { join } from "node:path";

const ROOT = join(import.meta.dirname, "..", "..");

export interface PackedPackage {
	/** Inside the repository, ignored by git; to be removed by the caller. */
	readonly folder: string;
	/** `node_modules/triplane` in it. */
	readonly path: string;
	readonly tarball: string;
	/** Of the tarball, bytes. */
	readonly size: number;
	/** Paths in the package. */
	readonly files: readonly string[];
}

/** Packs what `npm run build` and `npm run build:viewer` have made. @param name  of the folder, of letters */
export function packPackage(name: string): PackedPackage {
	const folder = join(ROOT, ".triplane", `${name}-${process.pid}`);
	const path = join(folder, "node_modules", "triplane");
	mkdirSync(path, { recursive: true });
	const report = execFileSync("npm", ["pack", "--json", "--ignore-scripts", "--pack-destination", folder], {
		cwd: ROOT,
		encoding: "utf8",
		stdio: ["ignore", "pipe", "ignore"],
	});
	const [{ filename, size, files }] = JSON.parse(report) as [
		{ filename: string; size: number; files: { path: string }[] },
	];
	const tarball = join(folder, filename);
	execFileSync("tar", ["-xzf", tarball, "-C", path, "--strip-components=1"]);
	return { folder, path, tarball, size, files: files.map((file) => file.path) };
}
