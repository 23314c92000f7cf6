/** Camera labels of the state's angles. */

import {
	cameraLabel,
	fovToIntrinsics,
	type GeneratorConfig,
	type HostTensor,
	type RenderingConfig,
	trainingFov,
	type Vec3,
} from "triplane";
import { cameraFromTrueAngles } from "triplane/camera";
import type { CameraState, PersonState } from "../state/view-state.ts";

/** The camera that the mapping sees. It keeps the training's field of view, so that zooming does not change the person. */
export function conditioningLabel(
	{ rendering }: GeneratorConfig,
	{ yaw, pitch }: PersonState["conditioning"],
): HostTensor<"float32"> {
	return label({ yaw, pitch, fovDegrees: null, lookAt: [0, 0, 0] }, rendering);
}

/** The camera of the picture. */
export function renderingLabel({ rendering }: GeneratorConfig, camera: CameraState): HostTensor<"float32"> {
	return label(camera, rendering);
}

/** The network's orbit, moved with the point that is looked at; the distance stays that of the orbit. */
function label(camera: CameraState, rendering: RenderingConfig): HostTensor<"float32"> {
	const { avgCameraPivot: pivot, avgCameraRadius: radius } = rendering;
	const angles = { yawRadians: radians(camera.yaw), pitchRadians: radians(camera.pitch) };
	const cam2world = cameraFromTrueAngles(angles, { pivot, radius });
	const data = cam2world.data.slice();
	camera.lookAt.forEach((shift, axis) => {
		data[axis * 4 + 3] = (data[axis * 4 + 3] ?? 0) + shift;
	});
	const intrinsics = fovToIntrinsics(camera.fovDegrees ?? trainingFov(rendering).degrees);
	return cameraLabel({ cam2world: { ...cam2world, data }, intrinsics });
}

/** Where a camera stands, world units. */
export function positionOf(cameraLabel: HostTensor<"float32">): Vec3 {
	const { data } = cameraLabel;
	return [data[3] ?? 0, data[7] ?? 0, data[11] ?? 0];
}

function radians(degrees: number): number {
	return (degrees * Math.PI) / 180;
}
