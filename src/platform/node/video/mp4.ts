/**
 * MP4 with H.264. h264-mp4-encoder (WebAssembly inside its JavaScript, no program to install) encodes; its own MP4 files
 * cannot be sought and say nothing of colours, so mediabunny, which writes the viewer's videos too, puts the encoded
 * pictures into a file with key frames (`stss`) and colour tags. The same frames give the same bytes.
 *
 * Colours are BT.709 in limited range, encoded and tagged as such, in the stream as well as in the file: players that find
 * no tags guess them by the size of the picture.
 */

import type { H264MP4Encoder } from "h264-mp4-encoder";
import { RuntimeFailureError } from "../../../tensor/errors.ts";
import { sha256OfBytes } from "../hash-file.ts";
import { writeFileWhole } from "../write-file.ts";
import { withColourTags } from "./colour-tags.ts";
import { clearDates } from "./mp4-dates.ts";
import { checkFrame, type VideoPart, type VideoSettings, type VideoWriter } from "./video-format.ts";
import { even, yuvOf } from "./yuv.ts";

/** 0 is best and slowest, 10 fastest: at 5, a frame of 512² takes some 10 ms. */
const SPEED = 5;
const COLOURS = { primaries: "bt709", transfer: "bt709", matrix: "bt709", fullRange: false } as const;
/** Kind of a NAL unit that holds a picture which needs no other. */
const KEY_PICTURE = 5;

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
			encoder.addFrameYuv(yuvOf(frame));
		},
		finish: async () => {
			end();
			const encoded = encoder.FS.readFile(encoder.outputFilename);
			if (encoded.byteLength === 0) throw new RuntimeFailureError("video: the MP4 encoder gave no bytes");
			const bytes = await muxedAnew(encoded, settings.fps);
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

/** The same pictures in a file that can be sought and says what its colours are. */
async function muxedAnew(encoded: Uint8Array, fps: number): Promise<Uint8Array> {
	const {
		BufferSource,
		BufferTarget,
		EncodedPacket,
		EncodedPacketSink,
		EncodedVideoPacketSource,
		Input,
		MP4,
		Mp4OutputFormat,
		Output,
	} = await import("mediabunny");
	const input = new Input({ source: new BufferSource(Uint8Array.from(encoded)), formats: [MP4] });
	const track = await input.getPrimaryVideoTrack();
	const config = await track?.getDecoderConfig();
	if (!(track && config?.description))
		throw new RuntimeFailureError("video: the MP4 encoder gave a file without video");
	const description = withColourTags(bytesOf(config.description));
	const target = new BufferTarget();
	const output = new Output({ format: new Mp4OutputFormat({ fastStart: "in-memory" }), target });
	const source = new EncodedVideoPacketSource("avc");
	output.addVideoTrack(source, { frameRate: fps });
	await output.start();
	let frame = 0;
	for await (const { data } of new EncodedPacketSink(track).packets()) {
		const packet = new EncodedPacket(data, holdsKeyPicture(data) ? "key" : "delta", frame++ / fps, 1 / fps);
		await source.add(packet, { decoderConfig: { ...config, description, colorSpace: COLOURS } });
	}
	await output.finalize();
	if (!target.buffer) throw new RuntimeFailureError("video: the MP4 muxer gave no bytes");
	const file = new Uint8Array(target.buffer);
	clearDates(file);
	return file;
}

/** Whether one of the NAL units, each with four bytes of length before it, is a key picture. */
function holdsKeyPicture(data: Uint8Array): boolean {
	const view = new DataView(data.buffer, data.byteOffset, data.byteLength);
	for (let at = 0; at + 4 < data.length; at += 4 + view.getUint32(at)) {
		if (((data[at + 4] ?? 0) & 31) === KEY_PICTURE) return true;
	}
	return false;
}

function bytesOf(buffer: ArrayBufferLike | ArrayBufferView): Uint8Array {
	return ArrayBuffer.isView(buffer)
		? new Uint8Array(buffer.buffer, buffer.byteOffset, buffer.byteLength)
		: new Uint8Array(buffer);
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
