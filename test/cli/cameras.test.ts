/** Cameras and people from files, through the command: what one command writes, the others read. */

import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import sharp from "sharp";
import { describe, expect, it } from "vitest";
import { z } from "zod";
import { float32Tensor } from "../../src/tensor/host-tensor.ts";
import { latentFromSeed } from "../../src/tensor/latent.ts";
import { writeNpy } from "../../src/tensor/npy.ts";
import { fixture, type ProgramResult, useProgram } from "./run-program.ts";

const program = useProgram();
const SMALL = ["--network", "untrained", "--nrr", "16"];
const RAW = [...SMALL, "--no-sr"];

const record = z.object({
	repeat: z.array(z.string()),
	fovDegrees: z.object({ rendering: z.number(), conditioning: z.number(), source: z.string() }),
	options: z.looseObject({ precision: z.string().optional() }),
	views: z.array(z.array(z.object({ label: z.array(z.number()).length(25) }))),
});
const trajectory = z.object({
	loop: z.boolean(),
	cameras: z.array(z.object({ label: z.array(z.number()).length(25) })),
});

function at(name: string): string {
	return join(program.folder, name);
}

function recordAt(...parts: string[]): z.infer<typeof record> {
	return record.parse(JSON.parse(readFileSync(at(join(...parts)), "utf8")));
}

function trajectoryAt(name: string): z.infer<typeof trajectory> {
	return trajectory.parse(JSON.parse(readFileSync(at(name), "utf8")));
}

async function done(...args: string[]): Promise<ProgramResult> {
	const result = await program.run(args);
	expect(result.stderr).not.toMatch(/^triplane: (?!rays run)/m);
	expect(result.code).toBe(0);
	return result;
}

function video(out: string, ...args: string[]): Promise<ProgramResult> {
	return done("video", ...SMALL, "--image-mode", "image_raw", "--quiet", "--out", at(out), ...args);
}

function pixels(path: string): Promise<Buffer> {
	return sharp(at(path)).raw().toBuffer();
}

describe("cameras from files", () => {
	it("make a video again from the trajectory that was written beside it, to the byte", async () => {
		await video("first.gif", "--seeds", "1", "--w-frames", "5", "--fov-deg", "15", "--orbit-yaw", "0.7");
		await video("again.gif", "--seeds", "1", "--path", at("first.trajectory.json"));
		expect(readFileSync(at("again.gif"))).toEqual(readFileSync(at("first.gif")));
		expect(trajectoryAt("again.trajectory.json").cameras.map(({ label }) => label)).toEqual(
			trajectoryAt("first.trajectory.json").cameras.map(({ label }) => label),
		);
		expect(trajectoryAt("first.trajectory.json").loop).toBe(true);
	});

	it("show in sample what they showed in the video", async () => {
		await video("frames", "--seeds", "2", "--w-frames", "4", "--path", "360");
		const cameras = ["--cameras", at("frames.trajectory.json"), "--camera-list", "1,3"];
		await done("sample", ...RAW, "--quiet", "--seeds", "2", "--outdir", at("sampled"), ...cameras);
		const second = sharp(at("sampled/seed0002-raw.png")).extract({ left: 16, top: 0, width: 16, height: 16 });
		expect(await second.raw().toBuffer()).toEqual(await pixels("frames/frame00003.png"));
		expect(recordAt("sampled", "seed0002.json").repeat).toEqual(expect.arrayContaining(cameras));
	});

	it("are read by video, mesh and angles out of a dataset.json and the record of sample", async () => {
		await done("sample", ...RAW, "--quiet", "--seeds", "0", "--true-yaw=-20,20", "--outdir", at("views"));
		const labels = recordAt("views", "seed0000.json")
			.views.flat()
			.map(({ label }) => label);
		writeFileSync(at("dataset.json"), JSON.stringify({ labels: labels.map((label, i) => [`img${i}.png`, label]) }));
		await video("of-dataset", "--seeds", "0", "--path", at("dataset.json"));
		expect(trajectoryAt("of-dataset.trajectory.json").cameras.map(({ label }) => label)).toEqual(labels);
		const angles = ["angles", ...RAW.slice(2), "--networks", "untrained", "--seeds", "0", "--outdir", at("angles")];
		await done(...angles, "--quiet", "--cameras", at("views/seed0000.json"));
		const shape = ["--shape-res", "8", "--level", "2.4", "--turntable", "0", "--figure"];
		await done(
			"mesh",
			"--network",
			"untrained",
			"--seeds",
			"0",
			"--outdir",
			at("mesh"),
			...shape,
			"--quiet",
			"--cameras",
			at("dataset.json"),
		);
		expect((await sharp(at("mesh/figure.png")).metadata()).width).toBeGreaterThan(4 * 128);
	});

	it("want the number of frames where cameras do not go into keyframes evenly", async () => {
		writeFileSync(at("three.json"), JSON.stringify(Array.from({ length: 3 }, () => someLabel())));
		const { code, stderr } = await program.run([
			"video",
			...SMALL,
			"--seeds",
			"0,1",
			"--out",
			at("x.gif"),
			"--path",
			at("three.json"),
		]);
		expect(code).toBe(2);
		expect(stderr).toMatch(/3 cameras for 2 keyframes, want --w-frames/);
	});
});

