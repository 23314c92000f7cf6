/**
 * Normals of what is seen: down the gradient of sigma, by central differences at the point where the light of a pixel
 * comes from on average. Drawn in the camera's axes: right is red, up is green, towards the camera is blue.
 */

import { type Float32Tensor, float32Tensor, splitLabel, type View } from "triplane";
import { pixelRays } from "triplane/rendering";
import type { CameraState } from "../state/view-state.ts";
import { renderingLabel } from "./cameras.ts";
import type { Person } from "./open-network.ts";

/** Half the distance of the differences, in texels of the planes: less would show the creases of their interpolation. */
const STEP_TEXELS = 1;
/** Opacity below which a pixel fades out. */
const SEEN = 0.5;

/**
 * @param view  as rendered by `camera`
 * @returns     [3 · nrr²] channel by channel, −1 to 1; −1 (black) where nothing is seen
 */
export async function viewNormals(
	{ generator, planes }: Person,
	view: View,
	camera: CameraState,
	signal: AbortSignal,
): Promise<Float32Array> {
	const side = view.imageDepth.shape[2] ?? 0;
	const label = splitLabel(renderingLabel(generator.config, camera));
	const { origins, directions } = pixelRays(label, { width: side, height: side });
	const { boxWarp } = generator.config.rendering;
	const step = (STEP_TEXELS * boxWarp) / generator.config.planeResolution;
	const surface = origins.data.map(
		(from, at) => from + (directions.data[at] ?? 0) * (view.imageDepth.data[Math.floor(at / 3)] ?? 0),
	);
	const { sigma } = await generator.samplePoints(planes, neighbours(surface, step), { signal });
	return inCameraAxes(sigma.data, label.cam2world.data, view.opacity.data);
}

/** Below and above each coordinate of each point. @param points [P · 3] @returns [6P, 3] */
function neighbours(points: Float32Array, step: number): Float32Tensor {
	const around = new Float32Array(points.length * 6);
	for (let at = 0; at < points.length; at++) {
		const axis = at % 3;
		const point = points.subarray(at - axis, at - axis + 3);
		around.set(point, at * 6);
		around.set(point, at * 6 + 3);
		around[at * 6 + axis] = (point[axis] ?? 0) - step;
		around[at * 6 + 3 + axis] = (point[axis] ?? 0) + step;
	}
	return float32Tensor([points.length * 2, 3], around);
}

function inCameraAxes(sigma: Float32Array, cam2world: Float32Array, opacity: Float32Array): Float32Array {
	const pixels = sigma.length / 6;
	const normals = new Float32Array(pixels * 3).fill(-1);
	for (let pixel = 0; pixel < pixels; pixel++) {
		// From dense to thin.
		const [x = 0, y = 0, z = 0] = [0, 1, 2].map((axis) => {
			const at = pixel * 6 + axis * 2;
			return (sigma[at] ?? 0) - (sigma[at + 1] ?? 0);
		});
		const length = Math.hypot(x, y, z);
		const share = Math.min(1, (opacity[pixel] ?? 0) / SEEN);
		if (length === 0) continue;
		for (const axis of [0, 1, 2]) {
			// Columns of cam2world are right, down, forward; up and backward are what is drawn.
			const along =
				(x * (cam2world[axis] ?? 0) + y * (cam2world[4 + axis] ?? 0) + z * (cam2world[8 + axis] ?? 0)) / length;
			normals[axis * pixels + pixel] = ((axis === 0 ? along : -along) + 1) * share - 1;
		}
	}
	return normals;
}
