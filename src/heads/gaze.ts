/**
 * Where the eyes look: each eyeball's unit direction in the head's frame, which is the world's. Yaw turns towards +x
 * (the person's left), pitch down, as the cameras' angles; zero is straight ahead along +z.
 */

import { anglesOfDirection, directionOfAngles, type TrueAngles } from "../camera/angles.ts";
import { addVec3, subtractVec3, type Vec3 } from "../tensor/vec3.ts";
import type { PersonDraws } from "./latent/person-draws.ts";
import type { FaceLayout } from "./shape/layout.ts";

export const GAZE_MODES = ["camera", "free"] as const;
/** `camera`: into the lens, as far as eyes turn. `free`: anywhere, whatever the camera does. */
export type GazeMode = (typeof GAZE_MODES)[number];

/** How far eyes turn comfortably, radians. Looking further, they stay at this ellipse. */
export const GAZE_LIMITS = { yawRadians: 0.7, upRadians: 0.42, downRadians: 0.5 } as const;

/** The angles are the mean of both eyes'. */
export interface Gaze extends TrueAngles {
	/** Point that both eyes look at, world units. */
	readonly target: Vec3;
	/** Directions of the person's left (x > 0) and right eye: unit vectors, world axes. */
	readonly left: Vec3;
	readonly right: Vec3;
}

/** Distance at which free gazes meet, that of the cameras: eyes are as parallel in both modes. */
const FREE_DISTANCE = 2.6;
/** Share of the limits' ellipse that free gazes fill. */
const FREE_SHARE = 0.9;

/** Both eyes on `target`, as far as they turn. */
export function gazeAt(target: Vec3, layout: FaceLayout): Gaze {
	const left = towards(target, [layout.eyeX, layout.eyeY, layout.eyeZ]);
	const right = towards(target, [-layout.eyeX, layout.eyeY, layout.eyeZ]);
	const middle = anglesOfDirection(addVec3(left, right));
	return { target, left, right, ...middle };
}

/**
 * A point to look at, evenly spread over what eyes can reach: two normal numbers keep their direction, and the square of
 * their distance from zero, which is exponential, becomes an even share of the ellipse.
 */
export function freeTarget(draws: PersonDraws, layout: FaceLayout): Vec3 {
	const [across, up] = [draws.raw("gaze.across"), draws.raw("gaze.up")];
	const distance = Math.hypot(across, up);
	const radius = FREE_SHARE * Math.sqrt(-Math.expm1((-distance * distance) / 2));
	const share = distance > 0 ? radius / distance : 0;
	const yawRadians = share * across * GAZE_LIMITS.yawRadians;
	const tilt = -share * up;
	const pitchRadians = tilt * (tilt > 0 ? GAZE_LIMITS.downRadians : GAZE_LIMITS.upRadians);
	const [x, y, z] = directionOfAngles({ yawRadians, pitchRadians });
	return [x * FREE_DISTANCE, layout.eyeY + y * FREE_DISTANCE, layout.eyeZ + z * FREE_DISTANCE];
}

function towards(target: Vec3, eye: Vec3): Vec3 {
	const { yawRadians, pitchRadians } = anglesOfDirection(subtractVec3(target, eye));
	const u = yawRadians / GAZE_LIMITS.yawRadians;
	const v = pitchRadians / (pitchRadians > 0 ? GAZE_LIMITS.downRadians : GAZE_LIMITS.upRadians);
	const over = Math.max(Math.hypot(u, v), 1);
	return directionOfAngles({ yawRadians: yawRadians / over, pitchRadians: pitchRadians / over });
}