describe("people from files of ws", () => {
	it("are shown as they are, by sample, video, mesh and angles", async () => {
		const z = latentFromSeed(3, 128);
		writeFileSync(
			at("w.npy"),
			writeNpy(
				float32Tensor(
					[1, 128],
					z.data.map((value) => value * 0.1),
				),
			),
		);
		await done("sample", ...RAW, "--quiet", "--ws", at("w.npy"), "--yaw", "0", "--pitch", "0", "--outdir", at("ws"));
		await video("ws-frames", "--ws", at("w.npy"), "--w-frames", "1", "--orbit-pitch", "0");
		expect(await pixels("ws-frames/frame00000.png")).toEqual(await pixels("ws/ws0000-raw.png"));
		const { repeat } = z0(JSON.parse(readFileSync(at("ws/ws0000.json"), "utf8")));
		expect(repeat).toEqual(expect.arrayContaining(["--ws", at("w.npy")]));
		expect(repeat).not.toContain("--seeds");
		const shape = ["--shape-res", "8", "--level", "auto", "--turntable", "0"];
		await done("mesh", "--network", "untrained", "--ws", at("w.npy"), "--outdir", at("ws"), ...shape, "--quiet");
		expect(readFileSync(at("ws/ws0000.glb")).length).toBeGreaterThan(100);
		const angles = ["--networks", "untrained", "--nrr", "16", "--no-sr", "--rows", "1", "--columns", "2", "--quiet"];
		await done("angles", ...angles, "--ws", at("w.npy"), "--outdir", at("ws"));
		expect(readFileSync(at("ws/angles-ws0000-untrained.png")).length).toBeGreaterThan(100);
	});

	it("of another network are refused with the sizes of both", async () => {
		writeFileSync(at("wide.npy"), writeNpy(float32Tensor([1, 14, 512], new Float32Array(14 * 512))));
		const { code, stderr } = await program.run(["sample", ...RAW, "--ws", at("wide.npy"), "--outdir", at("never")]);
		expect(code).toBe(2);
		expect(stderr).toMatch(/\[1, 14, 512\], want w \[128\].*layers of 128/);
	});

	it("do not go together with seeds", async () => {
		const { code, stderr } = await program.run(["sample", "--seeds", "0", "--ws", "w.npy", "--outdir", at("never")]);
		expect(code).toBe(2);
		expect(stderr).toMatch(/'--ws <file>' cannot be used with option '--seeds <list>'/);
	});
});

