/** Frames to an MP4 file. Loaded when first used: mediabunny is larger than the rest of the page. */

import {
	BufferTarget,
	CanvasSource,
	getFirstEncodableVideoCodec,
	Mp4OutputFormat,
	Output,
	QUALITY_HIGH,
} from "mediabunny";
import { drawPixels } from "../controls/pixels.ts";
import type { Frame } from "../engine/protocol.ts";

export interface EncodeOptions {
	/** All of one size. */
	readonly frames: AsyncIterable<Frame>;
	readonly framesPerSecond: number;
	/** Pixels; frames are enlarged to it. `null` leaves them as they are, unless players take none so small. */
	readonly side: number | null;
	readonly signal: AbortSignal;
}

/** Players take little pictures not at all: small frames are drawn larger, as `videoScale` of the library does. */
const SMALLEST_SIDE = 256;

/** Rejects where the browser has no encoder for any codec that MP4 takes. */
export async function encodeVideo({
	frames,
	framesPerSecond,
	side,
	signal,
}: EncodeOptions): Promise<Uint8Array<ArrayBuffer>> {
	const small = document.createElement("canvas");
	const canvas = document.createElement("canvas");
	const context = canvas.getContext("2d");
	if (!context) throw new Error("this browser draws no pictures");
	const target = new BufferTarget();
	const output = new Output({ format: new Mp4OutputFormat({ fastStart: "in-memory" }), target });
	let source: CanvasSource | null = null;
	let index = 0;
	for await (const frame of frames) {
		signal.throwIfAborted();
		drawPixels(small, frame);
		if (!source) {
			source = await sourceOf(canvas, frame.width, side ?? SMALLEST_SIDE);
			context.imageSmoothingQuality = "high";
			output.addVideoTrack(source, { frameRate: framesPerSecond });
			await output.start();
		}
		context.drawImage(small, 0, 0, canvas.width, canvas.height);
		await source.add(index / framesPerSecond, 1 / framesPerSecond);
		index++;
	}
	await output.finalize();
	if (!target.buffer) throw new Error("the encoder gave no bytes");
	return new Uint8Array(target.buffer);
}

async function sourceOf(canvas: HTMLCanvasElement, own: number, least: number): Promise<CanvasSource> {
	// encoders want even sides
	const side = 2 * Math.ceil(Math.max(own, least) / 2);
	canvas.width = side;
	canvas.height = side;
	const size = { width: canvas.width, height: canvas.height };
	const codec = await getFirstEncodableVideoCodec(["avc", "hevc", "av1", "vp9"], size);
	if (codec === null) throw new Error("this browser has no video encoder (WebCodecs)");
	return new CanvasSource(canvas, { codec, bitrate: QUALITY_HIGH });
}
