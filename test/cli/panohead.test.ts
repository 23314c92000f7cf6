/** A pickle of PanoHead's structure through the whole program: what runs does so all round, what does not says why. */

import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import sharp from "sharp";
import { beforeAll, describe, expect, it } from "vitest";
import { panoheadFile } from "../support/panohead-network.ts";
import { useProgram } from "./run-program.ts";

const program = useProgram();
const at = (name: string): string => join(program.folder, name);
const pickle = at("panohead.pkl");

beforeAll(() => {
	writeFileSync(pickle, panoheadFile());
});

const here = ["--device", "cpu", "--nrr", "16"];

async function done(...args: string[]): Promise<void> {
	const { code, stderr } = await program.run(args);
	expect({ code, stderr: code === 0 ? "" : stderr }).toEqual({ code: 0, stderr: "" });
}

async function refused(message: string, ...args: string[]): Promise<void> {
	const { code, stderr } = await program.run(args);
	expect(stderr).toContain(message);
	expect(code).toBeGreaterThan(0);
}

describe("a pickle of PanoHead", () => {
	it("is named by info, with how that is known", async () => {
		const { code, stdout } = await program.run(["info", pickle]);
		expect(code).toBe(0);
		expect(stdout).toMatch(/Family\n {2}PanoHead: it has torgb, bcg_synthesis/);
	});

	it("is seen from all sides, and gives the same pictures from its export", async () => {
		const views = ["--seeds", "0", "--true-yaw", "0,90,180", ...here];
		await done("sample", "--network", pickle, ...views, "--outdir", at("pickle"));
		await done("export", "--network", pickle, "--format", "safetensors", "--out", at("copy.safetensors"));
		await done("sample", "--network", at("copy.safetensors"), ...views, "--outdir", at("copy"));
		const picture = readFileSync(at("pickle/seed0000.png"));
		expect(picture.equals(readFileSync(at("copy/seed0000.png")))).toBe(true);
		const sides = await Promise.all(
			[0, 1, 2].map((side) =>
				sharp(picture)
					.extract({ left: 512 * side, top: 0, width: 512, height: 512 })
					.raw()
					.toBuffer(),
			),
		);
		expect(new Set(sides.map((side) => side.toString("base64"))).size).toBe(3);
	});

	it("turns in a video, and is measured at steep angles", async () => {
		const person = ["--network", pickle, "--seeds", "0", ...here];
		await done("video", ...person, "--path", "360", "--w-frames", "4", "--out", at("turning.gif"));
		expect((await sharp(at("turning.gif")).metadata()).pages).toBe(4);
		await done("angles", ...person, "--outdir", at("angles"));
		expect(existsSync(at("angles/angles.json"))).toBe(true);
	});

	it("gives a mesh in colours of its own layer", async () => {
		await done(
			"mesh",
			"--network",
			pickle,
			"--device",
			"cpu",
			"--seeds",
			"0",
			"--shape-res",
			"48",
			"--outdir",
			at("mesh"),
		);
		const { result } = JSON.parse(readFileSync(at("mesh/seed0000-mesh.json"), "utf8"));
		expect(result.measures.watertight).toBe(true);
		expect(result.measures.triangles).toBeGreaterThan(100);
		// nothing of it lies where the network's rules say that there is nothing
		const [x, , z] = result.measures.bounds.max.map((most: number, axis: number) =>
			Math.max(most, -result.measures.bounds.min[axis]),
		);
		expect(Math.max(x, z)).toBeLessThan(0.5 - 0.1 + 1 / 48);
	});

	it("says why it is not taken apart, inverted or trained", async () => {
		const person = ["--network", pickle, "--device", "cpu"];
		await refused("its slices do not add up to it", "volume", ...person, "--seed", "0", "--outdir", at("volume"));
		const image = ["--image", at("front/seed0000.png")];
		await done("sample", ...person, "--nrr", "16", "--seeds", "0", "--true-yaw", "0", "--outdir", at("front"));
		await refused("wants a network whose first features", "invert", ...person, ...image, "--outdir", at("found"));
		await refused(
			"MaskDualDiscriminatorV2",
			...["train", "--resume", pickle, "--data", "heads:rebalanced,free,seed=1", "--outdir", at("runs")],
		);
		for (const name of ["volume", "found", "runs"]) expect(existsSync(at(name))).toBe(false);
	});
});
