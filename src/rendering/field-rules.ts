/** What networks of the family do differently around their decoder: where nothing is, and how numbers become colours. */

export interface FieldRules {
	/** Where |x| or |z| is larger, world units, sigma is EMPTY_SIGMA and gives no gradient; `null` leaves all as it is. */
	readonly densityMask: number | null;
	/** What the decoder's colours go through: a sigmoid, a little widened, or nothing. */
	readonly colourActivation: ColourActivation;
	/** Whether composited colours from 0 to 1 become features from −1 to 1 ("signed"), or stay as they are ("decoded"). */
	readonly colourRange: ColourRange;
}

export const COLOUR_ACTIVATIONS = ["sigmoid", "none"] as const;
export type ColourActivation = (typeof COLOUR_ACTIVATIONS)[number];

export const COLOUR_RANGES = ["signed", "decoded"] as const;
export type ColourRange = (typeof COLOUR_RANGES)[number];

/** Those of EG3D (Chan et al. 2022). */
export const EG3D_RULES: FieldRules = { densityMask: null, colourActivation: "sigmoid", colourRange: "signed" };

/** How far from the faces of the box the mask of PanoHead's densities lies, world units (An et al. 2023). */
const PANOHEAD_MARGIN = 0.1;

/** Those of PanoHead. @param boxWarp  side of the box, world units */
export function panoheadRules(boxWarp: number): FieldRules {
	return { densityMask: boxWarp / 2 - PANOHEAD_MARGIN, colourActivation: "none", colourRange: "decoded" };
}

/** Whether a point [3], world units, lies where sigma is EMPTY_SIGMA. */
export function isMasked({ densityMask }: FieldRules, point: ArrayLike<number>): boolean {
	return densityMask !== null && Math.max(Math.abs(point[0] ?? 0), Math.abs(point[2] ?? 0)) > densityMask;
}
