/** What `triplane metrics` does: a network against a dataset. */

import type { FeatureExtractor } from "../../analysis/metrics/features/extractor.ts";
import { randomExtractor } from "../../analysis/metrics/features/random-extractor.ts";
import { featureMetrics } from "../../analysis/metrics/metric-names.ts";
import { type SidedData, seenFrom } from "../../analysis/metrics/sets/seen-from.ts";
import { MetricSuite } from "../../analysis/metrics/suite.ts";
import type { Dataset } from "../../data/dataset.ts";
import type { Generator } from "../../generator/generator.ts";
import { nodeOrtPlatform } from "../../platform/node/onnx-runtime.ts";
import { createRuntime } from "../../runtime/create-runtime.ts";
import { InputError } from "../../tensor/errors.ts";
import { openNetwork } from "../open-network.ts";
import { startProgress } from "../progress-bar.ts";
import type { Session } from "../session.ts";
import { Terminal } from "../terminal.ts";
import { type MeasuredData, openMeasuredData } from "./data.ts";
import { type DetectorFile, openDetector } from "./detector.ts";
import { type MeasuredSets, metricsText } from "./metrics-text.ts";
import type { MetricsCommandOptions } from "./options.ts";

export async function runMetrics(options: MetricsCommandOptions, session: Session): Promise<void> {
	const terminal = new Terminal(options);
	const { signal } = session;
	await using opened = await openNetwork(options.network, options, terminal, signal);
	const { generator, network, engine } = opened;
	await using data = await openMeasuredData(options.data, generator.config.imgResolution, options.threads);
	const sided = sidedData(data, options, generator);
	const { dataset } = sided;
	requireSameResolution(dataset, generator);
	const runtime = await createRuntime(nodeOrtPlatform(), options);
	const detector = options.detector === undefined ? null : await openDetector(options.detector, runtime);
	const random = randomExtractor(runtime);
	try {
		const suite = suiteOf(options, sided, generator, random, detector);
		const { reference, heldOut } = suite.sizes;
		if (reference < options.count) {
			terminal.warn(`the dataset has only ${reference} images to compare ${options.count} generated ones with`);
		}
		using progress = startProgress("metrics", terminal.talks);
		const control = {
			signal,
			onProgress: ({ stage, fraction }: { stage: string; fraction: number }) => progress.update(fraction, stage),
		};
		const sets: MeasuredSets = {
			network: await suite.measure(generator, control),
			floor: options.bounds ? await suite.floor(control) : null,
			ceiling: options.bounds ? await suite.ceiling(control) : null,
		};
		progress[Symbol.dispose]();
		if (options.bounds && !sets.floor) terminal.warn(`no floor: only ${heldOut} images are not in the reference`);
		if (options.metrics.includes("depth") && !sets.network["depth-error"]) {
			terminal.warn("no depth: too few people are seen from any one side; want a larger --count");
		}
		terminal.text(metricsText(sets));
		const { metrics, count, seed, repeats, people, trunc, yawRange } = options;
		terminal.value({
			network,
			engine,
			data: { name: dataset.name, items: dataset.length, reference, heldOut },
			options: { metrics, count, seed, repeats, people, trunc, ...(yawRange ? { yawRange } : {}) },
			extractors: {
				...(featureMetrics(metrics, "random").length > 0 ? { random: random.name } : {}),
				...(detector ? { detector: detector.record } : {}),
			},
			values: sets.network,
			floor: sets.floor,
			ceiling: sets.ceiling,
		});
	} finally {
		await random.dispose();
		await detector?.extractor.dispose();
	}
}

function sidedData(
	{ dataset, depthTruth }: MeasuredData,
	{ yawRange }: MetricsCommandOptions,
	{ config }: Generator,
): SidedData {
	if (!yawRange) return { dataset, depthTruth };
	return seenFrom({ dataset, depthTruth }, yawRange, config.rendering.avgCameraPivot);
}

function suiteOf(
	options: MetricsCommandOptions,
	{ dataset, depthTruth }: SidedData,
	{ config }: Generator,
	random: FeatureExtractor,
	detector: DetectorFile | null,
): MetricSuite {
	const { metrics, count, seed, repeats, people, trunc } = options;
	return new MetricSuite(
		{ dataset, depthTruth, extractors: { random, ...(detector ? { detector: detector.extractor } : {}) } },
		{
			...{ metrics, count, seed, repeats },
			consistencyPeople: people,
			truncationPsi: trunc,
			pivot: config.rendering.avgCameraPivot,
		},
	);
}

function requireSameResolution(dataset: Dataset, { config }: Generator): void {
	if (dataset.resolution === config.imgResolution) return;
	throw new InputError(
		`metrics: images of '${dataset.name}' have ${dataset.resolution} pixels a side, the network's ${config.imgResolution}; ` +
			`'triplane dataset pack --resolution ${config.imgResolution}' brings them to its size`,
	);
}
