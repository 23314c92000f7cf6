/** The path of a video's camera: by name, or through the cameras of a file (options/camera-file.ts). */

import type { CameraPath, PathCamera } from "../../camera/path.ts";
import type { CameraLens } from "../../camera/view-camera.ts";
import { InputError } from "../../tensor/errors.ts";
import type { Float32Tensor } from "../../tensor/host-tensor.ts";
import { type CameraFile, cameraFileRecord, placedCamera, readCameraFile } from "../options/camera-file.ts";
import type { WrittenCamera } from "../options/written-cameras.ts";
import { type VideoOptions, W_FRAMES } from "./options.ts";

export interface VideoPath {
	readonly path: CameraPath;
	/** Cameras that a file gives, one for each frame unless told otherwise; `null` where frames are told apart otherwise. */
	readonly frames: number | null;
	/** For records: the file. */
	readonly record: Readonly<Record<string, unknown>>;
}

/** More cameras are probably a mistake, such as all of a dataset's. */
const MOST_CAMERAS = 10_000;

/** The path that the options ask for. Rejects with `InputError` for a file that cannot be read or is no path. */
export async function videoPath(options: VideoOptions, lens: CameraLens, signal: AbortSignal): Promise<VideoPath> {
	const { path, orbitYaw, orbitPitch, cameraList } = options;
	if (path === "orbit") return named({ kind: "orbit", yaw: orbitYaw, pitch: orbitPitch });
	if (path === "360") return named({ kind: "360", pitch: 0 });
	const file = await readCameraFile(path, cameraList, signal);
	const cameras = file.rows.flat();
	if (cameras.length > MOST_CAMERAS) {
		throw new InputError(
			`cameras '${path}': has ${cameras.length} cameras, at most ${MOST_CAMERAS} make a path; choose some, as in --camera-list 0-99`,
		);
	}
	return throughFile(file, cameras, lens);
}

/**
 * Frames from one keyframe to the next: what the options say, else one frame for each camera of a file.
 * Throws `InputError` where cameras do not go into keyframes evenly.
 */
export function framesPerKeyframe({ wFrames }: VideoOptions, keyframes: number, { frames }: VideoPath): number {
	if (wFrames !== undefined) return wFrames;
	if (frames === null) return W_FRAMES;
	if (frames % keyframes === 0) return frames / keyframes;
	throw new InputError(
		`video: a path of ${frames} cameras for ${keyframes} keyframes, want --w-frames, the frames from one keyframe to the next`,
	);
}

function named(path: CameraPath): VideoPath {
	return { path, frames: null, record: {} };
}

function throughFile(file: CameraFile, cameras: readonly WrittenCamera[], lens: CameraLens): VideoPath {
	const { loop } = file;
	const record = cameraFileRecord(file);
	if (cameras.every(({ kind }) => kind === "label")) {
		const labels = cameras.map((camera): Float32Tensor => placedCamera(camera, lens).label);
		return { path: { kind: "labels", loop, labels }, frames: cameras.length, record };
	}
	const keyframes = cameras.map((camera): PathCamera => pathCamera(camera, lens));
	return { path: { kind: "keyframes", loop, cameras: keyframes }, frames: null, record };
}

/** Poses keep their parameters, so that a path may go round by its yaws. */
function pathCamera(camera: WrittenCamera, lens: CameraLens): PathCamera {
	const { pose } = placedCamera(camera, lens);
	const own = camera.kind === "pose" ? camera : null;
	return {
		...pose,
		fovDegrees: own?.fovDegrees ?? lens.fovDegrees,
		radius: own?.radius ?? lens.orbit.radius,
	};
}
