/**
 * How training pictures of a network are cropped about the canonical face, and what the landmark model sees otherwise than
 * it is: it takes faces for less turned than they are.
 */

import type { Vec3 } from "../tensor/vec3.ts";

export interface Framing {
	/** What cameras look at, in the canonical face's frame, cm. */
	readonly pivot: Vec3;
	/** Of a world unit. */
	readonly centimetres: number;
	/** Degrees of degrees that are measured; `turned` is by measured degrees of yaw, as heads that turn seem to lean. */
	readonly yaw: { readonly slope: number };
	readonly pitch: { readonly constant: number; readonly slope: number; readonly square: number };
	readonly roll: { readonly turned: number; readonly both: number };
}

/** Centimetres of the canonical face, from its origin between the ears to the pivot of the cameras. */
const PIVOT: Vec3 = [0, 2.01, 7.71];

/** Whose training pictures. */
export type FramingName = "heads" | "ffhq";

/**
 * - `heads`: synthetic heads, fitted to 120 of them whose cameras are known (`node scripts/measure-alignment.mjs --fit`).
 * - `ffhq`: the crops of networks of FFHQ. Distance and slope of yaw were measured on 19 labels of published pictures
 *   (docs/inversion.md); what they look at is taken from the heads.
 */
export const FRAMINGS: Readonly<Record<FramingName, Framing>> = {
	heads: {
		pivot: PIVOT,
		centimetres: 57.8,
		yaw: { slope: 1.11 },
		pitch: { constant: 9.85, slope: 1.083, square: -0.0104 },
		roll: { turned: 0.1115, both: 0.0035 },
	},
	ffhq: {
		pivot: PIVOT,
		centimetres: 40.4,
		yaw: { slope: 8 / 7 },
		pitch: { constant: 0, slope: 1, square: 0 },
		roll: { turned: 0, both: 0 },
	},
};
