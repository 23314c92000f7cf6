/** From a point on a part of the person to the light it sends to the camera. */

import type { Scene } from "../scene.ts";
import { PART, type Part } from "../shape/head.ts";
import { paintCloth, paintGlasses, paintHeadwear } from "./cloth.ts";
import { paintEye } from "./eye.ts";
import { paintBeard, paintHair } from "./hair.ts";
import { light } from "./lighting.ts";
import { paintSkin } from "./skin.ts";
import type { Surface } from "./surface.ts";

type Paint = (s: Surface, scene: Scene) => void;

const PAINTS: Readonly<Record<Exclude<Part, typeof PART.backdrop>, Paint>> = {
	[PART.skin]: (s, { identity, shape }) => paintSkin(s, identity, shape),
	[PART.eye]: (s, { identity, shape, gaze }) => paintEye(s, identity, shape.eye, s.x < 0 ? gaze.right : gaze.left),
	[PART.hair]: (s, { identity }) => paintHair(s, identity.hair),
	[PART.beard]: (s, { identity }) => paintBeard(s, identity.beard.colour, identity.hair.pattern),
	[PART.cloth]: (s, { identity }) => paintCloth(s, identity),
	[PART.glasses]: (s, { identity }) => paintGlasses(s, identity.glasses?.colour ?? [0, 0, 0]),
	[PART.headwear]: (s, { identity }) => paintHeadwear(s, identity),
};

/** Fills in the surface's colour, lit. The surface has its place, normal and direction to the camera already. */
export function shade(s: Surface, part: Exclude<Part, typeof PART.backdrop>, scene: Scene): void {
	s.tx = 0;
	s.ty = 0;
	s.tz = 0;
	s.occlusion = 1;
	PAINTS[part](s, scene);
	light(s, scene.shape.field, scene.rig);
}
