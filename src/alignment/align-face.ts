/** A face of a photograph as training pictures have it: a square about it, without rotation, and its camera. */

import { degrees, radians, type TrueDegrees } from "../camera/angles.ts";
import { FFHQ_FOV_DEGREES } from "../camera/intrinsics.ts";
import { LABEL_LENGTH } from "../camera/label.ts";
import { FFHQ_ORBIT } from "../camera/orbit.ts";
import { viewCameraAt } from "../camera/view-camera.ts";
import { movedCamera, STILL } from "../inversion/moved-camera.ts";
import { type Float32Tensor, float32Tensor } from "../tensor/host-tensor.ts";
import { crossVec3, dotVec3, normalizeVec3, type Vec3 } from "../tensor/vec3.ts";
import { type CanonicalFace, type FacePose, facePose } from "./face-pose.ts";
import type { Framing } from "./framings.ts";
import type { Patch } from "./sample-patch.ts";

export interface AlignedFace {
	/** Of the camera, about the pivot. */
	readonly trueDegrees: TrueDegrees;
	/** How far the camera is turned about its axis: positive where the head leans clockwise in the picture. */
	readonly rollDegrees: number;
	/** The square of the photograph that is a training picture; not turned. */
	readonly crop: Patch;
	/** [1, 25] of the crop */
	readonly label: Float32Tensor;
	/** Root of the mean squared distance of landmarks and the turned face, cm on the face. */
	readonly error: number;
	/** As it was found, before corrections. */
	readonly pose: FacePose;
}

const UP: Vec3 = [0, 1, 0];

/** @param points  468 landmarks [468, 3], pixels of the photograph */
export function alignFace(points: Float32Array, { vertices, weights }: CanonicalFace, framing: Framing): AlignedFace {
	const { pivot, centimetres } = framing;
	const moved = vertices.map((value, at) => value - (pivot[(at % 3) as 0 | 1 | 2] ?? 0));
	const pose = facePose(points, { vertices: moved, weights }, centimetres * FFHQ_ORBIT.radius);
	const seen = anglesOf(pose);
	const yaw = framing.yaw.slope * seen.yaw;
	const { constant, slope, square } = framing.pitch;
	const pitch = constant + slope * seen.pitch + square * seen.pitch ** 2;
	const roll = seen.roll - framing.roll.turned * seen.yaw - framing.roll.both * seen.yaw * seen.pitch;
	const camera = viewCameraAt({ yaw, pitch }, FFHQ_ORBIT, FFHQ_FOV_DEGREES);
	const focalLength = camera.label.data[16] ?? Number.NaN;
	const side = (pose.scale * centimetres * camera.distance) / focalLength;
	return {
		trueDegrees: { yaw, pitch },
		rollDegrees: roll,
		crop: { centre: pose.centre, side, radians: 0 },
		label: float32Tensor(
			[1, LABEL_LENGTH],
			movedCamera(camera.label.data, FFHQ_ORBIT.pivot, { ...STILL, roll: radians(roll) }),
		),
		error: pose.error,
		pose,
	};
}

/** Degrees: yaw and pitch of the camera about the face, pitch positive from below, and its roll. */
function anglesOf({ rotation: [right, , forward] }: FacePose): { yaw: number; pitch: number; roll: number } {
	if (!(right && forward)) throw new RangeError("align face: no rotation");
	const level = normalizeVec3(crossVec3(forward, UP));
	const down = crossVec3(forward, level);
	return {
		yaw: degrees(Math.atan2(-forward[0], -forward[2])),
		pitch: degrees(Math.asin(Math.min(Math.max(forward[1], -1), 1))),
		roll: degrees(Math.atan2(dotVec3(right, down), dotVec3(right, level))),
	};
}
