/** Pixel images on a canvas: enlarged with sharp edges, shrunk smoothly. */

import type { SKRSContext2D } from "@napi-rs/canvas";
import { newPicture } from "../../platform/node/canvas.ts";
import type { PixelImage } from "../../tensor/pixels.ts";
import type { Box } from "../dataset/picture/panel.ts";

/** Draws an image into a box, keeping its proportions, from the box's top left. */
export function drawPixels(context: SKRSContext2D, image: PixelImage, box: Box): void {
	const scale = Math.min(box.width / image.width, box.height / image.height);
	const held = newPicture(image.width, image.height).context;
	const pixels = held.createImageData(image.width, image.height);
	pixels.data.set(rgbaOf(image));
	held.putImageData(pixels, 0, 0);
	context.imageSmoothingEnabled = scale < 1;
	context.imageSmoothingQuality = "high";
	context.drawImage(held.canvas, box.left, box.top, image.width * scale, image.height * scale);
}

function rgbaOf({ width, height, channels, data }: PixelImage): Uint8Array {
	const rgba = new Uint8Array(width * height * 4).fill(255);
	for (let pixel = 0; pixel < width * height; pixel++) {
		for (let channel = 0; channel < 3; channel++) {
			rgba[pixel * 4 + channel] = data[pixel * channels + (channels === 1 ? 0 : channel)] ?? 0;
		}
	}
	return rgba;
}
