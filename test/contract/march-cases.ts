/** The cases that every version of the renderer is compared in: odd sizes, and every option at least once. */

import { fovToIntrinsics } from "../../src/camera/intrinsics.ts";
import { cameraFromPose } from "../../src/camera/orbit.ts";
import { EG3D_RULES, panoheadRules } from "../../src/rendering/field-rules.ts";
import type { MarchOptions, Rays } from "../../src/rendering/march/contract.ts";
import { type ImageSize, pixelRays } from "../../src/rendering/rays.ts";
import { float32Tensor } from "../../src/tensor/host-tensor.ts";
import { PUBLISHED_SIZES, type SyntheticFieldSpec } from "./synthetic-field.ts";

export interface MarchCase {
	/** Finishes the sentence "agrees with the reference …". */
	readonly name: string;
	readonly field: SyntheticFieldSpec;
	readonly rays: Rays;
	readonly options: MarchOptions;
	/** Seed of jitter and u, or `null` for none. */
	readonly noiseSeed: number | null;
}

/** FFHQ's limits with few samples, so that the reference is quick. */
export const BASE_OPTIONS: MarchOptions = {
	depthResolution: 12,
	depthResolutionImportance: 12,
	rayStart: 2.25,
	rayEnd: 3.3,
	disparitySpaceSampling: false,
	whiteBack: false,
};

const ODD_SIZES: SyntheticFieldSpec = { ...PUBLISHED_SIZES, channels: 5, hidden: 7, features: 3, height: 9, width: 14 };

/** Rays of a camera on the FFHQ orbit. */
export function orbitRays(size: ImageSize, yaw = 0.3, pitch = -0.2, fov = 18.837): Rays {
	const cam2world = cameraFromPose({ yaw, pitch }, { pivot: [0, 0, 0.2], radius: 2.7 });
	return pixelRays({ cam2world, intrinsics: fovToIntrinsics(fov) }, size);
}

/** Three rays from a camera inside the box: one ahead, one along an axis, one backwards. */
function raysFromInside(): Rays {
	return {
		origins: float32Tensor([3, 3], [0.1, 0, -0.1, 0, 0, 0, 0.2, 0.1, 0]),
		directions: float32Tensor([3, 3], [0.6, 0, -0.8, 0, 1, 0, 0, -0.6, 0.8]),
	};
}

/** Rays that all pass by the box. */
export function raysPastTheBox(): Rays {
	return {
		origins: float32Tensor([2, 3], [0, 0, 2.7, 3, 0, 0]),
		directions: float32Tensor([2, 3], [0, 1, 0, 0, 0, -1]),
	};
}

/** Masked at less than half of the box, so that many samples lie beyond. */
const MASKED_FIELD: SyntheticFieldSpec = { ...PUBLISHED_SIZES, rules: { ...EG3D_RULES, densityMask: 0.23 } };

const PANOHEAD_FIELD: SyntheticFieldSpec = {
	...PUBLISHED_SIZES,
	planeAxes: "panohead",
	triplaneDepth: 3,
	rules: panoheadRules(PUBLISHED_SIZES.boxWarp),
};

const SMALL: ImageSize = { width: 5, height: 4 };

/** A case that differs from the plain one only in what is given. */
function variant(
	name: string,
	changes: Partial<Omit<MarchCase, "name" | "options">> & Partial<MarchOptions>,
): MarchCase {
	const { field = PUBLISHED_SIZES, rays = orbitRays(SMALL), noiseSeed = 7, ...options } = changes;
	return { name, field, rays, noiseSeed, options: { ...BASE_OPTIONS, ...options } };
}

