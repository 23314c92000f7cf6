/** The part of a configuration that stands in `rendering_kwargs`: how people are conditioned, and how rays are marched. */

import { FFHQ_ORBIT } from "../camera/orbit.ts";
import type { NetworkDescription } from "../checkpoint/description.ts";
import type { ConditioningConfig } from "../networks/config.ts";
import {
	COLOUR_ACTIVATIONS,
	COLOUR_RANGES,
	EG3D_RULES,
	type FieldRules,
	panoheadRules,
} from "../rendering/field-rules.ts";
import { type PlaneAxes, parsePlaneAxes, planeAxesOfMatrices } from "../rendering/plane-axes.ts";
import type { RenderingConfig } from "../rendering/rendering-config.ts";
import { trainingCamerasOf } from "./camera-keys.ts";
import { panoheadSigns } from "./family-member.ts";
import type { PlainReader } from "./plain-reader.ts";

const LARGEST_SAMPLE_COUNT = 4096;
const MOST_SLICES = 64;
/** World units. */
const LARGEST_LENGTH = 1e6;

/** Where cameras of the published scripts look if a network does not name a pivot; they stand as FFHQ's do. */
const PUBLISHED_PIVOT = [0, 0, 0] as const;

/** Without `c_scale` the published code multiplies by 0; where zeros are shown anyway, it does not matter. */
export function readConditioning(rendering: PlainReader): ConditioningConfig {
	const zero = rendering.boolean("c_gen_conditioning_zero");
	return { scale: zero && rendering.value("c_scale") === null ? 0 : rendering.number("c_scale", 0), zero };
}

/** What the options say, else what the renderer itself says, else the published layout. */
function readPlaneAxes({ tensorAttributes }: NetworkDescription, rendering: PlainReader): PlaneAxes {
	const own = tensorAttributes.get("renderer.plane_axes");
	const named = rendering.value("plane_axes");
	return own && named === null ? planeAxesOfMatrices(own) : parsePlaneAxes(named);
}

/** Limits, samples, box and cameras. */
export function readRendering(description: NetworkDescription, rendering: PlainReader): RenderingConfig {
	rendering.choice("clamp_mode", ["softplus"], "softplus");
	const boxWarp = rendering.length("box_warp", LARGEST_LENGTH);
	const [x = 0, y = 0, z = 0] = rendering.numbers("avg_camera_pivot", 3, PUBLISHED_PIVOT);
	return {
		depthResolution: rendering.integer("depth_resolution", 1, LARGEST_SAMPLE_COUNT),
		depthResolutionImportance: rendering.integer("depth_resolution_importance", 0, LARGEST_SAMPLE_COUNT),
		...rayLimits(rendering),
		boxWarp,
		disparitySpaceSampling: rendering.boolean("disparity_space_sampling", false),
		whiteBack: rendering.boolean("white_back", false),
		planeAxes: readPlaneAxes(description, rendering),
		triplaneDepth: rendering.integer("triplane_depth", 1, MOST_SLICES, 1),
		rules: readRules(description, rendering, boxWarp),
		avgCameraRadius: rendering.length("avg_camera_radius", LARGEST_LENGTH, FFHQ_ORBIT.radius),
		avgCameraPivot: [x, y, z],
		...trainingCamerasOf(rendering),
	};
}

/** What the options say, else what the member of the family has. A mask of 0 is none. */
function readRules(description: NetworkDescription, rendering: PlainReader, boxWarp: number): FieldRules {
	const own = panoheadSigns(description).length > 0 ? panoheadRules(boxWarp) : EG3D_RULES;
	const mask = rendering.number("density_mask", own.densityMask ?? 0);
	return {
		densityMask: mask === 0 ? null : rendering.length("density_mask", LARGEST_LENGTH, mask),
		colourActivation: rendering.choice("decoder_activation", COLOUR_ACTIVATIONS, own.colourActivation),
		colourRange: rendering.choice("colour_range", COLOUR_RANGES, own.colourRange),
	};
}

function rayLimits(rendering: PlainReader): Pick<RenderingConfig, "rayStart" | "rayEnd"> {
	if (rendering.value("ray_start") === "auto" && rendering.value("ray_end") === "auto") {
		return { rayStart: "auto", rayEnd: "auto" };
	}
	return { rayStart: rendering.number("ray_start"), rayEnd: rendering.number("ray_end") };
}
