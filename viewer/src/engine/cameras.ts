/** Camera labels of the state's angles. */

import {
	type Float32Tensor,
	type GeneratorConfig,
	type RenderingConfig,
	trainingFov,
	trainingOrbit,
	viewCameraAt,
} from "triplane";
import type { CameraState, PersonState } from "../state/view-state.ts";

/** The camera that the mapping sees. It keeps the training's field of view, so that zooming does not change the person. */
export function conditioningLabel(
	{ rendering }: GeneratorConfig,
	{ yaw, pitch }: PersonState["conditioning"],
): Float32Tensor {
	return label({ yaw, pitch, fovDegrees: null, lookAt: [0, 0, 0] }, rendering);
}

/** The camera of the picture. */
export function renderingLabel({ rendering }: GeneratorConfig, camera: CameraState): Float32Tensor {
	return label(camera, rendering);
}

/** The network's orbit, moved with the point that is looked at; the distance stays that of the orbit. */
function label(camera: CameraState, rendering: RenderingConfig): Float32Tensor {
	const fovDegrees = camera.fovDegrees ?? trainingFov(rendering).degrees;
	const { label: onOrbit } = viewCameraAt(camera, trainingOrbit(rendering), fovDegrees);
	const data = onOrbit.data.slice();
	camera.lookAt.forEach((shift, axis) => {
		data[axis * 4 + 3] = (data[axis * 4 + 3] ?? 0) + shift;
	});
	return { ...onOrbit, data };
}
