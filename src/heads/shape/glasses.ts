/** Spectacles without panes: two rims, a bridge and the temples. */

import { add, ring, type Step, taper } from "../field/solids.ts";
import type { GlassesParameters } from "../identity/identity.ts";
import type { FaceLayout } from "./layout.ts";

/** Rims bend backwards by this times x². */
const WRAP = 2.2;

export function glassesSteps(glasses: GlassesParameters, at: FaceLayout): readonly Step[] {
	const { rim } = glasses;
	const halfWidth = 0.046 * glasses.width;
	const z = at.eyeZ + at.eyeRadius + 0.018;
	const x = Math.max(at.eyeX, halfWidth + 0.011);
	const [y, outer] = [at.eyeY - 0.004, x + halfWidth];
	return [
		add(0, ring([x, y, z], halfWidth, 0.037 * glasses.height, glasses.squareness, rim, WRAP)),
		add(0.004, taper([-0.0001, y + 0.012, z + 0.003], rim, [x - halfWidth, y + 0.009, z - 0.001], rim)),
		add(0.004, taper([outer, y + 0.012, z - WRAP * outer * outer], rim, [at.skullX + 0.004, y + 0.008, -0.015], rim)),
	];
}
