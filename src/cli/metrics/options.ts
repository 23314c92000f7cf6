/** Options of `triplane metrics`. */

import { InvalidArgumentError } from "@commander-js/extra-typings";
import { DEFAULT_METRICS, METRICS, type MetricName, parseMetrics } from "../../analysis/metrics/metric-names.ts";
import { parseRange } from "../options/experiments.ts";
import { flag, type OptionsOf, text, value } from "../options/fields.ts";
import { whole } from "../options/numbers.ts";
import { TRUNC } from "../options/rendering.ts";
import { parseSeed } from "../options/seeds.ts";
import { MACHINE, NETWORK, SAID } from "../options/shared.ts";
import { parseData } from "../train/data-request.ts";

export const METRICS_COMMAND = {
	...NETWORK,
	data: value(
		"<source>",
		"what to compare with: a folder or zip of the network's resolution, or heads:<poses>,<gaze>[,seed=<n>][,count=<n>] for synthetic people",
		parseData,
		{ isRequired: true },
	),
	metrics: value<readonly MetricName[]>("<list>", `separated by commas, of ${METRICS.join(", ")}`, parseMetricNames, {
		fallback: DEFAULT_METRICS,
	}),
	count: value("<n>", "images of each set", whole(2, 1_000_000), { fallback: 1000 }),
	seed: value("<seed>", "of the first person; decides the real images and cameras, too", parseSeed, { fallback: 0 }),
	repeats: value("<n>", "sets of generated people, whose scatter gives the intervals", whole(1, 1000), { fallback: 1 }),
	people: value("<n>", "people whose consistency is measured", whole(1, 100_000), { fallback: 32 }),
	...TRUNC,
	yawRange: value("<from,to>", "compare only what is seen from these true yaws, degrees", parseRange, {
		fallbackText: "all",
	}),
	detector: text("<file>", "feature extractor, ONNX; <file>.json beside it says what it wants of images"),
	bounds: flag("also measure real images that are held out (floor), and blurred means of real ones (ceiling)"),
	...SAID,
	...MACHINE,
};

export type MetricsCommandOptions = OptionsOf<typeof METRICS_COMMAND>;

/** Names of metrics, separated by commas. */
export function parseMetricNames(words: string): readonly MetricName[] {
	try {
		return parseMetrics(words);
	} catch (error) {
		throw new InvalidArgumentError(error instanceof Error ? error.message : String(error));
	}
}
