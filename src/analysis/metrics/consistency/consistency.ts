/**
 * Multi-view consistency of a generator: people seen from two sides, each view moved into the other through its depth.
 *
 * The floor is not zero: colours between pixels are interpolated, and the depth of a soft surface is an expectation.
 */

import { trueAngles } from "../../../camera/angles.ts";
import { cameraLabel, splitLabel } from "../../../camera/label.ts";
import { cameraFromTrueAngles } from "../../../camera/orbit.ts";
import { concatBatch } from "../../../generator/batch.ts";
import type { Generator } from "../../../generator/generator.ts";
import { trainingOrbit } from "../../../generator/training-cameras.ts";
import { type View, viewOf } from "../../../generator/views.ts";
import type { ProgressListener } from "../../../host/progress.ts";
import { InputError } from "../../../tensor/errors.ts";
import type { Float32Tensor } from "../../../tensor/host-tensor.ts";
import { latentFromSeed } from "../../../tensor/latent.ts";
import { estimateOfMean, estimateOfShare, type MetricValue } from "../estimate.ts";
import { type Reprojection, type ReprojectionLimits, reproject } from "./reproject.ts";

export interface ConsistencyOptions {
	/** One person each. */
	readonly seeds: readonly number[];
	/** [3, 3] of both cameras, normalised by the image size. */
	readonly intrinsics: Float32Tensor;
	/** True angle between the two cameras about the pivot; half of it to each side of the middle. Default 20. */
	readonly angleDegrees?: number | undefined;
	readonly signal?: AbortSignal | undefined;
	readonly onProgress?: ProgressListener | undefined;
}

/** Estimates are means over people; of each, over both directions. */
export interface ImageConsistency {
	readonly error: MetricValue;
	readonly normalised: MetricValue;
	readonly overlap: MetricValue;
}

export interface Consistency {
	readonly angleDegrees: number;
	/** Share of people of whom the two cameras saw something in common. The others are in no mean. */
	readonly seen: MetricValue;
	/** `null` when there is nobody of that kind. */
	readonly raw: ImageConsistency | null;
	readonly image: ImageConsistency | null;
}

/** Where less of the light is stopped, a ray has hit nothing. */
const LEAST_OPACITY = 0.5;
/** In units of the box's side. */
const DEPTH_TOLERANCE = 0.01;
const EDGE = 0.04;

export async function measureConsistency(generator: Generator, options: ConsistencyOptions): Promise<Consistency> {
	const { seeds, signal, onProgress, angleDegrees = 20 } = options;
	const { boxWarp } = generator.config.rendering;
	const limits = { depthTolerance: DEPTH_TOLERANCE * boxWarp, edge: EDGE * boxWarp, leastOpacity: LEAST_OPACITY };
	const labels = labelPair(generator, options.intrinsics, angleDegrees);
	const people: { readonly raw: Reprojection; readonly image: Reprojection }[] = [];
	for (const [index, seed] of seeds.entries()) {
		onProgress?.({ stage: "consistency", fraction: index / seeds.length });
		const z = latentFromSeed(seed, generator.config.mapping.zDim);
		const ws = await generator.mapping(z, labels.middle, { signal });
		const views = await generator.render(await generator.planes(ws, { signal }), ws, labels.pair, { signal });
		people.push(bothDirections(views, labels.pair, limits));
	}
	const seen = people.filter(({ raw, image }) => raw.overlap > 0 && image.overlap > 0);
	return {
		angleDegrees,
		seen: estimateOfShare(seen.length, people.length),
		raw: seen.length === 0 ? null : imageConsistency(seen.map(({ raw }) => raw)),
		image: seen.length === 0 ? null : imageConsistency(seen.map(({ image }) => image)),
	};
}

function imageConsistency(people: readonly Reprojection[]): ImageConsistency {
	const over = (name: keyof Reprojection): MetricValue =>
		estimateOfMean(
			people.map((one) => one[name]),
			"items",
		);
	return { error: over("error"), normalised: over("normalised"), overlap: over("overlap") };
}

/** Cameras half the angle to each side, and the one in the middle, which the mapping sees. */
function labelPair(
	{ config }: Generator,
	intrinsics: Float32Tensor,
	angleDegrees: number,
): { readonly middle: Float32Tensor; readonly pair: Float32Tensor } {
	const orbit = trainingOrbit(config.rendering);
	const at = (yaw: number): Float32Tensor =>
		cameraLabel({ cam2world: cameraFromTrueAngles(trueAngles(yaw, 0), orbit), intrinsics });
	return { middle: at(0), pair: concatBatch([at(-angleDegrees / 2), at(angleDegrees / 2)]) };
}

function bothDirections(
	views: View,
	labels: Float32Tensor,
	limits: ReprojectionLimits,
): { readonly raw: Reprojection; readonly image: Reprojection } {
	const pair = (pick: (view: View) => Float32Tensor | null): Reprojection => {
		const [a, b] = [0, 1].map((index) => {
			const view = viewOf(views, index);
			const image = pick(view);
			if (!image) throw new InputError("consistency: the views have no super-resolved image");
			return { camera: splitLabel(labels, index), image, depth: view.imageDepth, opacity: view.opacity };
		}) as [Parameters<typeof reproject>[0], Parameters<typeof reproject>[0]];
		return meanOfTwo(reproject(a, b, limits), reproject(b, a, limits));
	};
	return { raw: pair((view) => view.imageRaw), image: pair((view) => view.image) };
}

/** One that has no overlap does not count. */
function meanOfTwo(a: Reprojection, b: Reprojection): Reprojection {
	if (a.overlap === 0) return b;
	if (b.overlap === 0) return a;
	return {
		overlap: (a.overlap + b.overlap) / 2,
		error: (a.error + b.error) / 2,
		normalised: (a.normalised + b.normalised) / 2,
	};
}
