/**
 * Paths of the rendering camera through a video, from share 0 of its length to 1; all but open keyframes come back to
 * where they began. Poses are those of the published parametrisation (orbit.ts).
 *
 * `orbit` is ours: an ellipse of yaw 0.4 · sin and pitch 0.2 · cos about straight ahead, which stays where FFHQ's
 * training cameras stand. The published video script has a path of the same kind; its numbers are not in our
 * description of the method, so videos of equal seeds show equal people from slightly different sides.
 */

import { InputError } from "../tensor/errors.ts";
import type { Float32Tensor } from "../tensor/host-tensor.ts";
import { lengthVec3, type Vec3 } from "../tensor/vec3.ts";
import type { TrueDegrees } from "./angles.ts";
import { frameOf } from "./cam2world.ts";
import { publishedFovDegrees } from "./intrinsics.ts";
import { catmullRom, knotsAround, placeOnPath } from "./keyframes.ts";
import { splitLabel } from "./label.ts";
import { labelOnPath } from "./label-path.ts";
import type { CameraOrbit, PoseParameters } from "./orbit.ts";
import { type CameraLens, viewCamera, viewCameraOfLabel } from "./view-camera.ts";

/** Where the camera stands, and how wide it sees. */
export interface PathCamera extends PoseParameters {
	/** Field of view as the published scripts count it, degrees. */
	readonly fovDegrees: number;
	/** Radius of the cameras' sphere about the origin, world units. */
	readonly radius: number;
}

export type CameraPath =
	/** An ellipse: amplitudes of the parameters. */
	| { readonly kind: "orbit"; readonly yaw: number; readonly pitch: number }
	/** Once around, at one pitch. */
	| { readonly kind: "360"; readonly pitch: number }
	/** Through cameras, evenly in time, smoothly (Catmull and Rom 1974); `loop` goes back to the first. */
	| { readonly kind: "keyframes"; readonly loop: boolean; readonly cameras: readonly PathCamera[] }
	/** Through labels, each [1, 25], in the same way; poses follow from them. */
	| { readonly kind: "labels"; readonly loop: boolean; readonly labels: readonly Float32Tensor[] };

export const ORBIT_DEFAULTS: { readonly yaw: number; readonly pitch: number } = Object.freeze({ yaw: 0.4, pitch: 0.2 });

/** Where the camera was, for the trajectory. */
export interface FrameCamera extends PathCamera {
	/** [1, 25] */
	readonly label: Float32Tensor;
	readonly trueDegrees: TrueDegrees;
}

/** What a path that does not say so itself takes from the network and the options. */
export type PathLens = Pick<PathCamera, "fovDegrees" | "radius">;

/** A path of poses, on the sphere of published cameras. */
export type PosePath = Exclude<CameraPath, { readonly kind: "labels" }>;

/** Whether a path comes back to where it began. */
export function isClosed(path: CameraPath): boolean {
	return path.kind === "keyframes" || path.kind === "labels" ? path.loop : true;
}

/** The camera of a share of the path. */
export function frameCamera(path: CameraPath, share: number, { orbit, fovDegrees }: CameraLens): FrameCamera {
	if (path.kind === "labels") return labelCamera(labelOnPath(path.labels, path.loop, share), orbit.pivot);
	const lens: PathLens = { fovDegrees, radius: orbit.radius };
	const camera = cameraOnPath(path, share, lens);
	const own: CameraOrbit = { pivot: orbit.pivot, radius: camera.radius };
	const { label, trueDegrees } = viewCamera(camera, own, camera.fovDegrees);
	return { ...camera, label, trueDegrees };
}

/** What a label says of its camera; the pose is that of a camera which stands there and looks at the pivot. */
function labelCamera(label: Float32Tensor, pivot: Vec3): FrameCamera {
	const { pose, trueDegrees } = viewCameraOfLabel(label, pivot);
	const fovDegrees = publishedFovDegrees(splitLabel(label).intrinsics);
	return { ...pose, fovDegrees, radius: lengthVec3(frameOf(label.data).position), label, trueDegrees };
}

/** The camera at `share` of the path; whole numbers beyond 1 are further rounds. Throws `InputError` for no cameras. */
export function cameraOnPath(path: PosePath, share: number, lens: PathLens): PathCamera {
	if (!Number.isFinite(share)) throw new InputError(`camera path: share ${share}, want a finite number`);
	const turn = 2 * Math.PI * share;
	if (path.kind === "orbit") return { ...lens, yaw: path.yaw * Math.sin(turn), pitch: path.pitch * Math.cos(turn) };
	if (path.kind === "360") return { ...lens, yaw: turn, pitch: path.pitch };
	return throughKeyframes(path.cameras, path.loop, share);
}

function throughKeyframes(cameras: readonly PathCamera[], loop: boolean, share: number): PathCamera {
	const { left, within } = placeOnPath(cameras.length, loop, share);
	const near = knotsAround(left, cameras.length, loop).flatMap((index) => cameras[index] ?? []);
	const along = (pick: (camera: PathCamera) => number): number => catmullRom(near.map(pick), within);
	return {
		yaw: along(({ yaw }) => yaw),
		pitch: along(({ pitch }) => pitch),
		// As logarithms, so that they stay positive.
		fovDegrees: Math.exp(along(({ fovDegrees }) => Math.log(fovDegrees))),
		radius: Math.exp(along(({ radius }) => Math.log(radius))),
	};
}
