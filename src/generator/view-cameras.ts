/** The cameras that a network was trained with. */

import type { CameraOrbit } from "../camera/orbit.ts";
import { viewCamera } from "../camera/view-camera.ts";
import type { RenderingConfig } from "../networks/config.ts";
import type { HostTensor } from "../tensor/host-tensor.ts";
import { trainingFov } from "./training-fov.ts";

/** Where they stood. */
export function trainingOrbit({ avgCameraRadius, avgCameraPivot }: RenderingConfig): CameraOrbit {
	return { radius: avgCameraRadius, pivot: avgCameraPivot };
}

/** Label [1, 25] that the mapping sees: frontal, on the training orbit, seen as the training cameras see. */
export function frontalConditioning(
	rendering: RenderingConfig,
	fovDegrees: number = trainingFov(rendering).degrees,
): HostTensor<"float32"> {
	return viewCamera({ yaw: 0, pitch: 0 }, trainingOrbit(rendering), fovDegrees).label;
}
