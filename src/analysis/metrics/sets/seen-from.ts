/** The part of a dataset that is seen from some sides only. */

import { poseQuantities } from "../../../camera/pose-quantities.ts";
import type { Dataset } from "../../../data/dataset.ts";
import { InputError } from "../../../tensor/errors.ts";
import type { Vec3 } from "../../../tensor/vec3.ts";
import type { DepthTruth } from "../depth/depth-truth.ts";

export interface SidedData {
	readonly dataset: Dataset;
	readonly depthTruth: DepthTruth | undefined;
}

/**
 * Items whose cameras stand at true yaws within the range, in the dataset's order.
 * @param degrees  from, to: true yaws about the pivot
 * @param pivot    world units
 * Throws `InputError` where fewer than four are left: there would be nothing to compare.
 */
export function seenFrom(
	{ dataset, depthTruth }: SidedData,
	degrees: readonly [number, number],
	pivot: Vec3,
): SidedData {
	const [from, to] = degrees;
	const kept = Array.from({ length: dataset.length }, (_, index) => index).filter((index) => {
		const { trueYawDegrees } = poseQuantities(dataset.label(index).data, pivot);
		return trueYawDegrees >= from && trueYawDegrees <= to;
	});
	if (kept.length < 4) {
		throw new InputError(
			`dataset '${dataset.name}': ${kept.length} of ${dataset.length} images are seen from yaws ${from} to ${to}°, want 4 at least`,
		);
	}
	const original = (index: number): number => kept[index] ?? dataset.length;
	return {
		dataset: {
			...{ name: dataset.name, resolution: dataset.resolution, hasLabels: dataset.hasLabels },
			length: kept.length,
			imageCount: kept.length,
			label: (index) => dataset.label(original(index)),
			item: async (index) => ({ ...(await dataset.item(original(index))), index }),
		},
		depthTruth: depthTruth && { item: (index, side) => depthTruth.item(original(index), side) },
	};
}
