/** Where rays stop: points of the surface that a view shows. */

import { splitLabel } from "../camera/label.ts";
import { pixelRays } from "../rendering/rays.ts";
import type { Float32Tensor } from "../tensor/host-tensor.ts";
import { matchShape } from "../tensor/shape.ts";

/**
 * Origin plus expected depth along each pixel's ray.
 * @param label       [1, 25] the camera that the view was rendered with
 * @param imageDepth  [1, 1, H, W] world units
 * @returns points [H · W, 3], world units; without meaning where the ray met nothing
 */
export function surfacePoints(label: Float32Tensor, imageDepth: Float32Tensor): Float32Array {
	const { H, W } = matchShape("surfacePoints: imageDepth", imageDepth.shape, [1, 1, "H", "W"]);
	const { origins, directions } = pixelRays(splitLabel(label), { width: W, height: H });
	return origins.data.map(
		(origin, index) => origin + (imageDepth.data[Math.floor(index / 3)] ?? 0) * (directions.data[index] ?? 0),
	);
}
