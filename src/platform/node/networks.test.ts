import { existsSync } from "node:fs";
import { mkdir, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { embeddedNetworks, locateNetwork, networkRecord } from "./networks.ts";
import { packageInfo } from "./package-info.ts";

describe("locateNetwork", () => {
	it("finds embedded networks by name", () => {
		expect(embeddedNetworks()).toContain("demo");
		const { path, embedded } = locateNetwork("demo");
		expect({ embedded, exists: existsSync(path) }).toEqual({ embedded: true, exists: true });
	});

	it("takes a path before a name", () => {
		const path = join(packageInfo().root, "package.json");
		expect(locateNetwork(path)).toEqual({ name: path, path, embedded: false });
	});

	it("takes a name before a folder that is called alike", async () => {
		const folder = await mkdtemp(join(tmpdir(), "triplane-networks-"));
		const before = process.cwd();
		try {
			await mkdir(join(folder, "demo"));
			process.chdir(folder);
			expect(locateNetwork("demo").embedded).toBe(true);
		} finally {
			process.chdir(before);
			await rm(folder, { recursive: true });
		}
	});

	it.each(["", "nobody", "../networks/demo", "demo.safetensors", "__proto__"])("knows no network '%s'", (name) => {
		expect(() => locateNetwork(name)).toThrow(/^network/);
	});
});

describe("networkRecord", () => {
	it("tells size and hash", async () => {
		const { bytes, sha256 } = await networkRecord(locateNetwork("demo"));
		expect(bytes).toBeGreaterThan(100_000);
		expect(sha256).toMatch(/^[0-9a-f]{64}$/);
	});

	it("stops when told", async () => {
		await expect(networkRecord(locateNetwork("demo"), AbortSignal.abort())).rejects.toThrow("stopped by the caller");
	});
});
