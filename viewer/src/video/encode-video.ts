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
	readonly signal: AbortSignal;
}

/** Encoders want even sides, and players little pictures not at all: small frames are drawn larger, as `videoScale` of the library does. */
const SMALLEST_SIDE = 256;

/** Rejects where the browser has no encoder for any codec that MP4 takes. */
export async function encodeVideo({
	frames,
	framesPerSecond,
	signal,
}: EncodeOptions): Promise<Uint8Array<ArrayBuffer>> {
	const small = document.createElement("canvas");
	const canvas = document.createElement("canvas");
	const target = new BufferTarget();
	const output = new Output({ format: new Mp4OutputFormat({ fastStart: "in-memory" }), target });
	let source: CanvasSource | null = null;
	let index = 0;
	for await (const frame of frames) {
		signal.throwIfAborted();
		drawPixels(small, frame);
		if (!source) {
			source = await sourceOf(canvas, frame.width);
			output.addVideoTrack(source, { frameRate: framesPerSecond });
			await output.start();
		}
		canvas.getContext("2d")?.drawImage(small, 0, 0, canvas.width, canvas.height);
		await source.add(index / framesPerSecond, 1 / framesPerSecond);
		index++;
	}
	await output.finalize();
	if (!target.buffer) throw new Error("the encoder gave no bytes");
	return new Uint8Array(target.buffer);
}

async function sourceOf(canvas: HTMLCanvasElement, side: number): Promise<CanvasSource> {
	const scale = Math.max(1, Math.ceil(SMALLEST_SIDE / side));
	canvas.width = side * scale;
	canvas.height = side * scale;
	const size = { width: canvas.width, height: canvas.height };
	const codec = await getFirstEncodableVideoCodec(["avc", "hevc", "av1", "vp9"], size);
	if (codec === null) throw new Error("this browser has no video encoder (WebCodecs)");
	return new CanvasSource(canvas, { codec, bitrate: QUALITY_HIGH });
}
