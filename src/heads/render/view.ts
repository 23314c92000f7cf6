/** A camera in plain numbers, for rays through any point of the image. */

import { intrinsicsParts, liftPixel } from "../../camera/intrinsics.ts";
import type { Camera } from "../../camera/label.ts";
import type { Vec3 } from "../../tensor/vec3.ts";

export interface View {
	/** Where the camera stands, world units. */
	readonly origin: Vec3;
	/** Unit world direction through image position (u, v) in [0, 1]². */
	readonly through: (u: number, v: number) => Vec3;
}

export function viewOf(camera: Camera): View {
	const parts = intrinsicsParts(camera.intrinsics);
	const [a = 0, b = 0, c = 0, x = 0, d = 0, e = 0, f = 0, y = 0, g = 0, h = 0, i = 0, z = 0] = camera.cam2world.data;
	return {
		origin: [x, y, z],
		through: (u, v) => {
			const [right, down] = liftPixel(parts, u, v);
			const dx = a * right + b * down + c;
			const dy = d * right + e * down + f;
			const dz = g * right + h * down + i;
			const inverse = 1 / Math.sqrt(dx * dx + dy * dy + dz * dz);
			return [dx * inverse, dy * inverse, dz * inverse];
		},
	};
}
