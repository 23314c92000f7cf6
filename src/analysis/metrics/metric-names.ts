/** What can be measured. */

import { InputError } from "../../tensor/errors.ts";

/**
 * `fd` Fréchet distance, `kd` kernel distance, `pr` precision and recall, `pose` accuracy of the pose: over the features of
 * the random network, or of a detector that is given.
 */
export const METRICS = [
	"fd-random",
	"kd-random",
	"pr-random",
	"pose-random",
	"fd-detector",
	"kd-detector",
	"pr-detector",
	"pose-detector",
	"consistency",
	"depth",
] as const;
export type MetricName = (typeof METRICS)[number];

/** What `--metrics` takes when nothing is said. */
export const DEFAULT_METRICS: readonly MetricName[] = ["fd-random", "kd-random", "pr-random", "consistency"];

export type FeatureSource = "random" | "detector";
export type FeatureMetric = "fd" | "kd" | "pr" | "pose";

/** The metrics over features among `names`, by where the features come from. */
export function featureMetrics(names: readonly MetricName[], source: FeatureSource): FeatureMetric[] {
	return (["fd", "kd", "pr", "pose"] as const).filter((kind) => names.includes(`${kind}-${source}`));
}

/** Names in a fixed order, each once. Throws `InputError` for one that is none. */
export function parseMetrics(text: string): MetricName[] {
	const wanted = text.split(",").map((part) => part.trim());
	const unknown = wanted.find((part) => !METRICS.some((name) => name === part));
	if (unknown !== undefined) throw new InputError(`metrics: '${unknown}' is not one of ${METRICS.join(", ")}`);
	return METRICS.filter((name) => wanted.includes(name));
}
