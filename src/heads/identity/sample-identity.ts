/**
 * Makes a person of a latent. Traits are read one by one around an average adult, with a few that go together: a build from slender
 * to heavy-boned shifts jaw, brow, neck and lips; age brings grey hair, thin hair and shadows; skin, hair and eyes share
 * their pigment, loosely.
 */

import { mixRgb, type Rgb, scaleRgb } from "../colour.ts";
import type { PersonDraws } from "../latent/person-draws.ts";
import {
	BEARD_STYLES,
	type BeardParameters,
	type BodyParameters,
	CLOTH_PATTERNS,
	type EyeParameters,
	type GlassesParameters,
	HAIR_STYLES,
	type HairParameters,
	type HairStyle,
	HEADWEAR,
	type HeadwearParameters,
	type Identity,
	NECKLINES,
	type SkinParameters,
} from "./identity.ts";
import { CLOTH, FRAMES, HAIR_DYED, HAIR_GREY, HAIR_NATURAL, IRIS, LIPSTICK, skinColour } from "./palettes.ts";

/** Traits that pull several parameters at once. */
interface Bearing {
	/** −1 slender to 1 heavy-boned. */
	readonly build: number;
	/** 0 young to 1 old. */
	readonly age: number;
	/** 0 light to 1 dark. */
	readonly tone: number;
	/** Where colours of other lists come in. */
	readonly isOld: boolean;
	readonly isPale: boolean;
	readonly isDark: boolean;
}

/** Exponent of age over an even draw: few are old. */
const AGEING = 1.6;
/** Ages and tones where colours of other lists come in. */
const OLD = 0.6;
const PALE = 0.35;
const DARK = 0.5;

export function sampleIdentity(draws: PersonDraws): Identity {
	const bearing: Bearing = {
		build: draws.normal("build", draws.chance("heavy", 0.5) ? 0.5 : -0.5, 0.28),
		age: draws.uniform("age") ** AGEING,
		tone: draws.uniform("tone"),
		isOld: draws.isAbove("age", OLD ** (1 / AGEING)),
		isPale: !draws.isAbove("tone", PALE),
		isDark: draws.isAbove("tone", DARK),
	};
	const { build } = bearing;
	const skin = sampleSkin(draws, bearing);
	const headwear = sampleHeadwear(draws, bearing);
	const hair = sampleHair(draws, bearing, headwear.kind === "beanie" ? UNDER_A_HAT : {});
	return {
		skull: {
			width: draws.normal("skull.width", 1 + 0.02 * build, 0.035),
			height: draws.normal("skull.height", 1, 0.03),
			depth: draws.normal("skull.depth", 1, 0.03),
			forehead: draws.normal("skull.forehead", -0.2 * build, 0.4),
		},
		face: {
			jawWidth: draws.normal("face.jawWidth", 1 + 0.07 * build, 0.06),
			length: draws.normal("face.length", 0.98 + 0.035 * build, 0.04),
			jawSquareness: Math.min(Math.max(draws.normal("face.jawSquareness", 0.45 + 0.35 * build, 0.2), 0), 1),
			chinWidth: draws.normal("face.chinWidth", 1 + 0.12 * build, 0.12),
			chinProjection: draws.normal("face.chinProjection", 0.15 * build, 0.4),
			cheekbones: draws.normal("face.cheekbones", 1, 0.15),
			cheekFullness: draws.normal("face.cheekFullness", 0.3, 0.5),
			browRidge: draws.normal("face.browRidge", 0.45 + 0.5 * build, 0.25),
		},
		nose: {
			length: draws.normal("nose.length", 1 + 0.04 * build, 0.08),
			width: draws.normal("nose.width", 1 + 0.05 * build + 0.16 * (bearing.tone - 0.4), 0.12),
			bridge: draws.normal("nose.bridge", 1 + 0.1 * build, 0.35),
			tip: draws.normal("nose.tip", 1, 0.12),
			upturn: draws.normal("nose.upturn", -0.2 * build, 0.45),
		},
		eyes: sampleEyes(draws, bearing),
		lips: sampleLips(draws, bearing, skin.colour),
		ears: {
			size: draws.normal("ears.size", 1 + 0.04 * build + 0.06 * bearing.age, 0.08),
			protrusion: draws.uniform("ears.protrusion"),
		},
		skin,
		hair,
		headwear,
		brows: {
			colour: scaleRgb(hair.natural, 0.6),
			thickness: draws.normal("brows.thickness", 1 + 0.3 * build, 0.22),
			length: draws.normal("brows.length", 1, 0.07),
			arch: draws.normal("brows.arch", 0.9 - 0.3 * build, 0.35),
			tilt: draws.normal("brows.tilt", -0.25, 0.4),
			height: draws.normal("brows.height", -0.25 * build, 0.45),
			density: Math.min(Math.max(draws.normal("brows.density", 0.82, 0.12), 0.45), 1),
		},
		beard: sampleBeard(draws, bearing, hair.natural),
		glasses: draws.chance("glasses", 0.17) ? sampleGlasses(draws) : null,
		body: sampleBody(draws, bearing),
		expression: {
			smile: draws.normal("expression.smile", 0.6, 0.4),
			browRaise: draws.normal("expression.browRaise", 0.25, 0.4),
			squint: Math.max(draws.normal("expression.squint", 0.2, 0.3), 0),
		},
	};
}

