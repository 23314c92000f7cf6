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
const MANIFEST = JSON.parse(readFileSync(join(ROOT, "package.json"), "utf8")) as {
	readonly exports: Readonly<Record<string, string>>;
	readonly bin: Readonly<Record<string, string>>;
};
/** Entries, as they are imported, and their files. */
const ENTRIES = Object.entries(MANIFEST.exports)
	.filter(([, file]) => file.endsWith(".js"))
	.map(([name, file]) => [name.replace(/^\./, "triplane"), file] as const);

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
		const targets = [...Object.values(MANIFEST.exports), ...Object.values(MANIFEST.bin)];
		const types = ENTRIES.map(([, file]) => file.replace(/\.js$/, ".d.ts"));
		expect([...targets, ...types].filter((target) => !existsSync(join(PACKAGE, target)))).toEqual([]);
	});

	it.each(ENTRIES)("is imported as %s in Node, and importing prints nothing", (entry) => {
		const script = `process.exitCode = Object.keys(await import("${entry}")).length > 0 ? 42 : 1;`;
		const args = ["--input-type=module", "-e", script];
		const { status, stdout, stderr } = spawnSync(process.execPath, args, { cwd: SCRATCH, encoding: "utf8" });
		expect({ status, stdout, stderr }).toEqual({ status: 42, stdout: "", stderr: "" });
	});

	const neutral = ENTRIES.filter(([entry]) => entry !== "triplane/node");
	it.each(neutral)("asks nothing of Node in %s, however deep", (_, file) => {
		const foreign = importsBelow(join(PACKAGE, file)).filter((name) => !name.startsWith("onnxruntime-web"));
		expect(foreign.filter((name) => /^node:|^(onnxruntime-node|sharp)$/.test(name))).toEqual([]);
	});
});

/** Packages that a built module imports, through all modules of the package. */
function importsBelow(file: string, seen = new Set<string>()): string[] {
	if (seen.has(file)) return [];
	seen.add(file);
	const specifiers = readFileSync(file, "utf8").matchAll(/(?:^|[\s;}])(?:from|import)\s*\(?\s*"([^"]+)"/g);
	return [...specifiers].flatMap(([, name = ""]) =>
		name.startsWith(".") ? importsBelow(resolve(dirname(file), name), seen) : [name],
	);
}
