/**
 * Pictures of a scene, anti-aliased where it shows: one ray through each pixel's middle, then four more, on a rotated
 * grid, through every pixel that borders on another part or stands out from the run of colours about it.
 */

import type { Camera } from "../../camera/label.ts";
import { type ImageRays, imageRays } from "../../camera/projection.ts";
import type { PixelImage } from "../../tensor/pixels.ts";
import { toSrgbByte } from "../colour.ts";
import type { Scene } from "../scene.ts";
import { newSample, type Sample, takeSample } from "./sample.ts";

/** A pixel this far from the mean of two opposite neighbours (square roots of linear light) is looked at more closely. */
const CONTRAST = 0.03;
/** Where the further rays go through a pixel, beside its middle (0.5, 0.5). */
const FURTHER: readonly (readonly [u: number, v: number])[] = [
	[0.375, 0.125],
	[0.875, 0.375],
	[0.625, 0.875],
	[0.125, 0.625],
];

/** A square picture of `size` pixels. @returns 8-bit sRGB, interleaved */
export function renderImage(scene: Scene, camera: Camera, size: number): PixelImage {
	const rays = imageRays(camera);
	const sample = newSample();
	const colours = new Float32Array(size * size * 3);
	const parts = new Uint8Array(size * size);
	for (let row = 0; row < size; row++) {
		for (let column = 0; column < size; column++) {
			const pixel = row * size + column;
			const direction = rays.through((column + 0.5) / size, (row + 0.5) / size);
			parts[pixel] = takeSample(sample, scene, rays.origin, direction);
			colours[pixel * 3] = sample.red;
			colours[pixel * 3 + 1] = sample.green;
			colours[pixel * 3 + 2] = sample.blue;
		}
	}
	const data = new Uint8Array(size * size * 3);
	const refined = new Float64Array(3);
	for (let row = 0; row < size; row++) {
		for (let column = 0; column < size; column++) {
			const at = (row * size + column) * 3;
			refined.set(colours.subarray(at, at + 3));
			if (standsOut(colours, parts, size, row, column)) refine(refined, sample, scene, rays, size, row, column);
			for (let i = 0; i < 3; i++) data[at + i] = toSrgbByte(refined[i] ?? 0);
		}
	}
	return { width: size, height: size, channels: 3, data };
}

/** Whether a pixel borders on another part, or its colour does not lie between its neighbours'. */
function standsOut(colours: Float32Array, parts: Uint8Array, size: number, row: number, column: number): boolean {
	const here = row * size + column;
	const left = column > 0 ? here - 1 : here;
	const right = column < size - 1 ? here + 1 : here;
	const up = row > 0 ? here - size : here;
	const down = row < size - 1 ? here + size : here;
	const part = parts[here];
	if (parts[left] !== part || parts[right] !== part || parts[up] !== part || parts[down] !== part) return true;
	for (let i = 0; i < 3; i++) {
		const twice = 2 * Math.sqrt(colours[here * 3 + i]!);
		const across = Math.sqrt(colours[left * 3 + i]!) + Math.sqrt(colours[right * 3 + i]!);
		const along = Math.sqrt(colours[up * 3 + i]!) + Math.sqrt(colours[down * 3 + i]!);
		if (Math.abs(twice - across) > 2 * CONTRAST || Math.abs(twice - along) > 2 * CONTRAST) return true;
	}
	return false;
}

/** Replaces the colour of a pixel's middle by the mean with its further rays. */
function refine(
	colour: Float64Array,
	sample: Sample,
	scene: Scene,
	rays: ImageRays,
	size: number,
	row: number,
	column: number,
): void {
	let [red = 0, green = 0, blue = 0] = colour;
	for (const [u, v] of FURTHER) {
		takeSample(sample, scene, rays.origin, rays.through((column + u) / size, (row + v) / size));
		red += sample.red;
		green += sample.green;
		blue += sample.blue;
	}
	const count = FURTHER.length + 1;
	colour[0] = red / count;
	colour[1] = green / count;
	colour[2] = blue / count;
}
