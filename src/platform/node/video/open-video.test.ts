import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ALL_FORMATS, BufferSource, EncodedPacketSink, Input } from "mediabunny";
import sharp from "sharp";
import { afterAll, describe, expect, it } from "vitest";
import { InputError, OutputError, ShapeError } from "../../../tensor/errors.ts";
import type { PixelImage } from "../../../tensor/pixels.ts";
import { delays } from "./animated-image.ts";
import { withColourTags } from "./colour-tags.ts";
import { openVideo } from "./open-video.ts";
import type { VideoFormat, VideoSettings } from "./video-format.ts";

const folder = mkdtempSync(join(tmpdir(), "triplane-video-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const SETTINGS: VideoSettings = { width: 32, height: 16, fps: 24, quantizer: 20, frames: 6 };

function frame(index: number, { width, height }: VideoSettings = SETTINGS): PixelImage {
	const data = Uint8Array.from({ length: width * height * 3 }, (_, at) => (at * 3 + index * 40) % 256);
	return { width, height, channels: 3, data };
}

async function written(name: string, format: VideoFormat, settings: VideoSettings = SETTINGS): Promise<string> {
	const path = join(folder, name);
	await using video = await openVideo(path, format, settings);
	for (let index = 0; index < settings.frames; index++) await video.add(frame(index, settings));
	await video.finish();
	return path;
}

describe("openVideo", () => {
	it("writes an MP4 of H.264 with every frame, its size and its rate", async () => {
		const bytes = readFileSync(await written("a.mp4", "mp4"));
		const input = new Input({ source: new BufferSource(bytes), formats: ALL_FORMATS });
		const track = await input.getPrimaryVideoTrack();
		expect(await track?.getCodec()).toBe("avc");
		expect([await track?.getDisplayWidth(), await track?.getDisplayHeight()]).toEqual([32, 16]);
		const { packetCount, averagePacketRate } = (await track?.computePacketStats()) ?? {};
		expect(packetCount).toBe(6);
		expect(averagePacketRate).toBeCloseTo(24, 0);
	});

	it("writes MP4 that can be sought: one key frame a second, named as such in the file", async () => {
		const bytes = readFileSync(await written("keys.mp4", "mp4", { ...SETTINGS, fps: 4, frames: 10 }));
		expect(Buffer.from(bytes).includes("stss")).toBe(true);
		const track = await new Input({ source: new BufferSource(bytes), formats: ALL_FORMATS }).getPrimaryVideoTrack();
		if (!track) throw new Error("no track");
		const types: string[] = [];
		const times: number[] = [];
		for await (const { type, timestamp } of new EncodedPacketSink(track).packets()) {
			types.push(type);
			times.push(timestamp);
		}
		expect(types).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9].map((frame) => (frame % 4 === 0 ? "key" : "delta")));
		for (const [frame, time] of times.entries()) expect(time).toBeCloseTo(frame / 4, 3);
		expect((await new EncodedPacketSink(track).getKeyPacket(1.9))?.timestamp).toBeCloseTo(1, 6);
	});

	it("says in the file and in the stream that colours are BT.709 in limited range", async () => {
		const bytes = readFileSync(await written("tags.mp4", "mp4"));
		const track = await new Input({ source: new BufferSource(bytes), formats: ALL_FORMATS }).getPrimaryVideoTrack();
		const { colorSpace, description } = (await track?.getDecoderConfig()) ?? {};
		expect(colorSpace).toMatchObject({ primaries: "bt709", transfer: "bt709", matrix: "bt709", fullRange: false });
		const record = new Uint8Array(description as Uint8Array);
		expect(() => withColourTags(record)).toThrow(/colour tags of its own/);
	});

	it("gives the same bytes again, and adds no listeners to the process", async () => {
		const before = process.listenerCount("uncaughtException") + process.listenerCount("unhandledRejection");
		const first = readFileSync(await written("b.mp4", "mp4"));
		expect(readFileSync(await written("c.mp4", "mp4"))).toEqual(first);
		expect(process.listenerCount("uncaughtException") + process.listenerCount("unhandledRejection")).toBe(before);
	});

	it("repeats the last column and row of pictures with odd sides", async () => {
		const bytes = readFileSync(await written("odd.mp4", "mp4", { ...SETTINGS, width: 33, height: 17 }));
		const input = new Input({ source: new BufferSource(bytes), formats: ALL_FORMATS });
		const track = await input.getPrimaryVideoTrack();
		expect([await track?.getDisplayWidth(), await track?.getDisplayHeight()]).toEqual([34, 18]);
	});

	it.each(["gif", "webp"] as const)("writes an animated %s that loops", async (format) => {
		const { pages, pageHeight, width, loop, delay } = await sharp(await written(`a.${format}`, format), {
			pages: -1,
		}).metadata();
		expect({ pages, pageHeight, width, loop }).toEqual({ pages: 6, pageHeight: 16, width: 32, loop: 0 });
		expect(delay?.reduce((sum, part) => sum + part, 0)).toBeGreaterThan(200);
	});

	it("writes a folder of pictures that keep every pixel", async () => {
		const path = await written("frames", "png");
		expect(readdirSync(path)).toEqual([0, 1, 2, 3, 4, 5].map((index) => `frame0000${index}.png`));
		const pixels = await sharp(join(path, "frame00003.png")).raw().toBuffer();
		expect(new Uint8Array(pixels)).toEqual(frame(3).data);
	});

	it("leaves nothing behind that was not finished", async () => {
		for (const format of ["mp4", "gif", "png"] as const) {
			const path = join(folder, "unfinished", `half-${format}`);
			{
				await using video = await openVideo(path, format, SETTINGS);
				await video.add(frame(0));
			}
			expect(existsSync(path)).toBe(false);
		}
		const left = existsSync(join(folder, "unfinished")) ? readdirSync(join(folder, "unfinished")) : [];
		expect(left).toEqual([]);
	});

	it("refuses frames of another size, folders with something in them, and animations beyond memory", async () => {
		await using video = await openVideo(join(folder, "d.mp4"), "mp4", SETTINGS);
		await expect(video.add(frame(0, { ...SETTINGS, width: 8 }))).rejects.toThrow(ShapeError);
		mkdirSync(join(folder, "full", "inside"), { recursive: true });
		await expect(openVideo(join(folder, "full"), "png", SETTINGS)).rejects.toThrow(OutputError);
		const huge = { ...SETTINGS, width: 4096, height: 4096, frames: 100 };
		await expect(openVideo(join(folder, "huge.gif"), "gif", huge)).rejects.toThrow(InputError);
	});
});

describe("delays", () => {
	it("are whole milliseconds that add up to the length", () => {
		const parts = delays(240, 24);
		expect(parts.reduce((sum, part) => sum + part, 0)).toBe(10_000);
		expect(new Set(parts)).toEqual(new Set([41, 42]));
	});
});
