/**
 * Paths of the rendering camera through a video, from share 0 of its length to 1; all but open keyframes come back to
 * where they began. Poses are those of the published parametrisation (cameras.ts).
 *
 * `orbit` is ours: an ellipse of yaw 0.4 · sin and pitch 0.2 · cos about straight ahead, which stays where FFHQ's
 * training cameras stand. The published video script has a path of the same kind; its numbers are not in our
 * description of the method, so videos of equal seeds show equal people from slightly different sides.
 */

import type { PoseParameters } from "../../rendering/cameras.ts";
import { InputError } from "../../tensor/errors.ts";

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
	| { readonly kind: "keyframes"; readonly loop: boolean; readonly cameras: readonly PathCamera[] };

export const ORBIT_DEFAULTS: { readonly yaw: number; readonly pitch: number } = Object.freeze({ yaw: 0.4, pitch: 0.2 });

/** What a path that does not say so itself takes from the network and the options. */
export type PathLens = Pick<PathCamera, "fovDegrees" | "radius">;

/** The camera at `share` of the path; whole numbers beyond 1 are further rounds. Throws `InputError` for no cameras. */
export function cameraOnPath(path: CameraPath, share: number, lens: PathLens): PathCamera {
	if (!Number.isFinite(share)) throw new InputError(`camera path: share ${share}, want a finite number`);
	const turn = 2 * Math.PI * share;
	if (path.kind === "orbit") return { ...lens, yaw: path.yaw * Math.sin(turn), pitch: path.pitch * Math.cos(turn) };
	if (path.kind === "360") return { ...lens, yaw: turn, pitch: path.pitch };
	return throughKeyframes(path.cameras, path.loop, share);
}

function throughKeyframes(cameras: readonly PathCamera[], loop: boolean, share: number): PathCamera {
	const count = cameras.length;
	if (count === 0) throw new InputError("camera path: no cameras, want at least one");
	const spans = loop ? count : count - 1;
	const time = (loop ? share - Math.floor(share) : Math.min(Math.max(share, 0), 1)) * spans;
	const left = Math.min(Math.floor(time), Math.max(spans - 1, 0));
	const near = [-1, 0, 1, 2].map((step) => cameras[indexOf(left + step, count, loop)] ?? cameras[0]) as PathCamera[];
	const along = (pick: (camera: PathCamera) => number): number => catmullRom(near.map(pick), time - left);
	return {
		yaw: along(({ yaw }) => yaw),
		pitch: along(({ pitch }) => pitch),
		// As logarithms, so that they stay positive.
		fovDegrees: Math.exp(along(({ fovDegrees }) => Math.log(fovDegrees))),
		radius: Math.exp(along(({ radius }) => Math.log(radius))),
	};
}

function indexOf(index: number, count: number, loop: boolean): number {
	return loop ? ((index % count) + count) % count : Math.min(Math.max(index, 0), count - 1);
}

/** Between the second and the third of four values. */
function catmullRom([p0 = 0, p1 = 0, p2 = 0, p3 = 0]: readonly number[], t: number): number {
	const slope1 = (p2 - p0) / 2;
	const slope2 = (p3 - p1) / 2;
	return (
		(2 * t ** 3 - 3 * t ** 2 + 1) * p1 +
		(t ** 3 - 2 * t ** 2 + t) * slope1 +
		(3 * t ** 2 - 2 * t ** 3) * p2 +
		(t ** 3 - t ** 2) * slope2
	);
}
