/** The camera of an inversion, as far as the command line says it. */

import { type ViewCamera, viewCameraAt } from "../../camera/view-camera.ts";
import { trainingFov, trainingOrbit } from "../../generator/training-cameras.ts";
import type { RenderingConfig } from "../../rendering/rendering-config.ts";
import { InputError } from "../../tensor/errors.ts";
import { placedCamera, readCameraFile } from "../options/camera-file.ts";
import type { InvertOptions } from "./options.ts";

/** The camera for a network; `null` where it has to be searched for. */
export type SaidCamera = (rendering: RenderingConfig) => ViewCamera | null;

/** Rejects with `InputError` for a file that holds no camera. */
export async function saidCamera(options: InvertOptions, signal: AbortSignal): Promise<SaidCamera> {
	const { camera: path, trueYaw, truePitch } = options;
	if (path !== undefined) {
		const written = (await readCameraFile(path, undefined, signal)).rows.flat()[0];
		if (!written) throw new InputError(`camera '${path}': the file holds none`);
		return (rendering) => placedCamera(written, lensOf(rendering));
	}
	if (trueYaw === undefined && truePitch === undefined) return () => null;
	return (rendering) => {
		const { orbit, fovDegrees } = lensOf(rendering);
		return viewCameraAt({ yaw: trueYaw ?? 0, pitch: truePitch ?? 0 }, orbit, fovDegrees);
	};
}

function lensOf(rendering: RenderingConfig): { orbit: ReturnType<typeof trainingOrbit>; fovDegrees: number } {
	return { orbit: trainingOrbit(rendering), fovDegrees: trainingFov(rendering).degrees };
}
