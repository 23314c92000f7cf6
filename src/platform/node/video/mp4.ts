/**
 * MP4 with H.264, through h264-mp4-encoder: WebAssembly inside its JavaScript, no program to install. The same frames
 * give the same bytes.
 *
 * H.264 stores colours at half the resolution, in pairs of pixels: a picture of odd width or height gets its last column
 * or row twice.
 */

import type { H264MP4Encoder } from "h264-mp4-encoder";
import { RuntimeFailureError } from "../../../tensor/errors.ts";
import type { PixelImage } from "../../../tensor/pixels.ts";
import { sha256OfBytes } from "../hash-file.ts";
import { writeFileWhole } from "../write-file.ts";
import { checkFrame } from "./check-frame.ts";
import type { VideoPart, VideoSettings, VideoWriter } from "./video-format.ts";

/** 0 is best and slowest, 10 fastest: at 5, a frame of 512² takes some 10 ms. */
const SPEED = 5;

/** Begins an MP4 file at `path`; it appears when the video is finished. */
export async function mp4Writer(path: string, settings: VideoSettings): Promise<VideoWriter> {
	const encoder = await newEncoder();
	encoder.width = even(settings.width);
	encoder.height = even(settings.height);
	encoder.frameRate = settings.fps;
	encoder.quantizationParameter = settings.quantizer;
	encoder.groupOfPictures = Math.max(1, Math.round(settings.fps));
	encoder.speed = SPEED;
	encoder.initialize();
	let ended = false;
	const end = (): void => {
		ended = true;
		encoder.finalize();
	};
	return {
		add: async (frame) => {
			checkFrame(frame, settings);
			encoder.addFrameRgba(evenRgba(frame));
		},
		finish: async () => {
			end();
			const bytes = encoder.FS.readFile(encoder.outputFilename);
			if (bytes.byteLength === 0) throw new RuntimeFailureError("video: the MP4 encoder gave no bytes");
			await writeFileWhole(path, bytes, settings.signal);
			const part: VideoPart = { path, bytes: bytes.byteLength, sha256: sha256OfBytes(bytes) };
			return [part];
		},
		[Symbol.asyncDispose]: async () => {
			// it may not be deleted in the middle
			if (!ended) end();
			encoder.delete();
		},
	};
}

/** The encoder's loader listens for faults of the whole process and would end it; its listeners are taken off again. */
async function newEncoder(): Promise<H264MP4Encoder> {
	const events = ["uncaughtException", "unhandledRejection"] as const;
	const before = events.map((event) => new Set(process.rawListeners(event)));
	const { default: module } = await import("h264-mp4-encoder");
	const encoder = await module.createH264MP4Encoder();
	for (const [index, event] of events.entries()) {
		for (const listener of process.rawListeners(event)) {
			if (!before[index]?.has(listener)) process.removeListener(event, listener as () => void);
		}
	}
	return encoder;
}

function even(length: number): number {
	return length + (length % 2);
}

/** @returns [even height, even width, 4] */
function evenRgba({ width, height, data }: PixelImage): Uint8Array {
	const columns = even(width);
	const rows = even(height);
	const rgba = new Uint8Array(columns * rows * 4).fill(255);
	for (let row = 0; row < rows; row++) {
		const source = Math.min(row, height - 1) * width;
		for (let column = 0; column < columns; column++) {
			const from = (source + Math.min(column, width - 1)) * 3;
			rgba.set(data.subarray(from, from + 3), (row * columns + column) * 4);
		}
	}
	return rgba;
}
