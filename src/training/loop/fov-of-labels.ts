/** The field of view of the cameras of a training set. */

import { publishedFovDegrees } from "../../camera/intrinsics.ts";
import { cameraOfNumbers } from "../../camera/label.ts";
import type { Dataset } from "../../data/dataset.ts";
import type { TrainingFov } from "../../rendering/rendering-config.ts";

/** Labels that are looked at, spread over the set. */
const LOOKED_AT = 1000;
/** Cameras are alike where nine tenths of them are within this share of the median. */
const ALIKE = 0.02;

/** `undefined` where there are no labels, or cameras differ. */
export function fovOfLabels(dataset: Pick<Dataset, "length" | "label">): TrainingFov | undefined {
	const count = Math.min(LOOKED_AT, dataset.length);
	const fovs = Array.from({ length: count }, (_, place) => {
		const { data } = dataset.label(Math.floor((place * dataset.length) / count));
		return publishedFovDegrees(cameraOfNumbers(data).intrinsics);
	}).sort((one, other) => one - other);
	const at = (share: number): number => fovs[Math.floor(share * (count - 1))] ?? Number.NaN;
	const median = at(0.5);
	const spread = Math.max(at(0.95) - median, median - at(0.05));
	// without labels the focal length is 0, and the field of view 180
	if (!(median > 0 && median < 179 && spread <= ALIKE * median)) return undefined;
	return { degrees: median, source: "the network" };
}
