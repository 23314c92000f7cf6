/** Where cameras stand: the sets of poses that portraits are taken from, on FFHQ's orbit with FFHQ's field of view. */

import { radians, type TrueAngles } from "../camera/angles.ts";
import { FFHQ_FOV_DEGREES, fovToIntrinsics } from "../camera/intrinsics.ts";
import type { Camera } from "../camera/label.ts";
import { cameraFromTrueAngles, FFHQ_ORBIT } from "../camera/orbit.ts";
import type { Draws } from "./identity/draws.ts";

export const POSE_SETS = ["frontal", "rebalanced"] as const;
/** `frontal`: close about straight ahead, as photographs are. `rebalanced`: wide and even. */
export type PoseSet = (typeof POSE_SETS)[number];

/** Standard deviations of true angles; draws are cut at two and a half of them. */
const FRONTAL = { yaw: radians(15), pitch: radians(7.5) } as const;
/** Largest true angles. */
const REBALANCED = { yaw: radians(75), pitch: radians(30) } as const;

const DRAW_ANGLES: Readonly<Record<PoseSet, (draws: Draws) => TrueAngles>> = {
	frontal: (draws) => ({
		yawRadians: draws.normal(0, FRONTAL.yaw),
		pitchRadians: draws.normal(0, FRONTAL.pitch),
	}),
	rebalanced: (draws) => ({
		yawRadians: draws.uniform(-REBALANCED.yaw, REBALANCED.yaw),
		pitchRadians: draws.uniform(-REBALANCED.pitch, REBALANCED.pitch),
	}),
};

/** Draws true angles about the pivot. */
export function samplePose(poses: PoseSet, draws: Draws): TrueAngles {
	return DRAW_ANGLES[poses](draws);
}

/** The camera at true angles about the pivot, on the orbit, with FFHQ's field of view. */
export function portraitCamera(angles: TrueAngles): Camera {
	return {
		cam2world: cameraFromTrueAngles(angles, FFHQ_ORBIT),
		intrinsics: fovToIntrinsics(FFHQ_FOV_DEGREES),
	};
}
