/** Everything that is known of a portrait, as plain data for JSON. */

import { anglesOfDirection, degrees } from "../../camera/angles.ts";
import { frameOf, inCameraAxes } from "../../camera/cam2world.ts";
import { projectPoint } from "../../camera/projection.ts";
import type { Vec3 } from "../../tensor/vec3.ts";
import type { Identity } from "../identity/identity.ts";
import type { Portrait } from "../portrait.ts";
import { LANDMARKS, type LandmarkName, landmarks } from "./landmarks.ts";

export interface GazeTruth {
	/** Unit direction, world axes. */
	readonly world: Vec3;
	/** The same in the camera's axes: x right, y down, z forward. */
	readonly camera: Vec3;
	/** Turned to the person's left (+x), and down; straight ahead is zero. */
	readonly yawDegrees: number;
	readonly pitchDegrees: number;
}

export interface LandmarkTruth {
	readonly world: Vec3;
	/** 0 to 1 across the image, to the right and down. */
	readonly u: number;
	readonly v: number;
	/** From the camera, world units. */
	readonly depth: number;
}

export interface PortraitTruth {
	readonly index: number;
	/** True angles of the camera about the pivot. */
	readonly pose: { readonly yawDegrees: number; readonly pitchDegrees: number };
	readonly label: readonly number[];
	readonly gaze: { readonly left: GazeTruth; readonly right: GazeTruth };
	readonly landmarks: Readonly<Record<LandmarkName, LandmarkTruth>>;
	readonly eyeballRadius: number;
	readonly identity: Identity;
}

export function describePortrait(portrait: Portrait): PortraitTruth {
	const { index, scene, camera, label, pose } = portrait;
	const points = landmarks(scene);
	const described = LANDMARKS.map((name) => [name, { world: points[name], ...projectPoint(camera, points[name]) }]);
	return {
		index,
		pose: { yawDegrees: degrees(pose.yawRadians), pitchDegrees: degrees(pose.pitchRadians) },
		label: [...label.data],
		gaze: { left: describeGaze(portrait, scene.gaze.left), right: describeGaze(portrait, scene.gaze.right) },
		landmarks: Object.fromEntries(described) as Record<LandmarkName, LandmarkTruth>,
		eyeballRadius: scene.shape.eye.radius,
		identity: scene.identity,
	};
}

function describeGaze({ camera }: Portrait, world: Vec3): GazeTruth {
	const { yawRadians, pitchRadians } = anglesOfDirection(world);
	return {
		world,
		camera: inCameraAxes(frameOf(camera.cam2world.data), world),
		yawDegrees: degrees(yawRadians),
		pitchDegrees: degrees(pitchRadians),
	};
}
