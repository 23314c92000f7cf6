/** Rays through the pixel centres of an image (eg3d.md §5). */

import type { Camera } from "../camera/label.ts";
import { imageRays } from "../camera/projection.ts";
import { InputError } from "../tensor/errors.ts";
import { float32Tensor } from "../tensor/host-tensor.ts";
import { matchShape } from "../tensor/shape.ts";
import type { Rays } from "./march/contract.ts";

/** Pixels of an image. */
export interface ImageSize {
	readonly width: number;
	readonly height: number;
}

/**
 * One ray per pixel, row by row from the top left, through the pixel's centre ((column + 0.5) / width, (row + 0.5) /
 * height). Float64 maths, rounded once.
 * @returns origins [M, 3] world units, all the camera's position; directions [M, 3] unit length; M = height · width.
 *   Throws `InputError` on a size that is not whole and positive, `ShapeError` on matrices of another shape.
 */
export function pixelRays(camera: Camera, size: ImageSize): Rays {
	matchShape("pixelRays: cam2world", camera.cam2world.shape, [4, 4]);
	const { origin, towards } = imageRays(camera);
	const { width, height } = checkSize(size);
	const origins = new Float32Array(height * width * 3);
	const directions = new Float32Array(height * width * 3);
	for (let row = 0; row < height; row++) {
		for (let column = 0; column < width; column++) {
			const at = (row * width + column) * 3;
			const [x, y, z] = towards((column + 0.5) / width, (row + 0.5) / height);
			const length = Math.hypot(x, y, z);
			origins.set(origin, at);
			directions.set([x / length, y / length, z / length], at);
		}
	}
	const shape = [height * width, 3];
	return { origins: float32Tensor(shape, origins), directions: float32Tensor(shape, directions) };
}

function checkSize(size: ImageSize): ImageSize {
	for (const [name, value] of Object.entries(size)) {
		if (!Number.isSafeInteger(value) || value < 1) {
			throw new InputError(`pixelRays: ${name} ${value}, want a whole positive number of pixels`);
		}
	}
	return size;
}