describe("rays and the box", () => {
	it("warn with numbers where published limits miss the box, and follow it when asked", async () => {
		const args = [...RAW, "--quiet", "--seeds", "0", "--radius", "4", "--yaw", "0", "--pitch", "0"];
		const far = await done("sample", ...args, "--outdir", at("far"));
		expect(far.stderr).toMatch(
			/rays run from 2\.25 to 3\.3, but the box of side 1 lies 3\.5 to 4\.5 .*100 % .*--ray-limits box/,
		);
		const box = await done("sample", ...args, "--ray-limits", "box", "--outdir", at("box"));
		expect(box.stderr).toBe("");
		expect(await pixels("box/seed0000-raw.png")).not.toEqual(await pixels("far/seed0000-raw.png"));
		await done("sample", ...args, "--ray-limits", "3.4,4.6", "--outdir", at("numbers"));
		const close = await done(
			"video",
			...SMALL,
			"--image-mode",
			"image_raw",
			"--seeds",
			"0",
			"--w-frames",
			"1",
			"--radius",
			"8",
			"--quiet",
			"--out",
			at("far.gif"),
		);
		expect(close.stderr).toMatch(/100 % of it is not rendered/);
	});

	it("are not mentioned where they fit", async () => {
		expect((await done("sample", ...RAW, "--quiet", "--seeds", "0", "--outdir", at("fits"))).stderr).toBe("");
	});
});

describe("field of view", () => {
	it("is that of the network's training cameras, which is said and recorded", async () => {
		const cars = ["--network", fixture("tiny-shapenet128-64.pkl"), "--nrr", "8", "--no-sr", "--seeds", "0"];
		const { stderr } = await done("sample", ...cars, "--outdir", at("cars"));
		expect(stderr).toMatch(/field of view 45° \((preset shapenet128-64|its training set)/);
		const { fovDegrees, views } = recordAt("cars", "seed0000.json");
		expect([fovDegrees.rendering, fovDegrees.conditioning]).toEqual([45, 45]);
		// 1 / (tan(22.5°) · 1.414), as published
		expect(views[0]?.[0]?.label[16]).toBeCloseTo(1.7074, 3);
		const faces = await done("sample", ...RAW, "--seeds", "0", "--outdir", at("faces"));
		expect(faces.stderr).toMatch(/field of view 18\.837° \(preset ffhq512-128\)/);
		const own = await done("sample", ...cars, "--fov-deg", "30", "--outdir", at("own"));
		expect(own.stderr).not.toMatch(/field of view/);
		expect(recordAt("own", "seed0000.json").fovDegrees).toEqual({
			rendering: 30,
			conditioning: 45,
			source: "--fov-deg",
		});
	});
});

describe("angles that are degrees", () => {
	it.each<[string[], RegExp]>([
		[["sample", "--seeds", "0", "--yaw", "90"], /90° is 1\.5708, and --true-yaw 90/],
		[
			["sample", "--seeds", "0", "--true-pitch", "90"],
			/--true-pitch.*90 is out of range: want degrees from -89\.7 to 89\.7/,
		],
		[["angles", "--seeds", "0", "--yaw-range", "-60,60"], /-60° is -1\.0472/],
		[["volume", "--yaw", "90"], /90° is 1\.5708\.$/m],
		[["sweep", "--seed", "0", "--pitch", "30"], /30° is 0\.7854\.$/m],
		[["video", "--seeds", "0", "--out", "x.gif", "--orbit-yaw", "20"], /20° is 0\.3491\.$/m],
	])("%j are refused with the number that was meant", async (args, message) => {
		const { code, stderr } = await program.run([...args, ...(args[0] === "video" ? [] : ["--outdir", at("never")])]);
		expect(code).toBe(2);
		expect(stderr).toMatch(message);
	});
});

function z0(value: unknown): { readonly repeat: readonly string[] } {
	return z.object({ repeat: z.array(z.string()) }).parse(value);
}

/** In front, as published. */
function someLabel(): number[] {
	return [1, 0, 0, 0, 0, -1, 0, 0, 0, 0, -1, 2.7, 0, 0, 0, 1, 4.2647, 0, 0.5, 0, 4.2647, 0.5, 0, 0, 1];
}
