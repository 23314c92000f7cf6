/** Ears: a tilted, flattened ellipsoid with a hollow, and a lobe. */

import { add, cut, type Step, turnedEllipsoid } from "../field/solids.ts";
import type { Identity } from "../identity/identity.ts";
import type { FaceLayout } from "./layout.ts";

/** Backward lean, as in life. Radians. */
const LEAN = 0.16;

export function earSteps({ ears }: Identity, at: FaceLayout): readonly Step[] {
	// The back edge stands out from the head.
	const turn = 0.3 + 0.4 * ears.protrusion;
	const [x, y, z] = [at.skullX * 1.045, at.eyeY - 0.022, -0.018];
	const s = ears.size;
	const part = (right: number, up: number, front: number, radii: readonly [number, number, number]): Step["what"] =>
		turnedEllipsoid(
			[
				x + right * Math.cos(turn) - front * Math.sin(turn) * 0.5,
				y + up,
				z + front - up * Math.sin(LEAN) - right * Math.sin(turn),
			],
			radii,
			turn,
			LEAN,
		);
	return [
		add(0.012, [
			add(0, part(0, 0, 0, [0.014, 0.05 * s, 0.031 * s])),
			add(0.012, part(0, -0.035 * s, 0.006, [0.01, 0.015 * s, 0.013 * s])),
			cut(0.01, part(0.0125, 0.005, 0.003, [0.009, 0.027 * s, 0.0145 * s])),
		]),
	];
}
