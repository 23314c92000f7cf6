/** Images of a generator as pictures are compared here. */

import type { Float32Tensor } from "../tensor/host-tensor.ts";

/** @param image  [1, 3, H, W] about [-1, 1] @returns [H, W, 3] in [0, 1] */
export function colourFloats({ shape, data }: Float32Tensor): Float32Array {
	const [, channels = 3, height = 0, width = 0] = shape;
	const area = height * width;
	return Float32Array.from({ length: channels * area }, (_, at) => {
		const value = data[(at % channels) * area + Math.floor(at / channels)] ?? 0;
		return Math.min(Math.max((value + 1) / 2, 0), 1);
	});
}
