/** A camera that is nowhere special: turned about all axes, off centre, skewed, different along the two axes. */

import { type Camera, cameraLabel } from "../../src/camera/label.ts";
import { type Float32Tensor, float32Tensor } from "../../src/tensor/host-tensor.ts";

/** Skew is as large as a tenth of the focal length, so that a lost sign shows. */
export function skewedCamera(skew = 0.3): Camera {
	// A product of turns about x, y and z by 0.4, -0.3 and 0.2.
	const [a, b, c] = [0.4, -0.3, 0.2];
	const [sa, ca, sb, cb, sc, cc] = [Math.sin(a), Math.cos(a), Math.sin(b), Math.cos(b), Math.sin(c), Math.cos(c)];
	const rows = [
		[cb * cc, -cb * sc, sb, 0.1],
		[sa * sb * cc + ca * sc, -sa * sb * sc + ca * cc, -sa * cb, -0.2],
		[-ca * sb * cc + sa * sc, ca * sb * sc + sa * cc, ca * cb, -2.5],
		[0, 0, 0, 1],
	];
	return {
		cam2world: float32Tensor([4, 4], rows.flat()),
		intrinsics: float32Tensor([3, 3], [3.1, skew, 0.45, 0, 2.7, 0.56, 0, 0, 1]),
	};
}

/** Its label, [1, 25]. */
export function skewedLabel(skew?: number): Float32Tensor {
	return cameraLabel(skewedCamera(skew));
}
