/** Normals of the surface that a view shows: down the gradient of the density, in the camera's axes. */

import { type CameraFrame, frameOf, inCameraAxes } from "../../camera/cam2world.ts";
import type { Generator } from "../../generator/generator.ts";
import { DENSITY_SHIFT } from "../../rendering/march/contract.ts";
import { softplus } from "../../rendering/march/decoder.ts";
import type { RenderedView } from "../../rendering/view.ts";
import { type FixedTensor, type Float32Tensor, float32Tensor } from "../../tensor/host-tensor.ts";
import { matchShape } from "../../tensor/shape.ts";
import { normalizeVec3, type Vec3 } from "../../tensor/vec3.ts";
import { surfacePoints } from "../surface-points.ts";

/**
 * By central differences at origin plus expected depth, one texel of the planes to each side.
 * @param planes       [1, 3, C, H, W]
 * @param label        [1, 25] the camera that the view was rendered with
 * @param missOpacity  rays with less opacity have no normal
 * @returns [side², 3] unit vectors – x right, y up, z towards the camera –, or NaN
 */
export async function normalMap(
	generator: Generator,
	planes: FixedTensor,
	view: Pick<RenderedView, "imageDepth" | "opacity">,
	label: Float32Tensor,
	missOpacity: number,
	signal?: AbortSignal,
): Promise<Float32Array> {
	const { H, W } = matchShape("normalMap: opacity", view.opacity.shape, [1, 1, "H", "W"]);
	const { rendering, planeResolution } = generator.config;
	const step = rendering.boxWarp / planeResolution;
	const points = surfacePoints(label, view.imageDepth);
	const around = new Float32Array(H * W * 6 * 3);
	for (let pixel = 0; pixel < H * W; pixel++) {
		for (let neighbour = 0; neighbour < 6; neighbour++) {
			const at = (pixel * 6 + neighbour) * 3;
			around.set(points.subarray(pixel * 3, pixel * 3 + 3), at);
			const axis = neighbour >> 1;
			around[at + axis] = (around[at + axis] ?? 0) + (neighbour % 2 === 0 ? step : -step);
		}
	}
	const { sigma } = await generator.samplePoints(planes, float32Tensor([H * W * 6, 3], around), { signal });
	const frame = frameOf(label.data);
	const normals = new Float32Array(H * W * 3).fill(Number.NaN);
	for (let pixel = 0; pixel < H * W; pixel++) {
		if (!((view.opacity.data[pixel] ?? 0) >= missOpacity)) continue;
		normals.set(cameraNormal(sigma.data.subarray(pixel * 6, pixel * 6 + 6), frame), pixel * 3);
	}
	return normals;
}

/**
 * @param sigma  [6] at +x, −x, +y, −y, +z, −z
 * @param frame  of the camera
 */
export function cameraNormal(sigma: Float32Array, frame: CameraFrame): Vec3 {
	const density = Array.from(sigma, (value) => softplus(value - DENSITY_SHIFT));
	const slope = (axis: number): number => (density[2 * axis + 1] ?? 0) - (density[2 * axis] ?? 0);
	const [right, down, forward] = inCameraAxes(frame, normalizeVec3([slope(0), slope(1), slope(2)]));
	return [right, -down, -forward];
}