export const MARCH_CASES: readonly MarchCase[] = [
	variant("for a single ray", { rays: orbitRays({ width: 1, height: 1 }) }),
	variant("for 7 rays", { rays: orbitRays({ width: 7, height: 1 }) }),
	variant("for 33 × 5 rays", { rays: orbitRays({ width: 33, height: 5 }) }),
	variant("with the published number of samples", { depthResolution: 48, depthResolutionImportance: 48 }),
	variant("without noise", { noiseSeed: null }),
	variant("without noise, with the published number of samples", {
		noiseSeed: null,
		depthResolution: 48,
		depthResolutionImportance: 48,
	}),
	variant("without a fine pass", { depthResolutionImportance: 0 }),
	variant("with one coarse sample and nothing to see", { depthResolution: 1, depthResolutionImportance: 0 }),
	variant("with two coarse samples", { depthResolution: 2, depthResolutionImportance: 0 }),
	variant("with two coarse samples and one fine", { depthResolution: 2, depthResolutionImportance: 1 }),
	variant("with three coarse samples and five fine", { depthResolution: 3, depthResolutionImportance: 5 }),
	variant("with many more fine samples than coarse", { depthResolution: 5, depthResolutionImportance: 37 }),
	variant("with sample counts that fit no vector", { depthResolution: 13, depthResolutionImportance: 3 }),
	variant("on a white background", { whiteBack: true }),
	variant("with samples spaced in disparity", { disparitySpaceSampling: true }),
	variant("with samples spaced in disparity, without noise", { disparitySpaceSampling: true, noiseSeed: null }),
	variant("with orthogonal planes", { field: { ...PUBLISHED_SIZES, planeAxes: "orthogonal" } }),
	variant("with planes as PanoHead has them", { field: { ...PUBLISHED_SIZES, planeAxes: "panohead" } }),
	variant("with three slices as PanoHead has them", {
		field: { ...PUBLISHED_SIZES, planeAxes: "panohead", triplaneDepth: 3 },
	}),
	variant("with odd numbers of channels and planes that are not square", { field: ODD_SIZES }),
	variant("with odd sizes and orthogonal planes", { field: { ...ODD_SIZES, planeAxes: "orthogonal" } }),
	variant("with two slices", { field: { ...PUBLISHED_SIZES, triplaneDepth: 2 } }),
	variant("with three slices and orthogonal planes", {
		field: { ...PUBLISHED_SIZES, planeAxes: "orthogonal", triplaneDepth: 3 },
	}),
	variant("with five slices, odd sizes and a box that is larger than what is seen", {
		field: { ...ODD_SIZES, triplaneDepth: 5, boxWarp: 1.6 },
	}),
	variant("with three slices, orthogonal planes of odd sizes and rays that see past the box", {
		field: { ...ODD_SIZES, planeAxes: "orthogonal", triplaneDepth: 3 },
		rays: orbitRays(SMALL, 1.2, 0.4, 60),
	}),
	variant("with a mask that rays are beyond of", { field: MASKED_FIELD }),
	variant("with colours as they are decoded, on a white background", {
		field: { ...ODD_SIZES, rules: { ...EG3D_RULES, colourActivation: "none" } },
		whiteBack: true,
	}),
	variant("with features as they are composited, on a white background", {
		field: { ...PUBLISHED_SIZES, rules: { ...EG3D_RULES, colourRange: "decoded" } },
		whiteBack: true,
	}),
	variant("with all that PanoHead has", { field: PANOHEAD_FIELD }),
	variant("with all that PanoHead has, from the side, with rays that see past the box", {
		field: PANOHEAD_FIELD,
		rays: orbitRays(SMALL, 1.5, 0.1, 40),
	}),
	variant("with planes of a single texel", { field: { ...ODD_SIZES, height: 1, width: 1 } }),
	variant("with a box that reaches beyond the ray limits", { field: { ...PUBLISHED_SIZES, boxWarp: 1.6 } }),
	variant("with rays that see past the box", { rays: orbitRays(SMALL, 1.2, 0.4, 60) }),
	variant("with automatic limits", { rayStart: "auto", rayEnd: "auto" }),
	variant("with automatic limits where some rays miss the box", {
		rayStart: "auto",
		rayEnd: "auto",
		rays: orbitRays({ width: 9, height: 6 }, 0.8, 0.3, 60),
	}),
	variant("with automatic limits where no ray hits the box", {
		rayStart: "auto",
		rayEnd: "auto",
		rays: raysPastTheBox(),
		whiteBack: true,
	}),
	variant("with automatic limits from inside the box", { rayStart: "auto", rayEnd: "auto", rays: raysFromInside() }),
	variant("with automatic limits and samples spaced in disparity", {
		rayStart: "auto",
		rayEnd: "auto",
		disparitySpaceSampling: true,
		rays: orbitRays({ width: 6, height: 5 }, -0.5, 0.1, 40),
	}),
];
