/** Metrics of the networks at snapshots (`--metrics`), against the images that the run is trained on. */

import type { FeatureExtractor } from "../../analysis/metrics/features/extractor.ts";
import { randomExtractor } from "../../analysis/metrics/features/random-extractor.ts";
import type { MetricName } from "../../analysis/metrics/metric-names.ts";
import { MetricSuite } from "../../analysis/metrics/suite.ts";
import { Generator } from "../../generator/generator.ts";
import type { InferenceRuntime } from "../../host/inference-runtime.ts";
import type { GeneratorConfig } from "../../networks/config.ts";
import { nodeWorkerPool } from "../../platform/node/worker-pool.ts";
import { chooseMarcher } from "../../rendering/march/choose-marcher.ts";
import type { SnapshotListener } from "../../training/loop/network-snapshot.ts";
import { type DetectorFile, openDetector } from "../metrics/detector.ts";
import type { TrainingImages } from "./data.ts";

export interface MeasureOptions {
	readonly metrics: readonly MetricName[];
	/** Images of each set. */
	readonly count: number;
	/** Feature extractor for the metrics of a detector. */
	readonly detector: string | undefined;
	readonly threads: number | undefined;
}

export interface Measures extends AsyncDisposable {
	/** None where no metrics are wanted. */
	readonly listeners: readonly SnapshotListener[];
}

/** Real images and random numbers are the same at every snapshot. */
const SEED = 0;

/** Rejects with `InputError` where a metric lacks what it needs. */
export async function openMeasures(
	{ dataset, depthTruth }: Pick<TrainingImages, "dataset" | "depthTruth">,
	{ rendering }: GeneratorConfig,
	runtime: InferenceRuntime,
	{ metrics, count, detector, threads }: MeasureOptions,
): Promise<Measures> {
	if (metrics.length === 0) return { listeners: [], [Symbol.asyncDispose]: async () => undefined };
	const random = randomExtractor(runtime);
	const opened = detector === undefined ? null : await openDetector(detector, runtime);
	const suite = new MetricSuite(
		{ dataset, depthTruth, extractors: extractorsOf(random, opened) },
		{ metrics, count, seed: SEED, pivot: rendering.avgCameraPivot },
	);
	const measure: SnapshotListener = async ({ config, weights }) => {
		const { marcher } = await chooseMarcher({ runtime, threads, workers: nodeWorkerPool() });
		await using generator = new Generator({ config, weights, runtime, marcher });
		const measured = await suite.measure(generator);
		return new Map(Object.entries(measured).map(([name, { value }]) => [`Metrics/${name}`, value]));
	};
	return {
		listeners: [measure],
		[Symbol.asyncDispose]: async () => {
			await random.dispose();
			await opened?.extractor.dispose();
		},
	};
}

function extractorsOf(
	random: FeatureExtractor,
	opened: DetectorFile | null,
): { readonly random: FeatureExtractor; readonly detector?: FeatureExtractor } {
	return { random, ...(opened ? { detector: opened.extractor } : {}) };
}
