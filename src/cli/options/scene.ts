/** Options that say where the things of a class of one's own lie, and from where they are seen. */

import type { Command } from "@commander-js/extra-typings";
import type { RayLimitChoice } from "../../generator/ray-limits.ts";
import type { SceneChanges } from "../../generator/scene-changes.ts";
import { parseBool } from "./booleans.ts";
import { parseFov, parseRadius } from "./cameras.ts";
import { parseNumber, parseVec3 } from "./numbers.ts";
import { parseRayLimits } from "./ray-limits.ts";

export interface SceneOptions {
	/** Side of the box, world units. */
	readonly boxWarp?: number | undefined;
	readonly rayLimits?: RayLimitChoice | undefined;
	readonly radius?: number | undefined;
	readonly pivot?: readonly [number, number, number] | undefined;
	readonly fovDeg?: number | undefined;
	readonly whiteBack?: boolean | undefined;
}

/** Names of the options, as commander keeps them. */
export const SCENE_OPTIONS = ["boxWarp", "rayLimits", "radius", "pivot", "fovDeg", "whiteBack"] as const;

/** Declares the options that say where rays are sampled. */
export function addBoxOptions(command: Command, defaults: string): void {
	command
		.option("--box-warp <side>", `side of the box about the origin, world units (default: ${defaults})`, parseLength)
		.option(
			"--ray-limits <limits>",
			"nearest and farthest sample along a ray, world units, as in 2.25,3.3; box, where the ray passes through the " +
				`box; or published, those of --cfg (default: ${defaults})`,
			parseRayLimits,
		);
}

/** Declares all of them, under a heading of their own. */
export function addSceneOptions(command: Command): void {
	command.optionsGroup("A class of your own (docs/train-on-your-own-images.md):");
	addBoxOptions(command, "as --cfg says; limits reach around the whole box where box or radius are given");
	command
		.option(
			"--radius <x>",
			"distance of the cameras from the origin, world units (default: as --cfg says)",
			parseRadius,
		)
		.option("--pivot <x,y,z>", "point that the cameras look at (default: as --cfg says)", parseVec3)
		.option("--fov-deg <degrees>", "field of view of the cameras, about the diagonal", parseFov)
		.option("--white-back [bool]", "the background is white (default: as --cfg says)", parseBool);
}

export function sceneChanges({ boxWarp, rayLimits, radius, pivot, fovDeg, whiteBack }: SceneOptions): SceneChanges {
	return { boxWarp, rayLimits, radius, pivot, fovDegrees: fovDeg, whiteBack };
}

/** `true` and `false` as text too: what is absent and what is false are different here. */
export function sceneArguments(options: SceneOptions): Readonly<Record<string, unknown>> {
	const { boxWarp, rayLimits, radius, pivot, fovDeg, whiteBack } = options;
	return { boxWarp, rayLimits, radius, pivot, fovDeg, whiteBack: whiteBack === undefined ? undefined : `${whiteBack}` };
}

function parseLength(text: string): number {
	return parseNumber(text, { above: 0 });
}
