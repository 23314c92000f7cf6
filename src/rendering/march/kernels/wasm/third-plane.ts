/** The third plane as kernels know it: along z and y. That of PanoHead is along y and z (plane-axes.ts), its transpose. */

import type { PlaneAxes } from "../../../plane-axes.ts";

/**
 * Planes [3, N, H, W] to the kernels' layout, or gradients of theirs back: transposing is its own opposite. The same array
 * where nothing is to be done; else a copy of square planes.
 */
export function thirdPlaneTurned(
	planes: Float32Array,
	[, numbers = 0, height = 0, width = 0]: readonly number[],
	planeAxes: PlaneAxes,
): Float32Array {
	if (planeAxes !== "panohead") return planes;
	const turned = planes.slice();
	const area = height * width;
	for (let first = 2 * numbers * area; first < planes.length; first += area) {
		for (let row = 0; row < height; row++) {
			for (let column = 0; column < width; column++) {
				turned[first + row * width + column] = planes[first + column * width + row] ?? 0;
			}
		}
	}
	return turned;
}
