/** What is known of every pixel: distance, normal, part, whether it belongs to the region of the eyes. */

import type { Camera } from "../../camera/label.ts";
import { imageRays } from "../../camera/projection.ts";
import { type Float32Tensor, float32Tensor, type HostTensor, hostTensor } from "../../tensor/host-tensor.ts";
import { meetRay, newMeeting } from "../render/meeting.ts";
import type { Scene } from "../scene.ts";
import { PART } from "../shape/head.ts";

export interface TruthMaps {
	/** [1, 1, H, W] distance along the ray through the pixel's centre, world units; of the wall where nobody is */
	readonly depth: Float32Tensor;
	/** [1, 3, H, W] unit normals, world axes; zeros where nobody is */
	readonly normals: Float32Tensor;
	/** [1, 1, H, W] numbers of `PART` */
	readonly parts: HostTensor<"uint8">;
	/** [1, 1, H, W] 1 within `EYE_REGION` eyeball radii of the centre of an eyeball, on eyeball or skin; 0 elsewhere */
	readonly eyes: HostTensor<"uint8">;
}

/** Radius of the region of an eye, in radii of the eyeball: ball, lids and the skin between lid and brow. */
export const EYE_REGION = 1.5;

/** @param size  width and height, pixels */
export function truthMaps(scene: Scene, camera: Camera, size: number): TruthMaps {
	const rays = imageRays(camera);
	const meeting = newMeeting();
	const area = size * size;
	const depth = new Float32Array(area);
	const normals = new Float32Array(3 * area);
	const parts = new Uint8Array(area);
	const eyes = new Uint8Array(area);
	for (let pixel = 0; pixel < area; pixel++) {
		const u = ((pixel % size) + 0.5) / size;
		const v = (Math.floor(pixel / size) + 0.5) / size;
		meetRay(meeting, scene, rays.origin, rays.through(u, v));
		const { surface: s, part } = meeting;
		depth[pixel] = meeting.depth;
		parts[pixel] = part;
		if (part === PART.backdrop) continue;
		normals[pixel] = s.nx;
		normals[area + pixel] = s.ny;
		normals[2 * area + pixel] = s.nz;
		if ((part === PART.skin || part === PART.eye) && inEyeRegion(scene, s.x, s.y, s.z)) eyes[pixel] = 1;
	}
	const shape = [1, 1, size, size];
	return {
		depth: float32Tensor(shape, depth),
		normals: float32Tensor([1, 3, size, size], normals),
		parts: hostTensor("uint8", shape, parts),
		eyes: hostTensor("uint8", shape, eyes),
	};
}

function inEyeRegion({ shape }: Scene, x: number, y: number, z: number): boolean {
	const { centre, radius } = shape.eye;
	const away = Math.hypot(Math.abs(x) - centre[0], y - centre[1], z - centre[2]);
	return away <= EYE_REGION * radius;
}
