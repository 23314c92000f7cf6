/** The package as users get it: packed, unpacked, imported. Needs `npm run build`, which `npm test` runs first. */

import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, expect, it } from "vitest";
import { describeIf } from "./skip.ts";
import { type PackedPackage, packPackage } from "./support/packed-package.ts";

const ROOT = fileURLToPath(new URL("..", import.meta.url));
const MANIFEST = JSON.parse(readFileSync(join(ROOT, "package.json"), "utf8")) as {
	readonly exports: Readonly<Record<string, string>>;
	readonly bin: Readonly<Record<string, string>>;
};
/** Entries, as they are imported, and their files. */
const ENTRIES = Object.entries(MANIFEST.exports)
	.filter(([, file]) => file.endsWith(".js"))
	.map(([name, file]) => [name.replace(/^\./, "triplane"), file] as const);

const isBuilt = ["dist/index.js", "dist/viewer/index.html"].every((file) => existsSync(join(ROOT, file)));

describeIf(isBuilt, "dist is not there: npm run build, npm run build:viewer", "the packed package", () => {
	let packed: PackedPackage;

	beforeAll(() => {
		packed = packPackage("package-test");
	});

	afterAll(() => rmSync(packed.folder, { recursive: true, force: true }));

	it("holds what is built and the licence, and neither sources nor tests", () => {
		expect(packed.files).toEqual(
			expect.arrayContaining(["LICENSE", "THIRD-PARTY-NOTICES.md", "CHANGELOG.md", "dist/index.js", "dist/index.d.ts"]),
		);
		expect(packed.files.filter((file) => /^(src|test|scripts|bench)\/|\.test\./.test(file))).toEqual([]);
	});

	it("has every file that its manifest points to", () => {
		const named = Object.values(MANIFEST.exports).filter((file) => !file.includes("*"));
		const targets = [...named, ...Object.values(MANIFEST.bin), "assets/networks/heads.safetensors"];
		const types = ENTRIES.map(([, file]) => file.replace(/\.js$/, ".d.ts"));
		expect([...targets, ...types].filter((target) => !existsSync(join(packed.path, target)))).toEqual([]);
	});

	it.each(ENTRIES)("is imported as %s in Node, and importing prints nothing", (entry) => {
		const script = `process.exitCode = Object.keys(await import("${entry}")).length > 0 ? 42 : 1;`;
		const args = ["--input-type=module", "-e", script];
		const { status, stdout, stderr } = spawnSync(process.execPath, args, { cwd: packed.folder, encoding: "utf8" });
		expect({ status, stdout, stderr }).toEqual({ status: 42, stdout: "", stderr: "" });
	});

	it("has types that check under lib es2022 and dom, libraries included", { timeout: 60_000 }, () => {
		const imports = ENTRIES.map(([entry], index) => `export * as entry${index} from "${entry}";\n`);
		writeFileSync(join(packed.folder, "entries.ts"), imports.join(""));
		const project = { compilerOptions: CAUTIOUS, files: ["entries.ts"] };
		writeFileSync(join(packed.folder, "tsconfig.json"), JSON.stringify(project));
		const tsc = join(ROOT, "node_modules", "typescript", "bin", "tsc");
		const { status, stdout } = spawnSync(process.execPath, [tsc, "-p", packed.folder], { encoding: "utf8" });
		expect({ status, stdout }).toEqual({ status: 0, stdout: "" });
	});

	it.each([
		["onnxruntime-node", ["sample", "--seeds", "0"]],
		["sharp", ["sample", "--seeds", "0"]],
		["@napi-rs/canvas", ["sweep", "--entries", "0", "--steps", "2", "--random", "0"]],
	])("is imported without %s, and says so where it is needed", (name, command) => {
		const broken = join(packed.folder, "node_modules", name);
		mkdirSync(broken, { recursive: true });
		writeFileSync(join(broken, "index.js"), "throw new Error('no binary for this machine');");
		const program = join(packed.path, MANIFEST.bin.triplane ?? "");
		const triplane = (...args: readonly string[]): { status: number | null; stdout: string; stderr: string } =>
			spawnSync(process.execPath, [program, ...args], { cwd: packed.folder, encoding: "utf8" });
		expect(triplane("info", "--network", "heads").status).toBe(0);
		const { status, stderr } = triplane(...command, "--outdir", "out", "--quiet");
		expect(status).toBeGreaterThan(0);
		expect(stderr).toContain(`'${name}' does not load`);
		expect(stderr).toContain("npm install --include=optional");
		rmSync(broken, { recursive: true });
	});

	it("has ONNX Runtime for the viewer compressed only, and serves it as it was", async () => {
		const compressed = packed.files.filter((file) => /^dist\/viewer\/.*\.wasm(\.br)?$/.test(file));
		expect(compressed).toHaveLength(2);
		const main = join(packed.path, "dist/cli/main.js");
		const program = spawn(process.execPath, [main, "view", "--no-open", "--port", "0"], {
			stdio: ["ignore", "pipe", "ignore"],
		});
		try {
			const [said] = (await once(program.stdout, "data")) as [Buffer];
			const url = /http:\S+\//.exec(said.toString())?.[0] ?? "";
			for (const file of compressed) {
				expect(file).toMatch(/\.wasm\.br$/);
				const served = await fetch(url + file.replace("dist/viewer/", "").replace(/\.br$/, ""));
				expect(served.headers.get("content-type")).toBe("application/wasm");
				const name = file.replace(/^.*\/(.*)-[\w-]+\.wasm\.br$/, "$1.wasm");
				const original = readFileSync(join(ROOT, "node_modules/onnxruntime-web/dist", name));
				expect(Buffer.compare(Buffer.from(await served.arrayBuffer()), original)).toBe(0);
			}
		} finally {
			program.kill("SIGINT");
		}
	});

	const neutral = ENTRIES.filter(([entry]) => entry !== "triplane/node");
	it.each(neutral)("asks nothing of Node in %s, however deep", (_, file) => {
		const foreign = importsBelow(join(packed.path, file)).filter((name) => !name.startsWith("onnxruntime-web"));
		expect(foreign.filter((name) => /^node:|^(onnxruntime-node|sharp|@napi-rs\/canvas)$/.test(name))).toEqual([]);
	});
});

/** What a user of each entry writes, under the flags of a cautious project for pages. */
const CAUTIOUS = {
	...{ lib: ["es2022", "dom"], target: "es2022", module: "esnext", moduleResolution: "bundler" },
	...{ strict: true, exactOptionalPropertyTypes: true, skipLibCheck: false, noEmit: true, types: [] },
};

/** Packages that a built module imports, through all modules of the package. */
function importsBelow(file: string, seen = new Set<string>()): string[] {
	if (seen.has(file)) return [];
	seen.add(file);
	const specifiers = readFileSync(file, "utf8").matchAll(/(?:^|[\s;}])(?:from|import)\s*\(?\s*"([^"]+)"/g);
	return [...specifiers].flatMap(([, name = ""]) =>
		name.startsWith(".") ? importsBelow(resolve(dirname(file), name), seen) : [name],
	);
}