function sampleSkin(draws: PersonDraws, { age, tone, isPale }: Bearing): SkinParameters {
	return {
		tone,
		colour: skinColour(tone, draws.normal("skin.warmth", -0.2, 0.6)),
		blush: draws.uniform("skin.blush", 0.15, 0.75) * (1 - 0.5 * tone),
		freckles: isPale && draws.chance("skin.freckled", 0.25) ? draws.uniform("skin.freckles", 0.4, 1) : 0,
		age,
		gloss: draws.uniform("skin.gloss"),
	};
}

function sampleEyes(draws: PersonDraws, { build, tone, isDark }: Bearing): EyeParameters {
	const light = draws.chance("eyes.light", Math.max(0.62 - 0.9 * tone, 0.03));
	const iris = draws.pick("eyes.iris", IRIS, ...(light ? [4] : [0, isDark ? 2 : 4]));
	return {
		spacing: draws.normal("eyes.spacing", 1, 0.04),
		size: draws.normal("eyes.size", 1 - 0.02 * build, 0.04),
		opening: draws.normal("eyes.opening", 1 - 0.08 * build, 0.12),
		slantRadians: draws.normal("eyes.slant", 0.06, 0.05),
		depth: draws.normal("eyes.depth", 0.3 * build, 0.4),
		irisColour: iris,
		pupil: draws.uniform("eyes.pupil", 0.3, 0.48),
		lashes: Math.min(Math.max(draws.normal("eyes.lashes", 0.7 - 0.3 * build, 0.15), 0.2), 1),
	};
}

function sampleLips(draws: PersonDraws, { build, tone }: Bearing, skin: Rgb): Identity["lips"] {
	const natural: Rgb = [skin[0] * 0.8, skin[1] * 0.5, skin[2] * 0.52];
	const painted = draws.pick("lips.colour", LIPSTICK);
	const paint = build < 0 && draws.chance("lips.painted", 0.3) ? draws.uniform("lips.paint", 0.4, 0.9) : 0;
	return {
		width: draws.normal("lips.width", 1 + 0.03 * build, 0.08),
		upper: draws.normal("lips.upper", 1 - 0.15 * build + 0.35 * (tone - 0.4), 0.2),
		lower: draws.normal("lips.lower", 1 - 0.12 * build + 0.3 * (tone - 0.4), 0.16),
		colour: mixRgb(natural, painted, paint),
	};
}

const HEAVY_STYLES: Readonly<Partial<Record<HairStyle, number>>> = {
	bald: 1.2,
	buzz: 1.5,
	receding: 1.2,
	short: 3,
	swept: 2,
	quiff: 1.5,
	"curly-top": 1.4,
	bob: 0.3,
	long: 0.6,
	"long-curly": 0.3,
	bun: 0.4,
	ponytail: 0.2,
	afro: 0.7,
};
const SLENDER_STYLES: Readonly<Partial<Record<HairStyle, number>>> = {
	bald: 0.1,
	buzz: 0.3,
	short: 1,
	swept: 0.8,
	"curly-top": 0.6,
	bob: 2,
	bangs: 1.8,
	long: 2.6,
	"long-curly": 1.8,
	bun: 1.6,
	ponytail: 1.2,
	"space-buns": 0.5,
	afro: 0.8,
};

