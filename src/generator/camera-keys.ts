/** What a network says of its training cameras, in options of rendering that are ours: published checkpoints do not say it. */

import { isFieldOfView } from "../camera/intrinsics.ts";
import type { RenderingConfig } from "../rendering/rendering-config.ts";
import { CheckpointError } from "../tensor/errors.ts";
import type { PlainReader } from "./plain-reader.ts";

export const FOV_KEY = "avg_camera_fov_degrees";
/** Four numbers: yaw from and to, pitch from and to. */
export const VIEWS_KEY = "camera_range_degrees";

/** Throws `CheckpointError` for a field of view that no camera has, and for angles that are none. */
export function trainingCamerasOf(rendering: PlainReader): Pick<RenderingConfig, "trainingFov" | "trainingViews"> {
	return { ...fovOf(rendering), ...viewsOf(rendering) };
}

function fovOf(rendering: PlainReader): Pick<RenderingConfig, "trainingFov"> {
	if (rendering.value(FOV_KEY) === null) return {};
	const degrees = rendering.number(FOV_KEY);
	if (isFieldOfView(degrees)) return { trainingFov: { degrees, source: "the network" } };
	throw new CheckpointError(
		`checkpoint: rendering_kwargs.${FOV_KEY} is ${degrees}, want more than 0 and less than 180`,
	);
}

function viewsOf(rendering: PlainReader): Pick<RenderingConfig, "trainingViews"> {
	if (rendering.value(VIEWS_KEY) === null) return {};
	const [y0 = 0, y1 = 0, p0 = 0, p1 = 0] = rendering.numbers(VIEWS_KEY, 4);
	const isRange = (from: number, to: number, most: number): boolean => -most <= from && from <= to && to <= most;
	if (isRange(y0, y1, 180) && isRange(p0, p1, 90)) return { trainingViews: { yaw: [y0, y1], pitch: [p0, p1] } };
	throw new CheckpointError(
		`checkpoint: rendering_kwargs.${VIEWS_KEY} is ${[y0, y1, p0, p1].join(", ")}, want yaw from and to within 180, pitch from and to within 90`,
	);
}
