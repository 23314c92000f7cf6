/** Where cameras stand: the sets of poses that portraits are taken from, on FFHQ's orbit with FFHQ's field of view. */

import { radians, type TrueAngles } from "../camera/angles.ts";
import { fovToIntrinsics } from "../camera/intrinsics.ts";
import type { Camera } from "../camera/label.ts";
import type { CameraOrbit } from "../camera/orbit.ts";
import { cameraFromTrueAngles } from "../camera/orbit.ts";
import type { Draws } from "./identity/draws.ts";

/** Published for FFHQ. */
export const PORTRAIT_ORBIT: CameraOrbit = Object.freeze({ pivot: [0, 0, 0.2] as const, radius: 2.7 });
/** Published for FFHQ: degrees, roughly along the diagonal. */
export const PORTRAIT_FOV_DEGREES = 18.837;

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
		cam2world: cameraFromTrueAngles(angles, PORTRAIT_ORBIT),
		intrinsics: fovToIntrinsics(PORTRAIT_FOV_DEGREES),
	};
}
