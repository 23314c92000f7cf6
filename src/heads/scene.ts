/** A portrait's scene: person, eyes turned somewhere, light, backdrop. Everything but the camera. */

import { normalizeVec3, type Vec3 } from "../tensor/vec3.ts";
import { mixRgb, scaleRgb } from "./colour.ts";
import { type Gaze, gazeAt } from "./gaze.ts";
import type { Identity } from "./identity/identity.ts";
import { BACKDROP } from "./identity/palettes.ts";
import type { PersonDraws } from "./latent/person-draws.ts";
import { BACKDROP_KINDS, type Backdrop } from "./shade/backdrop.ts";
import type { LightRig } from "./shade/lighting.ts";
import { type HeadShape, headShape } from "./shape/head.ts";
import { faceLayout } from "./shape/layout.ts";

export interface Setting {
	readonly rig: LightRig;
	readonly backdrop: Backdrop;
}

export interface Scene extends Setting {
	readonly identity: Identity;
	readonly shape: HeadShape;
	readonly gaze: Gaze;
}

/** @param target  what the eyes look at, world units */
export function makeScene(identity: Identity, setting: Setting, target: Vec3): Scene {
	const gaze = gazeAt(target, faceLayout(identity));
	return { identity, ...setting, gaze, shape: headShape(identity, gaze.pitchRadians) };
}

/** Light and backdrop of a latent. */
export function sampleSetting(draws: PersonDraws): Setting {
	const side = draws.chance("light.side", 0.5) ? 1 : -1;
	const yaw = side * draws.uniform("light.yaw", 0.35, 0.8);
	const height = draws.uniform("light.height", 0.4, 0.75);
	const warm = draws.uniform("light.warmth", -1, 1);
	const strength = draws.uniform("light.strength", 0.92, 1.08);
	const first = draws.pick("backdrop.first", BACKDROP);
	const second = draws.chance("backdrop.shaded", 0.5)
		? scaleRgb(first, draws.uniform("backdrop.shade", 0.35, 0.75))
		: mixRgb(first, draws.pick("backdrop.second", BACKDROP), 0.6);
	return {
		rig: {
			key: normalizeVec3([Math.sin(yaw), height, Math.cos(yaw)]),
			keyColour: [1.02 * strength * (1 + 0.05 * warm), 0.98 * strength, 0.92 * strength * (1 - 0.07 * warm)],
			fill: normalizeVec3([-side * 0.9, 0.05, 0.6]),
			fillColour: [0.2, 0.215, 0.24],
			rim: normalizeVec3([-side * 0.75, 0.45, -0.55]),
			rimColour: [0.4, 0.41, 0.43],
			sky: [0.37, 0.385, 0.41],
			floor: [0.26, 0.235, 0.21],
		},
		backdrop: {
			kind: draws.kind("backdrop.kind", BACKDROP_KINDS),
			first,
			second,
			pattern: draws.uniform("backdrop.pattern", 0, 100),
		},
	};
}
