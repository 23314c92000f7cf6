/** Animated GIF and WebP through sharp, which takes all frames at once, one below the other. */

import { InputError } from "../../../tensor/errors.ts";
import { sha256OfBytes } from "../hash-file.ts";
import { nativePackage } from "../native-packages.ts";
import { writeFileWhole } from "../write-file.ts";
import { checkFrame, type VideoSettings, type VideoWriter } from "./video-format.ts";

/** All frames are held: 1 GiB of them at most. */
const MOST_BYTES = 2 ** 30;
const LOOP_FOR_EVER = 0;

/** Begins an animated picture at `path`. Throws `InputError` where its frames are more than memory should hold. */
export function animatedImageWriter(path: string, format: "gif" | "webp", settings: VideoSettings): VideoWriter {
	const { width, height, fps, frames } = settings;
	const frameBytes = width * height * 3;
	if (frameBytes * frames > MOST_BYTES) {
		throw new InputError(
			`video: ${frames} frames of ${width} × ${height} are too much for ${format}, which is made in memory; want mp4 or png`,
		);
	}
	const all = new Uint8Array(frameBytes * frames);
	let count = 0;
	return {
		add: async (frame) => {
			checkFrame(frame, settings);
			all.set(frame.data, count++ * frameBytes);
		},
		finish: async () => {
			const pages = all.subarray(0, count * frameBytes);
			const raw = nativePackage("sharp")(pages, {
				raw: { width, height: height * count, channels: 3, pageHeight: height },
				limitInputPixels: false,
			});
			const timing = { loop: LOOP_FOR_EVER, delay: delays(count, fps) };
			const bytes =
				format === "gif"
					? await raw.gif({ ...timing, effort: 7 }).toBuffer()
					: await raw.webp({ ...timing, quality: 90, effort: 4 }).toBuffer();
			await writeFileWhole(path, bytes, settings.signal);
			return [{ path, bytes: bytes.byteLength, sha256: sha256OfBytes(bytes) }];
		},
		[Symbol.asyncDispose]: async () => undefined,
	};
}

/** Whole milliseconds that add up to the right time: rounding is carried from frame to frame. */
export function delays(count: number, fps: number): number[] {
	const at = (frame: number): number => Math.round((frame * 1000) / fps);
	return Array.from({ length: count }, (_, frame) => at(frame + 1) - at(frame));
}
