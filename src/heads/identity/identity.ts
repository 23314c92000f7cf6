/**
 * Who a synthetic person is: everything about them that does not depend on camera or gaze.
 *
 * Sizes are factors of an average adult's (1 = average) or amounts from 0 to 1, unless the line says otherwise. World
 * lengths are made of them in `../shape/`. The head is symmetric; x > 0 is the person's left, the right of a frontal
 * image. Colours are linear red, green, blue in [0, 1].
 */

import type { Rgb } from "../colour.ts";

export interface SkullParameters {
	readonly width: number;
	readonly height: number;
	readonly depth: number;
	/** How far the forehead bulges forward, −1 to 1. */
	readonly forehead: number;
}

export interface FaceParameters {
	readonly jawWidth: number;
	/** Height of the face below the eyes. */
	readonly length: number;
	/** 0 is a pointed, 1 a square jaw. */
	readonly jawSquareness: number;
	readonly chinWidth: number;
	/** How far the chin stands forward, −1 to 1. */
	readonly chinProjection: number;
	readonly cheekbones: number;
	/** Softness of the cheeks, −1 hollow to 1 full. */
	readonly cheekFullness: number;
	readonly browRidge: number;
}

export interface NoseParameters {
	readonly length: number;
	readonly width: number;
	/** Height of the bridge. */
	readonly bridge: number;
	readonly tip: number;
	/** −1 droops, 1 turns up. */
	readonly upturn: number;
}

export interface EyeParameters {
	readonly spacing: number;
	readonly size: number;
	/** How far the lids are open. */
	readonly opening: number;
	/** Outer corner above the inner one, radians. */
	readonly slantRadians: number;
	/** How deep the eyes lie, −1 to 1. */
	readonly depth: number;
	readonly irisColour: Rgb;
	/** Radius of the pupil as a share of the iris's. */
	readonly pupil: number;
	/** Darkness of the lash line. */
	readonly lashes: number;
}

export interface LipParameters {
	readonly width: number;
	readonly upper: number;
	readonly lower: number;
	readonly colour: Rgb;
}

export interface EarParameters {
	readonly size: number;
	/** How far they stand out. */
	readonly protrusion: number;
}

export interface SkinParameters {
	/** 0 is the lightest human skin, 1 the darkest. */
	readonly tone: number;
	readonly colour: Rgb;
	/** Redness of cheeks, nose and ears. */
	readonly blush: number;
	readonly freckles: number;
	/** Lines and shadows of age. */
	readonly age: number;
	/** Gloss of the skin. */
	readonly gloss: number;
}

export const HAIR_STYLES = [
	"bald",
	"buzz",
	"receding",
	"short",
	"swept",
	"quiff",
	"curly-top",
	"bob",
	"bangs",
	"long",
	"long-curly",
	"bun",
	"ponytail",
	"space-buns",
	"afro",
] as const;
export type HairStyle = (typeof HAIR_STYLES)[number];

export interface HairParameters {
	readonly style: HairStyle;
	/** As it grows: brows and beard have it too. */
	readonly natural: Rgb;
	/** As it is worn, dyed or not. */
	readonly colour: Rgb;
	/** Thickness of the cap of hair. */
	readonly volume: number;
	/** 0 shortest of its style, 1 longest. */
	readonly length: number;
	/** Hairline, −1 low to 1 high. */
	readonly hairline: number;
	/** Where the parting is, −1 to 1 across the head. */
	readonly parting: number;
	/** Depth of curls and clumps. */
	readonly curl: number;
	/** Places the noise of strands, any number. */
	readonly pattern: number;
}

export const HEADWEAR = ["none", "beanie", "headscarf"] as const;
export type HeadwearKind = (typeof HEADWEAR)[number];

export interface HeadwearParameters {
	readonly kind: HeadwearKind;
	readonly colour: Rgb;
}

export interface BrowParameters {
	readonly colour: Rgb;
	readonly thickness: number;
	readonly length: number;
	/** Height of the arch. */
	readonly arch: number;
	/** Inner end above (+) or below (−) the outer one, −1 to 1. */
	readonly tilt: number;
	/** Height above the eye, −1 to 1. */
	readonly height: number;
	readonly density: number;
}

export const BEARD_STYLES = ["none", "stubble", "moustache", "goatee", "short", "full"] as const;
export type BeardStyle = (typeof BEARD_STYLES)[number];

export interface BeardParameters {
	readonly style: BeardStyle;
	readonly colour: Rgb;
	readonly length: number;
}

export interface GlassesParameters {
	readonly colour: Rgb;
	readonly width: number;
	readonly height: number;
	/** Exponent of the rim's superellipse: 2 is round, 5 nearly a rectangle. */
	readonly squareness: number;
	/** Radius of the rim, world units. */
	readonly rim: number;
}

export const NECKLINES = ["crew", "scoop", "v", "turtleneck", "collar", "hood"] as const;
export type Neckline = (typeof NECKLINES)[number];
export const CLOTH_PATTERNS = ["plain", "stripes", "bands", "yoke"] as const;
export type ClothPattern = (typeof CLOTH_PATTERNS)[number];

export interface BodyParameters {
	readonly neckWidth: number;
	readonly neckLength: number;
	readonly shoulderWidth: number;
	readonly neckline: Neckline;
	readonly pattern: ClothPattern;
	readonly cloth: Rgb;
	readonly secondCloth: Rgb;
}

export interface ExpressionParameters {
	/** −1 corners of the mouth down, 1 up. */
	readonly smile: number;
	/** −1 brows down, 1 raised. */
	readonly browRaise: number;
	/** Lower lids pulled up by a smile. */
	readonly squint: number;
}

/** A person. */
export interface Identity {
	readonly skull: SkullParameters;
	readonly face: FaceParameters;
	readonly nose: NoseParameters;
	readonly eyes: EyeParameters;
	readonly lips: LipParameters;
	readonly ears: EarParameters;
	readonly skin: SkinParameters;
	readonly hair: HairParameters;
	readonly headwear: HeadwearParameters;
	readonly brows: BrowParameters;
	readonly beard: BeardParameters;
	readonly glasses: GlassesParameters | null;
	readonly body: BodyParameters;
	readonly expression: ExpressionParameters;
}
