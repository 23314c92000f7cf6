/** The package as users get it: packed, unpacked, imported. Needs `npm run build`, which `npm test` runs first. */

import { execFileSync, spawnSync } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, rmSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, expect, it } from "vitest";
import { describeIf } from "./skip.ts";

const ROOT = fileURLToPath(new URL("..", import.meta.url));
/** Inside the repository, so that the package's dependencies are found above it. Ignored by git. */
const SCRATCH = join(ROOT, ".triplane", `package-test-${process.pid}`);
const PACKAGE = join(SCRATCH, "node_modules", "triplane");

describeIf(existsSync(join(ROOT, "dist/index.js")), "dist is not there: npm run build", "the packed package", () => {
	let files: string[] = [];

	beforeAll(() => {
		mkdirSync(PACKAGE, { recursive: true });
		const report = execFileSync("npm", ["pack", "--json", "--ignore-scripts", "--pack-destination", SCRATCH], {
			cwd: ROOT,
			encoding: "utf8",
			stdio: ["ignore", "pipe", "ignore"],
		});
		const [{ filename, files: packed }] = JSON.parse(report) as [{ filename: string; files: { path: string }[] }];
		files = packed.map((file) => file.path);
		execFileSync("tar", ["-xzf", join(SCRATCH, filename), "-C", PACKAGE, "--strip-components=1"]);
	});

	afterAll(() => rmSync(SCRATCH, { recursive: true, force: true }));

	it("holds what is built and the licence, and neither sources nor tests", () => {
		expect(files).toEqual(
			expect.arrayContaining(["LICENSE", "THIRD-PARTY-NOTICES.md", "CHANGELOG.md", "dist/index.js", "dist/index.d.ts"]),
		);
		expect(files.filter((file) => /^(src|test|scripts|bench)\/|\.test\./.test(file))).toEqual([]);
	});

	it("has every file that its manifest points to", () => {
		const manifest = JSON.parse(readFileSync(join(PACKAGE, "package.json"), "utf8")) as Record<string, unknown>;
		const targets = pathsIn([manifest.exports, manifest.bin]);
		expect(targets.length).toBeGreaterThan(4);
		expect(targets.filter((target) => !existsSync(join(PACKAGE, target)))).toEqual([]);
	});

	it.each(["triplane", "triplane/node"])("is imported as %s in Node, and importing prints nothing", (entry) => {
		const script = `const { ShapeError } = await import("${entry}"); process.exitCode = ShapeError ? 42 : 1;`;
		const args = ["--input-type=module", "-e", script];
		const { status, stdout, stderr } = spawnSync(process.execPath, args, { cwd: SCRATCH, encoding: "utf8" });
		expect({ status, stdout, stderr }).toEqual({ status: 42, stdout: "", stderr: "" });
	});

	it.each(["index.js", "web.js"])("asks nothing of Node in dist/%s, however deep", (entry) => {
		const foreign = importsBelow(join(PACKAGE, "dist", entry)).filter((name) => !name.startsWith("onnxruntime-web"));
		expect(foreign.filter((name) => /^node:|^(onnxruntime-node|sharp)$/.test(name))).toEqual([]);
	});
});

/** All strings of nested records. */
function pathsIn(value: unknown): string[] {
	if (typeof value === "string") return [value];
	return typeof value === "object" && value !== null ? Object.values(value).flatMap(pathsIn) : [];
}

/** Packages that a built module imports, through all modules of the package. */
function importsBelow(file: string, seen = new Set<string>()): string[] {
	if (seen.has(file)) return [];
	seen.add(file);
	const specifiers = readFileSync(file, "utf8").matchAll(/(?:^|[\s;}])(?:from|import)\s*\(?\s*"([^"]+)"/g);
	return [...specifiers].flatMap(([, name = ""]) =>
		name.startsWith(".") ? importsBelow(resolve(dirname(file), name), seen) : [name],
	);
}
