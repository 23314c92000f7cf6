/** The field of view that a network says of its training cameras. */

import { isFieldOfView } from "../camera/intrinsics.ts";
import type { RenderingConfig } from "../rendering/rendering-config.ts";
import { CheckpointError } from "../tensor/errors.ts";
import type { PlainReader } from "./plain-reader.ts";

/** Among the options of rendering; ours, published checkpoints do not say it. */
export const FOV_KEY = "avg_camera_fov_degrees";

/** Throws `CheckpointError` for one that no camera has. */
export function fovOf(rendering: PlainReader): Pick<RenderingConfig, "trainingFov"> {
	if (rendering.value(FOV_KEY) === null) return {};
	const degrees = rendering.number(FOV_KEY);
	if (isFieldOfView(degrees)) return { trainingFov: { degrees, source: "the network" } };
	throw new CheckpointError(
		`checkpoint: rendering_kwargs.${FOV_KEY} is ${degrees}, want more than 0 and less than 180`,
	);
}
