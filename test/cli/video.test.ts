import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { ALL_FORMATS, BufferSource, Input } from "mediabunny";
import sharp from "sharp";
import { describe, expect, it } from "vitest";
import { z } from "zod";
import { sha256OfBytes } from "../../src/platform/node/hash-file.ts";
import { useProgram } from "./run-program.ts";

const program = useProgram();
const SMALL = ["--network", "untrained", "--nrr", "16", "--image-mode", "image_raw"];

const trajectory = z.object({
	frames: z.number(),
	cameras: z.array(
		z.object({
			publishedYaw: z.number(),
			publishedPitch: z.number(),
			keyframe: z.number(),
			fovDegrees: z.number(),
			trueDegrees: z.object({ yaw: z.number(), pitch: z.number() }),
			label: z.array(z.number()).length(25),
		}),
	),
});

function trajectoryAt(base: string): z.infer<typeof trajectory> {
	return trajectory.parse(JSON.parse(readFileSync(`${base}.trajectory.json`, "utf8")));
}

async function video(name: string, ...args: string[]): Promise<string> {
	const out = join(program.folder, name);
	const { code, stderr } = await program.run(["video", ...SMALL, "--out", out, "--quiet", ...args]);
	expect(stderr).toBe("");
	expect(code).toBe(0);
	return out;
}

