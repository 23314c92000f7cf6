import { createHash } from "node:crypto";
import { readdir, readFile } from "node:fs/promises";
import { describe, expect, it } from "vitest";
import { fixturePath, fixtureTensor, readFixture, readFixtureMetadata } from "./fixtures.ts";

describe("fixtures", () => {
	it("have the hashes their README states, and no file goes unmentioned", async () => {
		const readme = await readFile(fixturePath("README.md"), "utf8");
		const stated = new Map<string, string>();
		for (const [, file = "", hash = ""] of readme.matchAll(/^\| `([^`]+)` \| `([0-9a-f]{64})` \|$/gm))
			stated.set(file, hash);
		const present = (await readdir(fixturePath("."))).filter((file) => file !== "README.md").sort();
		const actual = new Map<string, string>();
		for (const file of present) {
			actual.set(
				file,
				createHash("sha256")
					.update(await readFile(fixturePath(file)))
					.digest("hex"),
			);
		}
		expect([...stated].sort()).toEqual([...actual].sort());
	});

	it("are read with names, shapes and dtypes", async () => {
		const walk = await readFixture("latent-walk.safetensors");
		expect([...walk.keys()].sort()).toEqual(["at_k_over_10", "keyframes"]);
		expect(fixtureTensor(walk, "keyframes").shape).toEqual([4, 14, 8]);
		expect(fixtureTensor(walk, "at_k_over_10", "float64").shape).toEqual([40, 14, 8]);
	});

	it("are read with their values", async () => {
		const cameras = await readFixture("cameras.safetensors");
		// A field of view of 45°, in the published formula: focal = 1 / (tan(45 · 3.14159 / 360) · 1.414).
		const focal = Math.fround(1 / (Math.tan((45 * 3.14159) / 360) * 1.414));
		const intrinsics = fixtureTensor(cameras, "intrinsics.fov45").data;
		expect([...intrinsics]).toEqual([focal, 0, 0.5, 0, focal, 0.5, 0, 0, 1]);
	});

	it("keep every fourth pixel of large images and say so in the name", async () => {
		const golden = await readFixture("tiny-afhq256-128.seed2.safetensors");
		expect(fixtureTensor(golden, "image_stride4").shape).toEqual([1, 3, 64, 64]);
		expect(golden.has("image")).toBe(false);
	});

	it("carry their case as metadata", async () => {
		const metadata = await readFixtureMetadata("tiny-shapenet128-64.seed1.safetensors");
		expect(metadata).toMatchObject({ seed: "1", yaw: "0.9", pitch: "-0.4", truncation_cutoff: "8", fov_deg: "45" });
	});

	it("name what is there when a tensor is asked for that is not", async () => {
		const golden = await readFixture("ops.safetensors");
		expect(() => fixtureTensor(golden, "no.such.tensor")).toThrow("upfirdn.x");
	});
});
