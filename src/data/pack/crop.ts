/** Which part of an image is kept. */

import type { PixelRectangle } from "../../host/image-codec.ts";
import { InputError } from "../../tensor/errors.ts";

/** The whole image, its largest square about the middle, or a rectangle of every image. */
export type Crop = "none" | "center" | PixelRectangle;

interface Size {
	readonly width: number;
	readonly height: number;
}

/**
 * The part of an image of this size, or `null` for all of it. Throws `InputError` when a rectangle reaches out of the
 * image.
 */
export function cropRectangle(crop: Crop, { width, height }: Size): PixelRectangle | null {
	if (crop === "none") return null;
	const part = crop === "center" ? centeredSquare(width, height) : crop;
	if (part.left + part.width > width || part.top + part.height > height) {
		throw new InputError(
			`the crop of ${part.width} × ${part.height} at ${part.left}, ${part.top} reaches out of an image of ${width} × ${height}`,
		);
	}
	return part.width === width && part.height === height ? null : part;
}

/** Where a line too many is left over, it is the last one that goes. */
function centeredSquare(width: number, height: number): PixelRectangle {
	const side = Math.min(width, height);
	return { left: Math.floor((width - side) / 2), top: Math.floor((height - side) / 2), width: side, height: side };
}
