/** Pictures that people are found for. */

import { LABEL_LENGTH, mirrorLabel } from "../camera/label.ts";
import { type Float32Tensor, float32Tensor } from "../tensor/host-tensor.ts";
import type { PixelImage } from "../tensor/pixels.ts";

/** A picture and where it was taken from. */
export interface Pictured {
	/** [side, side, 3] in [0, 1] */
	readonly pixels: Float32Array;
	readonly side: number;
	/** [1, 25] */
	readonly camera: Float32Tensor;
}

/** A square picture of bytes whose camera is not known. */
export function pictureOf({ data, width }: PixelImage): Omit<Pictured, "camera"> {
	return { pixels: Float32Array.from(data, (value) => value / 255), side: width };
}

/** The mirrored picture, which a face that is the same on both sides would give from the mirrored camera. */
export function mirrored({ pixels, side, camera }: Pictured): Pictured {
	const turned = new Float32Array(pixels.length);
	for (let row = 0; row < side; row++) {
		for (let column = 0; column < side; column++) {
			const from = 3 * (row * side + column);
			turned.set(pixels.subarray(from, from + 3), 3 * (row * side + side - 1 - column));
		}
	}
	return { pixels: turned, side, camera: float32Tensor([1, LABEL_LENGTH], mirrorLabel([...camera.data])) };
}
