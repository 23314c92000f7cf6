import { existsSync, readFileSync } from "node:fs";
import { mkdir, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { embeddedNetworks, locateNetwork, networkRecord, REPOSITORY_ONLY } from "./networks.ts";
import { packageInfo } from "./package-info.ts";

describe("locateNetwork", () => {
	it("knows every network of experiments that the package leaves out", () => {
		const { files } = JSON.parse(readFileSync(new URL("../../../package.json", import.meta.url), "utf8"));
		const leftOut = files.flatMap((file: string) => /^!assets\/networks\/(.+)\.safetensors$/.exec(file)?.[1] ?? []);
		expect(leftOut).toEqual(["untrained", "heads-*"]);
		const others = embeddedNetworks().filter((name) => name === "untrained" || name.startsWith("heads-"));
		expect(REPOSITORY_ONLY.toSorted()).toEqual(others);
	});

	it("finds embedded networks by name", () => {
		expect(embeddedNetworks()).toContain("untrained");
		const { path, embedded } = locateNetwork("untrained");
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
			await mkdir(join(folder, "untrained"));
			process.chdir(folder);
			expect(locateNetwork("untrained").embedded).toBe(true);
		} finally {
			process.chdir(before);
			await rm(folder, { recursive: true });
		}
	});

	it.each(["", "nobody", "../networks/untrained", "untrained.safetensors", "__proto__"])(
		"knows no network '%s'",
		(name) => {
			expect(() => locateNetwork(name)).toThrow(/^network/);
		},
	);
});

describe("networkRecord", () => {
	it("tells size and hash", async () => {
		const { bytes, sha256 } = await networkRecord(locateNetwork("untrained"));
		expect(bytes).toBeGreaterThan(100_000);
		expect(sha256).toMatch(/^[0-9a-f]{64}$/);
	});

	it("stops when told", async () => {
		await expect(networkRecord(locateNetwork("untrained"), AbortSignal.abort())).rejects.toThrow(
			"stopped by the caller",
		);
	});
});
