/** `triplane metrics`: how good a network is, in numbers. */

import { Command, type CommandUnknownOpts, InvalidArgumentError, Option } from "@commander-js/extra-typings";
import { DEFAULT_METRICS, METRICS, type MetricName, parseMetrics } from "../../analysis/metrics/metric-names.ts";
import { parseRange } from "../options/experiments.ts";
import { parseInteger, parseNumber } from "../options/numbers.ts";
import { parseSeed } from "../options/seeds.ts";
import {
	allowLargeOption,
	allowUnusedOption,
	deviceOption,
	jsonOption,
	likeOption,
	networkCfgOption,
	networkOption,
	precisionOption,
	quietOption,
	rendererOption,
	threadsOption,
} from "../options/shared.ts";
import type { Session } from "../session.ts";
import { parseData } from "../train/options.ts";

const DESCRIPTION =
	"Measures a network against a dataset: distances between generated and real images over the features of a detector " +
	"that is given, or of a fixed random network (fd-random is no FID: compare it with the floor and the ceiling, and only " +
	"for equal counts); consistency of two views of a person; accuracy of poses and depth. Numbers come with 95 % " +
	"confidence intervals. docs/metrics.md says what each means.";

export function metricsCommand(session: Session): CommandUnknownOpts {
	const command = new Command("metrics")
		.summary("how good a network is, in numbers")
		.description(DESCRIPTION)
		.addOption(networkOption())
		.addOption(likeOption())
		.addOption(networkCfgOption())
		.addOption(allowUnusedOption())
		.addOption(allowLargeOption())
		.requiredOption(
			"--data <source>",
			"what to compare with: a folder or zip of the network's resolution, or heads:<poses>,<gaze>[,seed=<n>][,count=<n>] for synthetic people",
			parseData,
		)
		.option("--metrics <list>", `separated by commas, of ${METRICS.join(", ")}`, parseList, DEFAULT_METRICS)
		.option("--count <n>", "images of each set", parseCount, 1000)
		.option("--seed <seed>", "of the first person; decides the real images and cameras, too", parseSeed, 0)
		.option("--repeats <n>", "sets of generated people, whose scatter gives the intervals", parseRepeats, 1)
		.option("--people <n>", "people whose consistency is measured", parsePeople, 32)
		.option("--trunc <psi>", "truncation psi; 1 is none", (text) => parseNumber(text, { least: -1000, most: 1000 }), 1)
		.addOption(
			new Option(
				"--yaw-range <from,to>",
				"compare only what is seen from these true yaws, degrees (default: all)",
			).argParser(parseRange),
		)
		.option("--detector <file>", "feature extractor, ONNX; <file>.json beside it says what it wants of images")
		.option("--bounds", "also measure real images that are held out (floor), and blurred means of real ones (ceiling)")
		.addOption(jsonOption())
		.addOption(quietOption())
		.optionsGroup("Machine:")
		.addOption(deviceOption())
		.addOption(threadsOption())
		.addOption(rendererOption())
		.addOption(precisionOption())
		.action(async (options) => {
			const { runMetrics } = await import("../metrics/run.ts");
			await runMetrics(options, session);
		});
	return command as CommandUnknownOpts;
}

function parseList(text: string): readonly MetricName[] {
	try {
		return parseMetrics(text);
	} catch (error) {
		throw new InvalidArgumentError((error as Error).message);
	}
}

function parseCount(text: string): number {
	return parseInteger(text, { least: 2, most: 1_000_000 });
}

function parseRepeats(text: string): number {
	return parseInteger(text, { least: 1, most: 1000 });
}

function parsePeople(text: string): number {
	return parseInteger(text, { least: 1, most: 100_000 });
}
