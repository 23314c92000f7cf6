/** `triplane sweep`: what entries and directions of the latent do (experiment E3 of the report). */

import { Command, type CommandUnknownOpts, Option } from "@commander-js/extra-typings";
import { DISTINCT_PEOPLE_DEFAULTS } from "../../analysis/people/distinct-people.ts";
import type { LayerRange } from "../../generator/edits.ts";
import { parsePitch, parseYaw } from "../options/angles.ts";
import { fovOption } from "../options/cameras.ts";
import { mixOption, parseLayers } from "../options/edits.ts";
import { outdirOption, parseRange, rangeOption } from "../options/experiments.ts";
import { parseInteger, parseNumber, parseNumberList } from "../options/numbers.ts";
import { nrrOption, sampleMultOption, truncCutoffOption, truncOption } from "../options/rendering.ts";
import { parseSeed, parseSeeds } from "../options/seeds.ts";
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
import { W_RANGE } from "../sweep/options.ts";

const DESCRIPTION =
	"Changes one person step by step: single entries of z, w or w+, with random directions as control; principal " +
	"components of w over many people, which it saves for 'sample --edit'; layers of other people. Says how far each step " +
	"goes on the sphere of latents, in w and in the image, beside how far apart two people are. With --people it estimates " +
	"how many distinct people there are. What is measured and how: docs/experiments.md.";

const TEN_ENTRIES = [...Array(10).keys()];
const TYPICAL_SEEDS = [...Array(12).keys()];

function entriesOption(): Option<"--entries <list>", undefined, number[], number[]> {
	return new Option("--entries <list>", "entries, one row each, as in 0-9,20; or none")
		.argParser(parseEntries)
		.default<number[]>(TEN_ENTRIES, "0-9");
}

export function sweepCommand(session: Session): CommandUnknownOpts {
	const command = new Command("sweep")
		.summary("a person changed along entries and directions")
		.description(DESCRIPTION)
		.addOption(networkOption())
		.addOption(likeOption())
		.addOption(networkCfgOption())
		.addOption(allowUnusedOption())
		.addOption(allowLargeOption())
		.option("--seed <seed>", "the person that is changed", parseSeed, 4)
		.addOption(outdirOption())
		.addOption(truncOption())
		.addOption(truncCutoffOption())
		.optionsGroup("Entries:")
		.addOption(spaceOption())
		.addOption(entriesOption())
		.option("--range <from,to>", "of the steps (default: -10,10 in z; -3,3 standard deviations in w)", parseRange)
		.option("--steps <n>", "steps of each row", parseSteps, 5)
		.option("--values <list>", "instead of --range: the steps themselves", parseValues)
		.addOption(modeOption())
		.addOption(
			new Option("--layers <range>", "layers that steps in w+ touch, as in 0-5; or all")
				.argParser(parseSomeLayers)
				.default<NonNullable<LayerRange> | "all">("all"),
		)
		.option("--random <n>", "random directions as control", parseCount, 2)
		.option("--random-seed <seed>", "seed of the random directions", parseSeed, 0)
		.optionsGroup("Directions:")
		.option("--components <n>", "principal components of w; 0 for none", parseCount, 5)
		.addOption(rangeOption("--component-range <from,to>", "of their steps, standard deviations", W_RANGE))
		.option("--samples <n>", "people that components come from", parseSamples, 1000)
		.option("--sample-seed <seed>", "seed of those people", parseSeed, 0)
		.addOption(
			new Option("--mix-seeds <list>", "style mixing with these seeds: coarse, middle and fine layers")
				.argParser(parseSeeds)
				.default<number[]>([], "none"),
		)
		.addOption(mixOption())
		.optionsGroup("People:")
		.option("--typical-seeds <list>", "people that say how far apart two are", parseSeeds, TYPICAL_SEEDS)
		.option("--people <n>", "people to draw for the estimate of how many there are; 0 for none", parsePeople, 0)
		.option("--people-seed <seed>", "seed of those people", parseSeed, DISTINCT_PEOPLE_DEFAULTS.peopleSeed)
		.option(
			"--view-yaw <degrees>",
			"true yaw of each person's other view",
			parseViewYaw,
			DISTINCT_PEOPLE_DEFAULTS.viewYawDegrees,
		)
		.option("--side <pixels>", "side that images are shrunk to for it", parseSide, DISTINCT_PEOPLE_DEFAULTS.side)
		.option(
			"--sensitivity <share>",
			"share of same-person pairs that the threshold takes in",
			parseShare,
			DISTINCT_PEOPLE_DEFAULTS.sensitivity,
		)
		.optionsGroup("Rendering:")
		.option("--yaw <yaw>", "yaw of all pictures, published parametrisation", parseOneYaw, 0)
		.option("--pitch <pitch>", "pitch of all pictures, published parametrisation", parseOnePitch, 0)
		.addOption(fovOption())
		.addOption(nrrOption())
		.addOption(sampleMultOption())
		.option("--no-sr", "no super-resolution: raw images on the sheets")
		.optionsGroup("Output:")
		.addOption(jsonOption())
		.addOption(quietOption())
		.optionsGroup("Machine:")
		.addOption(deviceOption())
		.addOption(threadsOption())
		.addOption(rendererOption())
		.addOption(precisionOption())
		.action(async (options) => {
			const { runSweep } = await import("../sweep/run.ts");
			const mode = options.mode ?? (options.space === "z" ? "set" : "add");
			const layers = options.layers === "all" ? null : options.layers;
			await runSweep({ ...options, mode, layers }, session);
		});
	return command as CommandUnknownOpts;
}

function spaceOption(): Option<"--space <space>", undefined, "z", undefined, false, "z" | "w" | "w+"> {
	return new Option("--space <space>", "where entries are: the latent, w of all layers, or w of some (--layers)")
		.choices(["z", "w", "w+"] as const)
		.default("z");
}

function modeOption(): Option<"--mode <mode>", undefined, undefined, undefined, false, "set" | "add"> {
	return new Option(
		"--mode <mode>",
		"whether an entry of z is set to the step, as the report did, or raised by it (default: set in z, add in w)",
	).choices(["set", "add"] as const);
}

/** Commander takes `null` for a value that is missing. */
function parseSomeLayers(text: string): NonNullable<LayerRange> | "all" {
	return parseLayers(text) ?? "all";
}

function parseEntries(text: string): number[] {
	return text.trim() === "none" ? [] : parseSeeds(text);
}

function parseSteps(text: string): number {
	return parseInteger(text, { least: 1, most: 64 });
}

function parseValues(text: string): number[] {
	return parseNumberList(text, { longest: 64 });
}

function parseCount(text: string): number {
	return parseInteger(text, { least: 0, most: 1024 });
}

function parseSamples(text: string): number {
	return parseInteger(text, { least: 2, most: 1_000_000 });
}

function parsePeople(text: string): number {
	return parseInteger(text, { least: 0, most: 20_000 });
}

function parseViewYaw(text: string): number {
	return parseNumber(text, { least: -90, most: 90 });
}

function parseSide(text: string): number {
	return parseInteger(text, { least: 1, most: 512 });
}

function parseShare(text: string): number {
	return parseNumber(text, { above: 0, most: 1 });
}

/** Commander also hands over the value before. */
function parseOneYaw(text: string): number {
	return parseYaw(text);
}

function parseOnePitch(text: string): number {
	return parsePitch(text);
}
