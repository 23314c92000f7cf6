/** A class of one's own in place of faces: how large its box is, and from where and how wide its cameras see it. */

import { isFieldOfView } from "../camera/intrinsics.ts";
import type { RenderingConfig } from "../rendering/rendering-config.ts";
import { InputError } from "../tensor/errors.ts";
import type { Vec3 } from "../tensor/vec3.ts";
import type { RayLimitChoice } from "./ray-limits.ts";

/** What is not given stays as the configuration has it. */
export interface SceneChanges {
	/** Side of the cube about the origin that the planes cover, world units. */
	readonly boxWarp?: number | undefined;
	/**
	 * `published` are those of the configuration. Where left out and box or radius are given: far enough for the whole box
	 * from every side.
	 */
	readonly rayLimits?: RayLimitChoice | undefined;
	/** Distance of the cameras from the origin, world units. */
	readonly radius?: number | undefined;
	/** Point that they look at, world units. */
	readonly pivot?: Vec3 | undefined;
	/** Field of view of the cameras, degrees, as the published scripts count it: about the diagonal. */
	readonly fovDegrees?: number | undefined;
	/** Light that passes through arrives white instead of black. */
	readonly whiteBack?: boolean | undefined;
}

/** Nearest sample that is chosen without being asked for, world units: that of the published ShapeNet networks. */
const NEAREST = 0.1;
const DIGITS = 1e4;

/** Throws `InputError` for numbers that no camera and no box can have. */
export function changeScene(rendering: RenderingConfig, changes: SceneChanges): RenderingConfig {
	const { pivot, fovDegrees, whiteBack } = changes;
	const boxWarp = positive("box", changes.boxWarp ?? rendering.boxWarp);
	const avgCameraRadius = positive("radius", changes.radius ?? rendering.avgCameraRadius);
	if (fovDegrees !== undefined && !isFieldOfView(fovDegrees)) {
		throw new InputError(`presetConfig: a field of view of ${fovDegrees} degrees, want more than 0 and less than 180`);
	}
	return {
		...rendering,
		boxWarp,
		avgCameraRadius,
		...rayLimits(rendering, boxWarp, avgCameraRadius, changes),
		...(pivot ? { avgCameraPivot: pivot } : {}),
		...(fovDegrees === undefined ? {} : { trainingFov: { degrees: fovDegrees, source: "the network" } }),
		...(whiteBack === undefined ? {} : { whiteBack }),
	};
}

function rayLimits(
	rendering: RenderingConfig,
	boxWarp: number,
	radius: number,
	{ rayLimits: limits, ...changes }: SceneChanges,
): Pick<RenderingConfig, "rayStart" | "rayEnd"> {
	if (limits === "published") return { rayStart: rendering.rayStart, rayEnd: rendering.rayEnd };
	if (limits === "box") return { rayStart: "auto", rayEnd: "auto" };
	if (limits) {
		const [rayStart, rayEnd] = limits;
		if (rayStart >= 0 && rayEnd > rayStart && Number.isFinite(rayEnd)) return { rayStart, rayEnd };
		throw new InputError(`presetConfig: ray limits ${rayStart},${rayEnd}, want two distances, the nearer one first`);
	}
	const { rayStart, rayEnd } = rendering;
	if (changes.boxWarp === undefined && changes.radius === undefined) return { rayStart, rayEnd };
	const corner = (boxWarp * Math.sqrt(3)) / 2;
	return { rayStart: rounded(Math.max(NEAREST, radius - corner)), rayEnd: rounded(radius + corner) };
}

function positive(what: string, value: number): number {
	if (value > 0 && Number.isFinite(value)) return value;
	throw new InputError(`presetConfig: ${what} ${value}, want a length above 0`);
}

function rounded(value: number): number {
	return Math.round(value * DIGITS) / DIGITS;
}
