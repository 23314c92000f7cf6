/** Clothes, hats, spectacles. */

import type { Rgb } from "../colour.ts";
import { fractalNoise } from "../field/noise.ts";
import { smoothStep } from "../field/smooth.ts";
import type { ClothPattern, Identity } from "../identity/identity.ts";
import type { Surface } from "./surface.ts";

/** Share of the second colour at a point. */
const PATTERNS: Readonly<Record<ClothPattern, (s: Surface) => number>> = {
	plain: () => 0,
	stripes: (s) => smoothStep(-0.15, 0.15, Math.sin(s.x * 130)),
	bands: (s) => smoothStep(-0.15, 0.15, Math.sin(s.y * 170 + s.x * s.x * 60)),
	yoke: (s) => smoothStep(-0.345, -0.34, s.y + s.x * s.x * 0.5),
};

export function paintCloth(s: Surface, { body }: Identity): void {
	const share = PATTERNS[body.pattern](s);
	const weave = 1 + 0.07 * fractalNoise(s.x * 60, s.y * 60, s.z * 60);
	paintMatt(s, body.cloth, weave * (1 - share));
	s.red += body.secondCloth[0] * share * weave;
	s.green += body.secondCloth[1] * share * weave;
	s.blue += body.secondCloth[2] * share * weave;
}

export function paintHeadwear(s: Surface, { headwear }: Identity): void {
	const knit =
		headwear.kind === "beanie"
			? 1 + 0.1 * Math.sin(Math.atan2(s.x, s.z) * 60)
			: 1 + 0.1 * fractalNoise(s.x * 14, s.y * 30, s.z * 14);
	paintMatt(s, headwear.colour, knit);
}

export function paintGlasses(s: Surface, colour: Rgb): void {
	paintMatt(s, colour, 1);
	s.specular = 0.6;
	s.gloss = 40;
}

function paintMatt(s: Surface, colour: Rgb, factor: number): void {
	s.red = colour[0] * factor;
	s.green = colour[1] * factor;
	s.blue = colour[2] * factor;
	s.specular = 0.04;
	s.gloss = 8;
	s.wrap = 0.3;
}
