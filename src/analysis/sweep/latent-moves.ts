/**
 * Moves in z, and how far they go. The mapping normalises z before anything else, so that only its direction counts:
 * entries are not independent, and the distance that matters is the angle on the sphere.
 */

import { degrees } from "../../camera/angles.ts";
import { type Float32Tensor, float32Tensor } from "../../tensor/host-tensor.ts";
import { matchShape } from "../../tensor/shape.ts";

/** How a step is taken: the component along a direction is set to a value, or the value is added to it. */
export type MoveMode = "set" | "add";

/**
 * Moves z [1, zDim] along a direction.
 * @param direction  [zDim] unit length; entry i is the i-th axis
 * @returns z [1, zDim]
 */
export function moveLatent(z: Float32Tensor, direction: Float64Array, value: number, mode: MoveMode): Float32Tensor {
	matchShape("moveLatent: z", z.shape, [1, direction.length]);
	const along = z.data.reduce((sum, entry, i) => sum + entry * (direction[i] ?? 0), 0);
	const step = mode === "set" ? value - along : value;
	return float32Tensor(
		z.shape,
		z.data.map((entry, i) => entry + step * (direction[i] ?? 0)),
	);
}

/** The unit vector of an entry. */
export function axisDirection(entry: number, length: number): Float64Array {
	const direction = new Float64Array(length);
	direction[entry] = 1;
	return direction;
}

/** Angle between two latents after normalisation, degrees. */
export function sphereDegrees(a: Float32Tensor, b: Float32Tensor): number {
	const [dot, lengthA, lengthB] = [inner(a.data, b.data), inner(a.data, a.data), inner(b.data, b.data)];
	const cosine = dot / Math.sqrt(lengthA * lengthB);
	return degrees(Math.acos(Math.min(Math.max(cosine, -1), 1)));
}

/** Root of the mean over layers of the squared distance of ws [1, numWs, wDim]: for equal layers the distance in w. */
export function wDistance(a: Float32Tensor, b: Float32Tensor): number {
	const { numWs } = matchShape("wDistance: ws", a.shape, [1, "numWs", "wDim"]);
	matchShape("wDistance: other ws", b.shape, a.shape);
	const sum = a.data.reduce((total, value, i) => total + (value - (b.data[i] ?? 0)) ** 2, 0);
	return Math.sqrt(sum / numWs);
}

function inner(a: Float32Array, b: Float32Array): number {
	return a.reduce((sum, value, i) => sum + value * (b[i] ?? 0), 0);
}