describe("triplane video", () => {
	it("refuses the published raw image where raw images are not shown", async () => {
		const out = join(program.folder, "raw.mp4");
		const args = ["video", "--network", "untrained", "--seeds", "0", "--out", out, "--published-raw"];
		const { code, stderr } = await program.run(args);
		expect([code, existsSync(out)]).toEqual([2, false]);
		expect(stderr).toContain("want --image-mode image_raw with it");
	});

	it("writes an MP4 with a frame for every step between keyframes, its record and its trajectory", async () => {
		const out = await video("a.mp4", "--seeds", "0,1", "--w-frames", "3");
		const bytes = readFileSync(out);
		const track = await new Input({ source: new BufferSource(bytes), formats: ALL_FORMATS }).getPrimaryVideoTrack();
		expect((await track?.computePacketStats())?.packetCount).toBe(6);
		const record = JSON.parse(readFileSync(join(program.folder, "a.json"), "utf8"));
		expect(record).toMatchObject({
			command: "video",
			frames: 6,
			seedsOfCells: [[0, 1]],
			trajectory: "a.trajectory.json",
		});
		expect(record.outputs).toEqual([
			{ file: "a.mp4", kind: "video", bytes: bytes.length, sha256: sha256OfBytes(bytes) },
		]);
		expect([await track?.getDisplayWidth(), await track?.getDisplayHeight()]).toEqual([256, 256]);
		expect(record.options.scale).toBe(16);
		const { cameras } = trajectoryAt(join(program.folder, "a"));
		expect(cameras.map(({ keyframe }) => keyframe)).toEqual([0, 1 / 3, 2 / 3, 1, 4 / 3, 5 / 3]);
		expect(cameras[0]).toMatchObject({ publishedYaw: 0, publishedPitch: 0.2 });
	});

	it("enlarges frames as often as asked, pixel by pixel", async () => {
		const small = await video("plain", "--seeds", "0", "--w-frames", "1");
		const large = await video("large", "--seeds", "0", "--w-frames", "1", "--scale", "3");
		const { width, height } = await sharp(join(large, "frame00000.png")).metadata();
		expect([width, height]).toEqual([48, 48]);
		const again = await sharp(join(large, "frame00000.png")).resize(16, 16, { kernel: "nearest" }).raw().toBuffer();
		expect(again).toEqual(await sharp(join(small, "frame00000.png")).raw().toBuffer());
	});

	it("gives the same bytes when its record is repeated", async () => {
		const out = await video("b.gif", "--seeds", "3", "--w-frames", "2", "--path", "360");
		const { repeat } = JSON.parse(readFileSync(join(program.folder, "b.json"), "utf8")) as { repeat: string[] };
		const again = join(program.folder, "again.gif");
		expect((await program.run([...repeat, "--out", again])).code).toBe(0);
		expect(readFileSync(again)).toEqual(readFileSync(out));
	});

	it("starts at its keyframe's person, as sample shows it", async () => {
		const out = await video("frames", "--seeds", "4", "--w-frames", "1", "--orbit-pitch", "0");
		const args = ["--network", "untrained", "--nrr", "16", "--no-sr", "--seeds", "4", "--yaw", "0", "--pitch", "0"];
		expect((await program.run(["sample", ...args, "--outdir", program.folder])).code).toBe(0);
		const pixels = (path: string): Promise<Buffer> => sharp(path).raw().toBuffer();
		expect(await pixels(join(out, "frame00000.png"))).toEqual(await pixels(join(program.folder, "seed0004-raw.png")));
	});

	it("shows a grid of people, each with its own keyframes", async () => {
		const out = await video("grid", "--seeds", "0-3", "--grid", "2x1", "--w-frames", "1");
		expect(readdirSync(out)).toEqual(["frame00000.png", "frame00001.png"]);
		const { width, height } = await sharp(join(out, "frame00000.png")).metadata();
		expect([width, height]).toEqual([32, 16]);
		const record = JSON.parse(readFileSync(join(program.folder, "grid.json"), "utf8"));
		expect(record.seedsOfCells).toEqual([
			[0, 1],
			[2, 3],
		]);
	});

	it("follows cameras of a file, in either kind of angles", async () => {
		const path = join(program.folder, "path.json");
		const cameras = [{ trueYaw: 30 }, { trueYaw: -30, truePitch: 10, fovDegrees: 9 }];
		writeFileSync(path, JSON.stringify({ cameras }));
		await video("path.webp", "--seeds", "0", "--w-frames", "2", "--path", path);
		const [first, last] = trajectoryAt(join(program.folder, "path")).cameras;
		expect(first?.trueDegrees.yaw).toBeCloseTo(30, 6);
		expect(last?.trueDegrees).toEqual({ yaw: expect.closeTo(-30, 6), pitch: expect.closeTo(10, 6) });
		expect(last?.fovDegrees).toBeCloseTo(9, 9);
	});

	it("writes depth, and the shape once where the person does not change", async () => {
		const args = ["--image-mode", "image_depth", "--shapes", "mrc", "--shape-res", "12", "--level", "2.4"];
		const out = await video("depth", "--seeds", "0", "--w-frames", "2", ...args);
		const { channels } = await sharp(join(out, "frame00001.png")).metadata();
		expect(channels).toBe(3);
		expect(readdirSync(`${out}.shapes`)).toEqual(["frame00000.mrc"]);
	});

	it.each([
		[["--out", "x.avi"], /want \.mp4, \.gif, \.webp/],
		[["--out", "x.mp4", "--grid", "2x2"], /3 seeds for 4 people/],
		[["--out", "x.mp4", "--path", "nowhere.json"], /nowhere\.json/],
		[["--out", "x.mp4", "--path", "spiral"], /neither orbit nor 360/],
	])("refuses %j in words", async (args, message) => {
		const { code, stderr } = await program.run(["video", ...SMALL, "--seeds", "0-2", ...args], { cwd: program.folder });
		expect(code).toBe(2);
		expect(stderr).toMatch(message);
		expect(existsSync(join(program.folder, "x.mp4"))).toBe(false);
	});

	it("leaves nothing behind when it is stopped", async () => {
		const out = join(program.folder, "stopped.mp4");
		const shapes = ["--shapes", "--shape-res", "8"];
		const args = ["video", "--network", "untrained", "--seeds", "0,1", "--w-frames", "500", "--out", out, ...shapes];
		let stopped = false; // a second signal would end it at once
		const onStderr = (text: string, kill: (signal: NodeJS.Signals) => void): void => {
			if (stopped || !text.includes("frame")) return;
			stopped = true;
			kill("SIGINT");
		};
		const { code } = await program.run(args, { onStderr });
		expect(code).toBe(130);
		expect(readdirSync(program.folder).filter((name) => name.startsWith("stopped"))).toEqual([]);
	});
});
