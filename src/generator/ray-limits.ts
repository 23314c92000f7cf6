/**
 * Where rays begin and end, and whether the box lies within.
 *
 * Published networks have fixed limits that fit the distance of their training cameras (FFHQ: 2.25 to 3.3 from 2.7).
 * They do not follow a camera that moves closer or away, so that pictures turn into grey smears; the limits stay as
 * published unless asked otherwise, but what they leave out is measured here.
 */

import { frameOf } from "../camera/cam2world.ts";
import type { MarchOptions } from "../rendering/march/contract.ts";
import type { RenderingConfig } from "../rendering/rendering-config.ts";
import { InputError } from "../tensor/errors.ts";
import type { Float32Tensor } from "../tensor/host-tensor.ts";
import { lengthVec3 } from "../tensor/vec3.ts";

/** The network's own, the entry and exit of each ray into the box, or distances along the unit ray, world units. */
export type RayLimitChoice = "published" | "box" | readonly [near: number, far: number];

/** What a camera sees of the sphere in the box, where people are. */
export interface BoxCoverage {
	/** From the camera to the sphere of radius boxWarp / 2 and through it, world units. */
	readonly near: number;
	readonly far: number;
	/** Of the way through the sphere that is nearer than rays begin or farther than they end, 0 to 1. */
	readonly outside: number;
}

/** The march options that limits mean. Throws `InputError` unless limits in numbers ascend from 0. */
export function rayLimitOptions(limits: RayLimitChoice): Partial<MarchOptions> {
	if (limits === "published") return {};
	if (limits === "box") return { rayStart: "auto", rayEnd: "auto" };
	const [rayStart, rayEnd] = limits;
	if (!(rayStart >= 0 && rayEnd > rayStart && Number.isFinite(rayEnd))) {
		throw new InputError(`ray limits ${rayStart}, ${rayEnd}: want two distances that ascend from 0, in world units`);
	}
	return { rayStart, rayEnd };
}

/**
 * How much of the box the network's own ray limits leave out for a camera.
 * @param label  [1, 25]
 */
export function boxCoverage(
	label: Float32Tensor,
	{ rayStart, rayEnd, boxWarp }: Pick<RenderingConfig, "rayStart" | "rayEnd" | "boxWarp">,
): BoxCoverage {
	const distance = lengthVec3(frameOf(label.data).position);
	const near = Math.max(distance - boxWarp / 2, 0);
	const far = distance + boxWarp / 2;
	if (rayStart === "auto" || rayEnd === "auto") return { near, far, outside: 0 };
	const inside = Math.max(Math.min(far, rayEnd) - Math.max(near, rayStart), 0);
	return { near, far, outside: 1 - inside / (far - near) };
}
