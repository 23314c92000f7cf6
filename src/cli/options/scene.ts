/** Options that say where the things of a class of one's own lie, and from where they are seen. */

import type { SceneChanges } from "../../generator/scene-changes.ts";
import { truth } from "./booleans.ts";
import { parseFov, parseRadius } from "./cameras.ts";
import { type OptionsOf, under, value } from "./fields.ts";
import { numberIn, parseVec3 } from "./numbers.ts";
import { parseRayLimits } from "./ray-limits.ts";

/** Where rays are sampled. @param fallbackText  what the defaults are */
function boxFields(fallbackText: string) {
	return {
		boxWarp: value("<side>", "side of the box about the origin, world units", numberIn({ above: 0 }), { fallbackText }),
		rayLimits: value(
			"<limits>",
			"nearest and farthest sample along a ray, world units, as in 2.25,3.3; box, where the ray passes through the " +
				"box; or published, those of --cfg",
			parseRayLimits,
			{ fallbackText },
		),
	};
}

export const BOX = boxFields("as --cfg says");

export const SCENE = under("A class of your own (docs/train-on-your-own-images.md):", {
	...boxFields("as --cfg says; limits reach around the whole box where box or radius are given"),
	radius: value("<x>", "distance of the cameras from the origin, world units", parseRadius, {
		fallbackText: "as --cfg says",
	}),
	pivot: value("<x,y,z>", "point that the cameras look at", parseVec3, { fallbackText: "as --cfg says" }),
	fovDeg: value("<degrees>", "field of view of the cameras, about the diagonal", parseFov),
	whiteBack: truth("the background is white", { fallbackText: "as --cfg says" }),
});

export type SceneOptions = OptionsOf<typeof SCENE>;

export function sceneChanges({ boxWarp, rayLimits, radius, pivot, fovDeg, whiteBack }: SceneOptions): SceneChanges {
	return { boxWarp, rayLimits, radius, pivot, fovDegrees: fovDeg, whiteBack };
}
