/** Helpers of tests that look at rendered portraits. */

import type { Camera } from "../../src/camera/label.ts";
import type { TruthMaps } from "../../src/heads/truth/maps.ts";
import { pixelRays } from "../../src/rendering/rays.ts";
import type { Vec3 } from "../../src/tensor/vec3.ts";

/** An element of an array that must be there. */
export function at(values: ArrayLike<number>, index: number): number {
	const value = values[index];
	if (value === undefined) throw new RangeError(`${index} of ${values.length} values is not there`);
	return value;
}

/** Three numbers, one after another or `stride` apart. */
export function vectorAt(values: ArrayLike<number>, index: number, stride = 1): Vec3 {
	return [at(values, index), at(values, index + stride), at(values, index + 2 * stride)];
}

/** Unit directions of all pixels' rays, by the renderer's own file. */
export function directionsOf(camera: Camera, size: number): Vec3[] {
	const { directions } = pixelRays(camera, { width: size, height: size });
	return Array.from({ length: size * size }, (_, pixel) => vectorAt(directions.data, pixel * 3));
}

/** World points that all pixels show. */
export function pointsOf(camera: Camera, maps: TruthMaps): Vec3[] {
	const [, , size = 0] = maps.depth.shape;
	const { origins, directions } = pixelRays(camera, { width: size, height: size });
	return Array.from(maps.depth.data, (depth, pixel) => {
		const origin = vectorAt(origins.data, pixel * 3);
		const direction = vectorAt(directions.data, pixel * 3);
		return [
			origin[0] + depth * direction[0],
			origin[1] + depth * direction[1],
			origin[2] + depth * direction[2],
		] as const;
	});
}
