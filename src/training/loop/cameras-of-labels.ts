/** What the labels of a training set say of its cameras. */

import { type AngleRanges, usualAngles } from "../../camera/angles.ts";
import { frameOf } from "../../camera/cam2world.ts";
import { publishedFovDegrees } from "../../camera/intrinsics.ts";
import { type Camera, cameraOfNumbers } from "../../camera/label.ts";
import { trueAnglesOfOrigin } from "../../camera/orbit.ts";
import type { Dataset } from "../../data/dataset.ts";
import type { TrainingFov } from "../../rendering/rendering-config.ts";
import type { Vec3 } from "../../tensor/vec3.ts";

type Labelled = Pick<Dataset, "length" | "label">;

/** Labels that are looked at, spread over the set. */
const LOOKED_AT = 1000;
/** Cameras are alike where nine tenths of them are within this share of the median. */
const ALIKE = 0.02;

/** Cameras of labels spread over the set; those without one are left out. */
function camerasOf(dataset: Labelled): Camera[] {
	const count = Math.min(LOOKED_AT, dataset.length);
	const cameras = Array.from({ length: count }, (_, place) =>
		cameraOfNumbers(dataset.label(Math.floor((place * dataset.length) / count)).data),
	);
	// without labels the focal length is 0
	return cameras.filter(({ intrinsics }) => (intrinsics.data[0] ?? 0) > 0);
}

/** From where nine tenths of the cameras look at `pivot`; `undefined` where there are no labels. */
export function viewsOfLabels(dataset: Labelled, pivot: Vec3): AngleRanges | undefined {
	const cameras = camerasOf(dataset);
	if (cameras.length === 0) return undefined;
	return usualAngles(cameras.map(({ cam2world }) => trueAnglesOfOrigin(frameOf(cam2world.data).position, pivot)));
}

/** The field of view; `undefined` where there are no labels, or cameras differ. */
export function fovOfLabels(dataset: Labelled): TrainingFov | undefined {
	const fovs = camerasOf(dataset)
		.map(({ intrinsics }) => publishedFovDegrees(intrinsics))
		.sort((one, other) => one - other);
	const count = fovs.length;
	const at = (share: number): number => fovs[Math.floor(share * (count - 1))] ?? Number.NaN;
	const median = at(0.5);
	const spread = Math.max(at(0.95) - median, median - at(0.05));
	if (!(median > 0 && median < 179 && spread <= ALIKE * median)) return undefined;
	return { degrees: median, source: "the network" };
}
