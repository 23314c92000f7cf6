/**
 * Camera intrinsics normalised by the image size, and fields of view (eg3d.md §7).
 *
 * The published scripts speak of one number, "fov_deg", which is neither horizontal nor vertical but roughly the
 * diagonal, with 3.14159 for π and 1.414 for √2. It is kept for compatible output; true fields of view stand beside it.
 */

import { InputError } from "../tensor/errors.ts";
import { type Float32Tensor, float32Tensor } from "../tensor/host-tensor.ts";
import { matchShape } from "../tensor/shape.ts";

/** Angles of view of an image, edge to edge and corner to corner. */
export interface FieldOfView {
	readonly horizontalRadians: number;
	readonly verticalRadians: number;
	/** From the top-left to the bottom-right corner. */
	readonly diagonalRadians: number;
}

/** Named parts of a [3, 3] intrinsics matrix, all in units of the image's width or height. */
export interface IntrinsicsParts {
	readonly focalX: number;
	readonly focalY: number;
	readonly skew: number;
	readonly centerX: number;
	readonly centerY: number;
}

/** Of the FFHQ and AFHQ training cameras, as the published scripts count it: about the diagonal. */
export const FFHQ_FOV_DEGREES = 18.837;
/** Half a degree in radians, with the published π. */
const PUBLISHED_HALF_DEGREE = 3.14159 / 360;
const PUBLISHED_SQRT2 = 1.414;

/** Whether a camera can have this field of view, degrees. */
export function isFieldOfView(degrees: number): boolean {
	return degrees > 0 && degrees < 180;
}

/**
 * Intrinsics of the published `--fov-deg`: centred, square pixels.
 * @param degrees  roughly the diagonal field of view, in (0, 180); anything else throws `InputError`
 * @returns intrinsics [3, 3], normalised by the image size
 */
export function fovToIntrinsics(degrees: number): Float32Tensor {
	if (!isFieldOfView(degrees)) {
		throw new InputError(`fovToIntrinsics: ${degrees} degrees, want more than 0 and less than 180`);
	}
	return centredIntrinsics(1 / (Math.tan(degrees * PUBLISHED_HALF_DEGREE) * PUBLISHED_SQRT2));
}

/** The published "fov_deg" of intrinsics [3, 3]: the inverse of `fovToIntrinsics`, from the horizontal focal length. */
export function publishedFovDegrees(intrinsics: Float32Tensor): number {
	const { focalX } = intrinsicsParts(intrinsics);
	return Math.atan(1 / (focalX * PUBLISHED_SQRT2)) / PUBLISHED_HALF_DEGREE;
}

/** True angles of view of intrinsics [3, 3], skew and an off-centre principal point included. */
export function fieldOfView(intrinsics: Float32Tensor): FieldOfView {
	const parts = intrinsicsParts(intrinsics);
	const { centerX, centerY } = parts;
	return {
		horizontalRadians: angleBetween(liftPixel(parts, 0, centerY), liftPixel(parts, 1, centerY)),
		verticalRadians: angleBetween(liftPixel(parts, centerX, 0), liftPixel(parts, centerX, 1)),
		diagonalRadians: angleBetween(liftPixel(parts, 0, 0), liftPixel(parts, 1, 1)),
	};
}

/**
 * Centred intrinsics with square pixels of a square image that sees exactly this angle.
 * @param radians  true angle of view across the width (equal to the height) or along the diagonal, in (0, π)
 * @returns intrinsics [3, 3]
 */
export function intrinsicsFromTrueFov(across: "side" | "diagonal", radians: number): Float32Tensor {
	if (!(radians > 0 && radians < Math.PI)) {
		throw new InputError(`intrinsicsFromTrueFov: ${radians} radians, want more than 0 and less than π`);
	}
	return centredIntrinsics((across === "side" ? 0.5 : Math.SQRT1_2) / Math.tan(radians / 2));
}

/** Reads the parts of intrinsics [3, 3]. Throws `ShapeError` on another shape. */
export function intrinsicsParts(intrinsics: Float32Tensor): IntrinsicsParts {
	matchShape("intrinsics", intrinsics.shape, [3, 3]);
	const [focalX = 0, skew = 0, centerX = 0, , focalY = 0, centerY = 0] = intrinsics.data;
	return { focalX, focalY, skew, centerX, centerY };
}

/**
 * The point of the plane z = 1 in camera space that lies behind image position (x, y), both in [0, 1] across the image.
 * @returns its camera-space x and y
 */
export function liftPixel(parts: IntrinsicsParts, x: number, y: number): readonly [x: number, y: number] {
	const { focalX, focalY, skew, centerX, centerY } = parts;
	const liftedY = (y - centerY) / focalY;
	return [(x - centerX - skew * liftedY) / focalX, liftedY];
}

function centredIntrinsics(focal: number): Float32Tensor {
	return float32Tensor([3, 3], [focal, 0, 0.5, 0, focal, 0.5, 0, 0, 1]);
}

/** Angle between the rays through two points of the plane z = 1. */
function angleBetween(a: readonly [number, number], b: readonly [number, number]): number {
	const crossLength = Math.hypot(a[1] - b[1], b[0] - a[0], a[0] * b[1] - a[1] * b[0]);
	return Math.atan2(crossLength, a[0] * b[0] + a[1] * b[1] + 1);
}
