/** Lips, bent along the teeth and lifted at the corners. */

import { add, bentEllipsoid, cut, type Step } from "../field/solids.ts";
import type { Identity } from "../identity/identity.ts";
import type { FaceLayout } from "./layout.ts";

/** The lips' z falls by this times x²: a dental arch of radius about 0.1. */
const ARCH = 5.5;

export function mouthSteps({ lips }: Identity, at: FaceLayout): readonly Step[] {
	const upper = 0.0088 * lips.upper;
	const lower = 0.0108 * lips.lower;
	const bent = (y: number, z: number, radii: readonly [number, number, number]): Step["what"] =>
		bentEllipsoid([0, at.mouthY + y, at.mouthZ + z], radii, at.mouthLift, ARCH);
	return [
		add(0.011, bent(upper * 0.75, -0.0035, [at.mouthX, upper, 0.012])),
		add(0.011, bent(-lower * 0.8, -0.0045, [at.mouthX * 0.86, lower, 0.0125])),
		cut(0.006, bent(0, 0.005, [at.mouthX * 0.95, 0.0013, 0.008])),
		// The groove under the nose, the hollow over the chin.
		cut(0.02, bent(0.0265, 0.0105, [0.0055, 0.012, 0.008])),
		cut(0.03, bent(-0.033, 0.012, [0.03, 0.008, 0.012])),
	];
}

/** Where in the mouth a point of the skin is: across (−1 to 1 between the corners), and up from the line of the lips. */
export function mouthCoordinates(at: FaceLayout, x: number, y: number): readonly [across: number, up: number] {
	return [x / at.mouthX, y - at.mouthY - at.mouthLift * x * x];
}
