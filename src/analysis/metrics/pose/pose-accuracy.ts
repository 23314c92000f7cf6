/**
 * Do generated people turn as they are told? The pose is estimated from features by a regression that was fitted to the
 * real images and their labels, and compared with the camera that was asked for. The estimator errs too: its error on real
 * images it has not seen is the floor, and numbers compare only with the same estimator.
 */

import { poseQuantities } from "../../../camera/pose-quantities.ts";
import type { Float32Tensor } from "../../../tensor/host-tensor.ts";
import type { Vec3 } from "../../../tensor/vec3.ts";
import { estimateRidge, fitRidge, type Regression } from "../../linear/ridge.ts";
import { estimateOfMean, type MetricValue } from "../estimate.ts";
import type { FeatureSet } from "../features/feature-set.ts";

/** Mean |estimated − asked for|, true degrees about the pivot. */
export interface PoseAccuracy {
	readonly yawError: MetricValue;
	readonly pitchError: MetricValue;
}

/** Share of the features' variance: keeps the estimator from learning single images by heart. */
const PENALTY = 0.03;

export interface PoseEstimator {
	readonly regression: Regression;
	readonly pivot: Vec3;
}

/** Fits the estimator to real images; needs labels that are cameras. */
export function fitPoseEstimator(features: FeatureSet, labels: readonly Float32Tensor[], pivot: Vec3): PoseEstimator {
	return { regression: fitRidge(features, posesOf(labels, pivot), PENALTY), pivot };
}

/** The error of images that were asked for with these labels. */
export function poseAccuracy(
	{ regression, pivot }: PoseEstimator,
	features: FeatureSet,
	labels: readonly Float32Tensor[],
): PoseAccuracy {
	const estimated = estimateRidge(regression, features);
	const asked = posesOf(labels, pivot);
	const [yawError, pitchError] = asked.map((values, quantity) =>
		estimateOfMean(
			values.map((value, index) => Math.abs(value - (estimated[quantity]?.[index] ?? Number.NaN))),
			"items",
		),
	) as [MetricValue, MetricValue];
	return { yawError, pitchError };
}

/** True yaw and pitch of each label, degrees. */
function posesOf(labels: readonly Float32Tensor[], pivot: Vec3): [yaw: number[], pitch: number[]] {
	const poses = labels.map(({ data }) => poseQuantities(data, pivot));
	return [poses.map((pose) => pose.trueYawDegrees), poses.map((pose) => pose.truePitchDegrees)];
}
