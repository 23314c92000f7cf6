/** The tarball in empty projects: what is installed, and that it works. Packages come from npm's cache or the registry. */

import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { describeIf } from "./skip.ts";
import { type PackedPackage, packPackage } from "./support/packed-package.ts";

const ROOT = join(import.meta.dirname, "..");
const PATIENCE_MS = 300_000;
const NATIVE = ["onnxruntime-node", "sharp", "@napi-rs/canvas"];

/** @returns what the command printed; its standard error and status, too */
function run(cwd: string, command: string, args: readonly string[], env: Readonly<Record<string, string>> = {}) {
	return spawnSync(command, args, { cwd, encoding: "utf8", env: { ...process.env, ...env } });
}

const registry = run(ROOT, "npm", ["ping", "--fetch-retries=0", "--fetch-timeout=5000"]).status === 0;

describeIf(
	registry && existsSync(join(ROOT, "dist", "cli", "main.js")),
	"no registry of npm, or dist is not built",
	"the tarball",
	() => {
		let packed: PackedPackage;
		const scratch = mkdtempSync(join(tmpdir(), "triplane-install-"));

		beforeAll(() => {
			packed = packPackage("install-test");
		});
		afterAll(() => {
			for (const folder of [scratch, packed.folder]) rmSync(folder, { recursive: true, force: true });
		});

		/** Installs into an empty project. */
		function install(name: string, ...options: readonly string[]): string {
			const project = join(scratch, name);
			mkdirSync(project);
			writeFileSync(join(project, "package.json"), JSON.stringify({ name, private: true, type: "module" }));
			const args = [
				"install",
				packed.tarball,
				"--prefer-offline",
				"--no-audit",
				"--no-fund",
				"--loglevel=error",
				...options,
			];
			// what README.md says for machines that reach the registry alone
			const { status, stderr } = run(project, "npm", args, { ONNXRUNTIME_NODE_INSTALL: "skip" });
			expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
			return project;
		}

		it("is at most 16 MiB", () => {
			expect(packed.size).toBeLessThan(16 * 2 ** 20);
		});

		it("installs for pages without a package that has compiled parts", { timeout: PATIENCE_MS }, () => {
			const project = install("pages", "--omit=optional");
			expect(NATIVE.filter((name) => existsSync(join(project, "node_modules", name)))).toEqual([]);
			const script = "console.log(typeof (await import('triplane/web')).openGenerator)";
			expect(run(project, process.execPath, ["--input-type=module", "-e", script]).stdout).toBe("function\n");
			const { status, stderr } = run(project, "npx", ["triplane", "sample", "--seeds", "0", "--outdir", "out"]);
			expect(status).toBeGreaterThan(0);
			expect(stderr).toContain("does not load, want it to run networks");
			expect(existsSync(join(project, "out"))).toBe(false);
		});

		it("makes pictures from an empty folder", { timeout: PATIENCE_MS }, () => {
			const project = install("node");
			const args = ["triplane", "sample", "--seeds", "0", "--outdir", "out", "--quiet"];
			const { status, stderr } = run(project, "npx", args);
			expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
			const picture = readFileSync(join(project, "out", "seed0000.png"));
			expect(picture.subarray(1, 4).toString()).toBe("PNG");
		});
	},
);
