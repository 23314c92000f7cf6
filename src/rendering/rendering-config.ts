/** How a network's volume is rendered: what its training fixed, read from its checkpoint. */

import type { AngleRanges } from "../camera/angles.ts";
import type { FieldRules } from "./field-rules.ts";
import type { PlaneAxes } from "./plane-axes.ts";

/** The field of view of a network's training cameras, and who says so. */
export interface TrainingFov {
	/** As the published scripts count it: about the diagonal. */
	readonly degrees: number;
	/** For people: "the network", "its training set 'cars_train.zip'", "preset ffhq512-128". */
	readonly source: string;
}

/** Defaults of the renderer as the network was trained (eg3d.md §5, §7). */
export interface RenderingConfig {
	readonly depthResolution: number;
	readonly depthResolutionImportance: number;
	readonly rayStart: number | "auto";
	readonly rayEnd: number | "auto";
	/** Side of the cube covered by the planes, world units. */
	readonly boxWarp: number;
	readonly disparitySpaceSampling: boolean;
	readonly whiteBack: boolean;
	readonly planeAxes: PlaneAxes;
	/** Slices of each plane: 1 for tri-planes, more for tri-grids (An et al. 2023, PanoHead §3.2; `triplane_depth`). */
	readonly triplaneDepth: number;
	readonly rules: FieldRules;
	/** Radius of the camera's orbit around the origin, world units. */
	readonly avgCameraRadius: number;
	/** Point the cameras look at, world units. */
	readonly avgCameraPivot: readonly [number, number, number];
	/** Where the checkpoint tells it; published ones do not (`trainingFov` in generator/training-cameras.ts). */
	readonly trainingFov?: TrainingFov | undefined;
	/**
	 * From where nine tenths of the training set's cameras looked, true angles about the pivot, where the checkpoint tells it;
	 * published ones do not.
	 */
	readonly trainingViews?: AngleRanges | undefined;
}
