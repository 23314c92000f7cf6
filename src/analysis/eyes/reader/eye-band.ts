/** The band of both eyes in a picture of a whole face, as numbers that brightness and contrast do not change. */

import { frameOf } from "../../../camera/cam2world.ts";
import type { Camera } from "../../../camera/label.ts";
import { projectPoint } from "../../../camera/projection.ts";
import type { Float32Tensor } from "../../../tensor/host-tensor.ts";
import { mean } from "../../../tensor/statistics.ts";
import type { Vec3 } from "../../../tensor/vec3.ts";
import { lumaOf } from "../../luma.ts";
import { type Sampled, samplePlane } from "../../metrics/consistency/sample-image.ts";

/** Middle between the front of the eyes of an average synthetic head, world units: all heads are framed alike. */
const MIDDLE: Vec3 = [0, 0.018, 0.135];
/** Half of the band's width and height, world units: the eyes' centres are 0.117 apart. */
const HALF = { width: 0.105, height: 0.028 } as const;
const COLUMNS = 24;
const ROWS = 7;

/** Numbers of a band. */
export const BAND_LENGTH: number = COLUMNS * ROWS;

/**
 * Luma on a grid that faces the camera, less its mean and over its deviation.
 * @param image  [1, 3, H, W] about [−1, 1]
 */
export function eyeBand(image: Float32Tensor, camera: Camera): Float32Array {
	const [, , height = 0, width = 0] = image.shape;
	const plane = { width, height, data: lumaOf(image) };
	const { right, down } = frameOf(camera.cam2world.data);
	const band = new Float32Array(BAND_LENGTH);
	const sampled: Sampled = { value: 0, spread: 0 };
	for (let index = 0; index < BAND_LENGTH; index++) {
		const x = ((2 * ((index % COLUMNS) + 0.5)) / COLUMNS - 1) * HALF.width;
		const y = ((2 * (Math.floor(index / COLUMNS) + 0.5)) / ROWS - 1) * HALF.height;
		const along = (axis: 0 | 1 | 2): number => MIDDLE[axis] + x * right[axis] + y * down[axis];
		const { u, v } = projectPoint(camera, [along(0), along(1), along(2)]);
		samplePlane(plane, u, v, sampled);
		band[index] = sampled.value;
	}
	return normalized(band);
}

function normalized(band: Float32Array): Float32Array {
	const middle = mean(band);
	const variance = mean(Float64Array.from(band, (value) => (value - middle) ** 2));
	return band.map((value) => (value - middle) / Math.sqrt(variance + 1e-6));
}
