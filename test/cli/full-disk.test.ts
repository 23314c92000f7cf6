import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { afterAll, describe, expect, it } from "vitest";
import { describeIf } from "../skip.ts";
import { type ProgramOptions, useProgram } from "./run-program.ts";

const program = useProgram();

function diskOf(bytes: number): ProgramOptions {
	const preload = pathToFileURL(join(import.meta.dirname, "full-disk.mjs")).href;
	return { nodeOptions: ["--import", preload], env: { TRIPLANE_TEST_DISK_BYTES: String(bytes) } };
}

describe("a full disk", () => {
	it("ends a run with exit code 6, and leaves nothing half-written", async () => {
		const outdir = join(program.folder, "images");
		const args = ["sample", "--network", "untrained", "--seeds", "0-3", "--nrr", "16", "--quiet", "--outdir", outdir];
		const { code, stderr } = await program.run(args, diskOf(30_000));
		expect(stderr).toMatch(/cannot write '.*seed\d{4}\.png': no space left on the device/);
		expect(code).toBe(6);
		// a folder without anything in it is gone
		const names = existsSync(outdir) ? readdirSync(outdir) : [];
		expect(names.filter((name) => name.endsWith(".tmp"))).toEqual([]);
		// every image that is there has its record
		const images = names.filter((name) => name.endsWith(".png"));
		expect(names).toEqual(images.flatMap((name) => [name.replace(".png", ".json"), name]).sort());
	});

	it("keeps an older file of the same name", async () => {
		const out = join(program.folder, "old.safetensors");
		writeFileSync(out, "older");
		const { code, stderr } = await program.run(["init", "--cfg", "small64", "--out", out], diskOf(100_000));
		expect(stderr).toMatch(/no space left on the device/);
		expect(code).toBe(6);
		expect(readdirSync(program.folder).filter((name) => name.startsWith("old"))).toEqual(["old.safetensors"]);
	});

	const mounted = join(program.folder, "disk");
	mkdirSync(mounted);
	const mount = spawnSync("mount", ["-t", "tmpfs", "-o", "size=1m", "tmpfs", mounted]);
	afterAll(() => {
		if (mount.status === 0) spawnSync("umount", [mounted]);
	});
	describeIf(mount.status === 0, "no right to mount a small file system", "of a small file system", () => {
		it("ends in the same way", async () => {
			const out = join(mounted, "network.safetensors");
			const { code, stderr } = await program.run(["init", "--cfg", "small64", "--out", out]);
			expect(stderr).toMatch(/cannot write '.*network\.safetensors': no space left on the device/);
			expect(code).toBe(6);
			expect(readdirSync(mounted)).toEqual([]);
		});
	});
});
