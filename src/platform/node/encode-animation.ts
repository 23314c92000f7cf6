/** Animated WebP from frames, through sharp, which takes all frames at once, one below the other. */

import sharp from "sharp";
import { InputError } from "../../tensor/errors.ts";
import type { PixelImage } from "../../tensor/pixels.ts";

/** All frames are held: 1 GiB of them at most. */
const MOST_BYTES = 2 ** 30;
const LOOP_FOR_EVER = 0;

/** Encodes frames of one size; equal frames give equal bytes. Throws `InputError` where they are none or too many. */
export async function encodeAnimation(frames: readonly PixelImage[], fps: number): Promise<Uint8Array> {
	const [first] = frames;
	if (!first) throw new InputError("encodeAnimation: no frames");
	const { width, height, channels } = first;
	const frameBytes = width * height * channels;
	if (frameBytes * frames.length > MOST_BYTES) {
		throw new InputError(`encodeAnimation: ${frames.length} frames of ${width} × ${height} are too much; want fewer`);
	}
	const all = new Uint8Array(frameBytes * frames.length);
	for (const [index, frame] of frames.entries()) {
		if (frame.data.length !== frameBytes || frame.width !== width) {
			throw new InputError(
				`encodeAnimation: frame ${index} is ${frame.width} × ${frame.height}, want ${width} × ${height}`,
			);
		}
		all.set(frame.data, index * frameBytes);
	}
	const pages = sharp(all, {
		raw: { width, height: height * frames.length, channels, pageHeight: height },
		limitInputPixels: false,
	});
	const delay = frames.map(() => Math.round(1000 / fps));
	return await pages.webp({ loop: LOOP_FOR_EVER, delay, quality: 90, effort: 4 }).toBuffer();
}
