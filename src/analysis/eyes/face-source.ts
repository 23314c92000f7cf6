/** Whoever can be looked at: a person of a network, or a synthetic head whose eyes are known. */

import type { Camera } from "../../camera/label.ts";
import type { CameraOrbit } from "../../camera/orbit.ts";
import type { Float32Tensor } from "../../tensor/host-tensor.ts";

/** A square picture with the distance of what it shows. */
export interface FacePicture {
	readonly camera: Camera;
	/** Pixels of a side. */
	readonly side: number;
	/** [1, 3, side, side] about [−1, 1] */
	readonly image: Float32Tensor;
	/** [side · side] distance along the ray through each pixel's centre, world units */
	readonly depth: Float32Array;
	/** [side · side] 0 to 1 */
	readonly opacity: Float32Array;
}

export interface FaceSource {
	/** Where the cameras that know this person stand. */
	readonly orbit: CameraOrbit;
	/** Published field of view of those cameras, degrees. */
	readonly fovDegrees: number;
	/** Takes a picture from anywhere. Zooming and aiming change nothing about the person. */
	take(camera: Camera, side: number): Promise<FacePicture>;
	/**
	 * Distance along the ray through each pixel to the first surface of each level, world units; NaN where there is none
	 * within the searched stretch.
	 * @param around  [side · side] where to search, distance along each ray, world units
	 * @param reach   how far before and behind that, world units
	 * @returns one array [side · side] per level of `levels`
	 */
	surfaces(camera: Camera, side: number, around: Float32Array, reach: number): Promise<readonly Float32Array[]>;
	/** Levels that `surfaces` knows, by what they are called; the numbers are sigma, `null` is a surface that is known. */
	readonly levels: readonly (number | null)[];
}
