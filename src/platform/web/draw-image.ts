/** Draws images that lie in the host's memory on canvases; those on a GPU are `createCanvasPainter`'s. */

import type { Float32Tensor } from "../../tensor/host-tensor.ts";
import { colourPixels, type PixelImage } from "../../tensor/pixels.ts";

/** What is used of an `HTMLCanvasElement` or an `OffscreenCanvas`. */
export interface PixelCanvas {
	width: number;
	height: number;
	getContext(kind: "2d"): PixelContext | null;
}

interface PixelContext {
	createImageData(width: number, height: number): PixelData;
	putImageData(image: PixelData, x: number, y: number): void;
}

interface PixelData {
	readonly data: { [index: number]: number };
}

/**
 * Draws an image [1, 3, H, W] about [-1, 1], or pixels, on a canvas, which takes its size. A canvas that has a context of
 * another kind stays as it is.
 * @returns whether it was drawn
 */
export function drawImage(canvas: PixelCanvas, image: Float32Tensor | PixelImage): boolean {
	const { width, height, channels, data } = "shape" in image ? colourPixels(image) : image;
	const context = canvas.getContext("2d");
	if (!context) return false;
	// a canvas is emptied when its size is set
	if (canvas.width !== width || canvas.height !== height) Object.assign(canvas, { width, height });
	const picture = context.createImageData(width, height);
	for (let pixel = 0; pixel < width * height; pixel++) {
		for (let channel = 0; channel < 3; channel++) {
			picture.data[4 * pixel + channel] = data[channels * pixel + (channels === 1 ? 0 : channel)] ?? 0;
		}
		picture.data[4 * pixel + 3] = 255;
	}
	context.putImageData(picture, 0, 0);
	return true;
}
