/** Decoded images as tensors: planes of 8-bit numbers, and the floats that networks see. */

import { InputError } from "../tensor/errors.ts";
import { type Float32Tensor, float32Tensor, type HostTensor, hostTensor } from "../tensor/host-tensor.ts";
import type { PixelImage } from "../tensor/pixels.ts";

/** x / 127.5 − 1 of every byte, each step rounded to float32. */
function floatsOfBytes(): Float32Array {
	return Float32Array.from({ length: 256 }, (_, byte) => Math.fround(byte / 127.5) - 1);
}

/**
 * Interleaved pixels as planes, mirrored left and right where asked.
 * @param pixels  RGB, H × W
 * @returns [3, H, W], 0 to 255. Throws `InputError` on grey pixels.
 */
export function planarImage(pixels: PixelImage, mirrored: boolean): HostTensor<"uint8"> {
	const { width, height, channels, data } = pixels;
	if (channels !== 3) throw new InputError(`planarImage: ${channels} channels, want 3`);
	const area = width * height;
	const planes = new Uint8Array(3 * area);
	const step = mirrored ? -3 : 3;
	for (let y = 0; y < height; y++) {
		let source = (y * width + (mirrored ? width - 1 : 0)) * 3;
		for (let at = y * width; at < (y + 1) * width; at++) {
			planes[at] = data[source] ?? 0;
			planes[at + area] = data[source + 1] ?? 0;
			planes[at + 2 * area] = data[source + 2] ?? 0;
			source += step;
		}
	}
	return hostTensor("uint8", [3, height, width], planes);
}

/**
 * Images as networks see them: x / 127.5 − 1.
 * @param images  any shape, 0 to 255
 * @returns the same shape, [−1, 1]
 */
export function imageFloats(images: HostTensor<"uint8">): Float32Tensor {
	const table = floatsOfBytes();
	const values = new Float32Array(images.data.length);
	for (let i = 0; i < values.length; i++) values[i] = table[images.data[i] ?? 0] ?? 0;
	return float32Tensor(images.shape, values);
}
