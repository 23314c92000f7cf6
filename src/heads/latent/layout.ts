/**
 * Which numbers of a latent say what of a person: one normal number for a quantity, a yes or no, or a place in a list
 * of colours; for a choice of kinds one number for each split of their list into halves. Every z of N(0, I) is a person, and people drawn so are those of `dataset heads`.
 */

import { BEARD_STYLES, CLOTH_PATTERNS, HAIR_STYLES, HEADWEAR, NECKLINES } from "../identity/identity.ts";
import { BACKDROP_KINDS } from "../shade/backdrop.ts";

/** Traits in the order in which their numbers stand in a latent. */
const TRAITS = [
	"heavy",
	"build",
	"age",
	"tone",
	"skin.warmth",
	"skin.blush",
	"skin.freckled",
	"skin.freckles",
	"skin.gloss",
	"headwear.kind",
	"headwear.colour",
	"hair.dark",
	"hair.natural",
	"hair.grey",
	"hair.greying",
	"hair.style",
	"hair.dyed",
	"hair.dye",
	"hair.volume",
	"hair.length",
	"hair.hairline",
	"hair.parting",
	"hair.curl",
	"hair.pattern",
	"skull.width",
	"skull.height",
	"skull.depth",
	"skull.forehead",
	"face.jawWidth",
	"face.length",
	"face.jawSquareness",
	"face.chinWidth",
	"face.chinProjection",
	"face.cheekbones",
	"face.cheekFullness",
	"face.browRidge",
	"nose.length",
	"nose.width",
	"nose.bridge",
	"nose.tip",
	"nose.upturn",
	"eyes.light",
	"eyes.iris",
	"eyes.spacing",
	"eyes.size",
	"eyes.opening",
	"eyes.slant",
	"eyes.depth",
	"eyes.pupil",
	"eyes.lashes",
	"lips.painted",
	"lips.paint",
	"lips.colour",
	"lips.width",
	"lips.upper",
	"lips.lower",
	"ears.size",
	"ears.protrusion",
	"brows.thickness",
	"brows.length",
	"brows.arch",
	"brows.tilt",
	"brows.height",
	"brows.density",
	"beard.style",
	"beard.length",
	"glasses",
	"glasses.colour",
	"glasses.width",
	"glasses.height",
	"glasses.squareness",
	"glasses.rim",
	"body.neckWidth",
	"body.neckLength",
	"body.shoulderWidth",
	"body.neckline",
	"body.plain",
	"body.pattern",
	"body.cloth",
	"body.secondCloth",
	"expression.smile",
	"expression.browRaise",
	"expression.squint",
	"light.side",
	"light.yaw",
	"light.height",
	"light.warmth",
	"light.strength",
	"backdrop.first",
	"backdrop.shaded",
	"backdrop.shade",
	"backdrop.second",
	"backdrop.kind",
	"backdrop.pattern",
	"gaze.across",
	"gaze.up",
] as const;

/** Something that a latent decides about a person, the light, the backdrop or the gaze. */
export type TraitName = (typeof TRAITS)[number];

/** Traits that are one of several kinds. */
const KINDS: ReadonlyMap<TraitName, readonly unknown[]> = new Map<TraitName, readonly unknown[]>([
	["headwear.kind", HEADWEAR],
	["hair.style", HAIR_STYLES],
	["beard.style", BEARD_STYLES],
	["body.neckline", NECKLINES],
	["body.pattern", CLOTH_PATTERNS],
	["backdrop.kind", BACKDROP_KINDS],
]);

/** Where the numbers of a trait stand in a latent. */
export interface TraitPlace {
	readonly first: number;
	readonly count: number;
}

const places = new Map<TraitName, TraitPlace>();
let numbers = 0;
for (const name of TRAITS) {
	const kinds = KINDS.get(name);
	const count = kinds ? kinds.length - 1 : 1;
	places.set(name, { first: numbers, count });
	numbers += count;
}

/** In the order of the numbers. */
export const TRAIT_PLACES: ReadonlyMap<TraitName, TraitPlace> = places;

/** Numbers of a latent that say who. Further ones of a longer latent say nothing. */
export const PERSON_NUMBERS: number = numbers;
