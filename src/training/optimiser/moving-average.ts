/** The moving average of the generator's weights, `G_ema`: the network that is used (Karras et al. 2018, 2020). */

import { InputError, ShapeError } from "../../tensor/errors.ts";
import type { TrainingSettings } from "../settings.ts";

/** Half-life of a weight, thousands of images, and the share of the images so far that it is at most; 0 for no limit. */
export type MovingAverageOptions = Pick<TrainingSettings, "emaKimg" | "emaRampup">;

/**
 * How much of the old average stays after a step.
 * @param images  shown to the discriminator before this step ("cur_nimg")
 * @param batch   images of this step
 */
export function averageShare({ emaKimg, emaRampup }: MovingAverageOptions, images: number, batch: number): number {
	if (!(images >= 0 && batch > 0))
		throw new InputError(`averageShare: ${images} images, batch ${batch}, want ≥ 0 and > 0`);
	const halfLife = Math.min(emaKimg * 1000, emaRampup === 0 ? Number.POSITIVE_INFINITY : images * emaRampup);
	return 0.5 ** (batch / Math.max(halfLife, 1e-8));
}

/** Moves `average` towards `values`, in place: `values + share · (average − values)`. Throws `ShapeError` on lengths. */
export function moveAverage(average: Float32Array, values: Float32Array, share: number): void {
	if (average.length !== values.length) {
		throw new ShapeError(`moveAverage: ${average.length} averages of ${values.length} values, want as many of each`);
	}
	for (let index = 0; index < values.length; index++) {
		const value = values[index] ?? 0;
		average[index] = value + share * ((average[index] ?? 0) - value);
	}
}
