/** All metrics over features of one extractor: a set of images against the reference. */

import type { Float32Tensor } from "../../tensor/host-tensor.ts";
import { frechetDistance, frechetOfMoments, type PreparedMoments, prepareMoments } from "./distances/frechet.ts";
import { kernelDistance } from "./distances/kernel.ts";
import { momentsOf } from "./distances/moments.ts";
import { precisionRecall } from "./distances/precision-recall.ts";
import { estimateByJackknife, type MetricValue } from "./estimate.ts";
import { type FeatureSet, featuresOf } from "./features/feature-set.ts";
import type { FeatureMetric, FeatureSource } from "./metric-names.ts";
import { type PoseEstimator, poseAccuracy } from "./pose/pose-accuracy.ts";

/** Named numbers. */
export type Measured = Readonly<Record<string, MetricValue>>;

/** What a set is compared with. */
export interface Reference {
	readonly features: FeatureSet;
	/** `null` unless the Fréchet distance is wanted. */
	readonly moments: PreparedMoments | null;
	/** `null` unless the accuracy of poses is wanted. */
	readonly pose: PoseEstimator | null;
	readonly seed: number;
}

/** Groups of the jackknife; with more features than this none is made, as each takes minutes. */
const GROUPS = 10;
const MOST_FEATURES_OF_JACKKNIFE = 512;

/** @param labels  cameras [25] that the images were asked for with; only for poses */
export function compareFeatures(
	kinds: readonly FeatureMetric[],
	source: FeatureSource,
	reference: Reference,
	set: FeatureSet,
	labels: readonly Float32Tensor[],
): Measured {
	const compare: Readonly<Record<FeatureMetric, () => Measured>> = {
		fd: () => ({ [`fd-${source}`]: frechet(reference, set) }),
		kd: () => ({ [`kd-${source}`]: kernelDistance(reference.features, set, { seed: reference.seed }) }),
		pr: () => {
			const { precision, recall } = precisionRecall(reference.features, set);
			return { [`precision-${source}`]: precision, [`recall-${source}`]: recall };
		},
		pose: (): Measured => {
			if (!reference.pose) return {};
			const { yawError, pitchError } = poseAccuracy(reference.pose, set, labels);
			return { [`pose-${source}-yaw`]: yawError, [`pose-${source}-pitch`]: pitchError };
		},
	};
	return Object.assign({}, ...kinds.map((kind) => compare[kind]())) as Measured;
}

/** With an interval from leaving out a tenth of both sets after the other. */
function frechet({ features, moments }: Reference, set: FeatureSet): MetricValue {
	const value = frechetOfMoments(moments ?? prepareMoments(momentsOf(features)), prepareMoments(momentsOf(set)));
	const groups = Math.min(features.count, set.count) >= 4 * GROUPS ? GROUPS : 0;
	if (features.dimension > MOST_FEATURES_OF_JACKKNIFE) return estimateByJackknife(value, []);
	const without = Array.from({ length: groups }, (_, group) =>
		frechetDistance(withoutGroup(features, group), withoutGroup(set, group)),
	);
	return estimateByJackknife(value, without);
}

function withoutGroup(set: FeatureSet, group: number): FeatureSet {
	const kept = Array.from({ length: set.count }, (_, index) => index).filter((index) => index % GROUPS !== group);
	return featuresOf(set, kept);
}