/** Styles that do not fit under a hat. */
const UNDER_A_HAT: Readonly<Partial<Record<HairStyle, number>>> = {
	quiff: 0,
	swept: 0,
	"curly-top": 0,
	bun: 0,
	ponytail: 0,
	"space-buns": 0,
	afro: 0,
};

function sampleHair(
	draws: PersonDraws,
	bearing: Bearing,
	restricted: Readonly<Partial<Record<HairStyle, number>>>,
): HairParameters {
	const { build, age } = bearing;
	const natural = sampleHairColour(draws, bearing);
	const style = draws.kind("hair.style", HAIR_STYLES, {
		...(build > 0 ? HEAVY_STYLES : SLENDER_STYLES),
		...restricted,
	});
	return {
		style,
		natural,
		colour: draws.chance("hair.dyed", build < 0 ? 0.06 : 0.01) ? draws.pick("hair.dye", HAIR_DYED) : natural,
		volume: draws.uniform("hair.volume"),
		length: draws.uniform("hair.length"),
		hairline: draws.normal("hair.hairline", 0.5 * age - 0.1, 0.4),
		parting: draws.uniform("hair.parting", -1, 1),
		curl: draws.uniform("hair.curl"),
		pattern: draws.uniform("hair.pattern", 0, 100),
	};
}

function sampleHairColour(draws: PersonDraws, { age, tone, isOld, isDark }: Bearing): Rgb {
	const dark = draws.chance("hair.dark", isDark ? 1 : 0.35 + 0.6 * tone);
	const natural = draws.pick("hair.natural", HAIR_NATURAL, ...(dark ? [0, isDark ? 3 : 5] : [3]));
	const grey = draws.pick("hair.grey", HAIR_GREY);
	return isOld
		? mixRgb(natural, grey, Math.min((age - 0.55) * 2.4, 1) * draws.uniform("hair.greying", 0.3, 1))
		: natural;
}

function sampleHeadwear(draws: PersonDraws, { build }: Bearing): HeadwearParameters {
	const kind = draws.kind("headwear.kind", HEADWEAR, {
		none: 0.88,
		beanie: 0.05,
		headscarf: build < 0 ? 0.07 : 0,
	});
	return { kind, colour: draws.pick("headwear.colour", CLOTH) };
}

function sampleBeard(draws: PersonDraws, { build }: Bearing, hair: Rgb): BeardParameters {
	const style =
		build > 0
			? draws.kind("beard.style", BEARD_STYLES, {
					none: 4,
					stubble: 2.2,
					moustache: 0.6,
					goatee: 0.8,
					short: 1.5,
					full: 1,
				})
			: ("none" as const);
	return { style, colour: scaleRgb(hair, 0.75), length: draws.uniform("beard.length") };
}

function sampleGlasses(draws: PersonDraws): GlassesParameters {
	return {
		colour: draws.pick("glasses.colour", FRAMES),
		width: draws.normal("glasses.width", 1, 0.06),
		height: draws.normal("glasses.height", 0.95, 0.1),
		squareness: draws.pick("glasses.squareness", [2, 2, 2.6, 3.4, 5]),
		rim: draws.uniform("glasses.rim", 0.0022, 0.0042),
	};
}

function sampleBody(draws: PersonDraws, { build }: Bearing): BodyParameters {
	return {
		neckWidth: draws.normal("body.neckWidth", 1 + 0.13 * build, 0.05),
		neckLength: draws.normal("body.neckLength", 1 - 0.05 * build, 0.05),
		shoulderWidth: draws.normal("body.shoulderWidth", 1 + 0.08 * build, 0.05),
		neckline: draws.kind("body.neckline", NECKLINES, {
			crew: 3,
			scoop: build < 0 ? 2 : 0.6,
			v: 1.6,
			turtleneck: 1,
			collar: 1.5,
			hood: 1,
		}),
		pattern: draws.chance("body.plain", 0.65) ? "plain" : draws.kind("body.pattern", CLOTH_PATTERNS),
		cloth: draws.pick("body.cloth", CLOTH),
		secondCloth: draws.pick("body.secondCloth", CLOTH),
	};
}
