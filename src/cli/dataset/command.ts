/** `triplane dataset`: commands about datasets. */

import { Command, type CommandUnknownOpts } from "@commander-js/extra-typings";
import { buildCommand } from "../command.ts";
import type { Session } from "../session.ts";
import { CHECK, HEADS, LATENTS, PACK, REBALANCE, SOURCE, STATS } from "./options.ts";

function datasetPackCommand(session: Session): CommandUnknownOpts {
	return buildCommand({
		name: "pack",
		summary: "images into a stored zip of one size",
		description:
			"Packs images into a stored zip with dataset.json, all of one square size, named as the published datasets are. " +
			"Labels follow what is done to their images: cropping changes the intrinsics, mirroring the pose. " +
			"Equal sources give equal bytes. A record is written beside the archive.",
		fields: PACK,
		operands: [SOURCE, { name: "<out>", help: "the zip archive to write" }],
		examples: ["dataset pack photographs/ faces.zip --resolution 256 --mirror"],
		run: async (options, { operands: [source = "", out = ""] }) => {
			const { runPack } = await import("./pack.ts");
			await runPack(source, out, options, session);
		},
	});
}

function datasetCheckCommand(session: Session): CommandUnknownOpts {
	return buildCommand({
		name: "check",
		summary: "name everything that is wrong with a dataset",
		description:
			"Looks at every label and every image, and names what is wrong: missing or surplus labels, labels that are no " +
			"cameras, images that are damaged, of different sizes, or there twice, and cameras that cannot be right together: in one " +
			"place, alike, or looking past the box. Exit code 1 when anything is.",
		fields: CHECK,
		operands: [SOURCE],
		examples: ["dataset check faces.zip"],
		run: async (options, { operands: [source = ""] }) => {
			const { runCheck } = await import("./check.ts");
			await runCheck(source, options, session);
		},
	});
}

function datasetStatsCommand(session: Session): CommandUnknownOpts {
	return buildCommand({
		name: "stats",
		summary: "where the cameras of a dataset stand",
		description:
			"Counts where the cameras of a dataset stand: yaw and pitch as true angles and as published parameters, radius, " +
			"field of view. The picture shows their histograms; histograms as numbers are in its record and in --json.",
		fields: STATS,
		operands: [SOURCE],
		examples: ["dataset stats faces.zip --out poses.png"],
		run: async (options, { operands: [source = ""] }) => {
			const { runStats } = await import("./stats.ts");
			await runStats(source, options, session);
		},
	});
}

function datasetRebalanceCommand(session: Session): CommandUnknownOpts {
	return buildCommand({
		name: "rebalance",
		summary: "flatten the distribution of yaw by repetition",
		description:
			"Flattens the distribution of yaw by repetition: images of rare yaws are given again until every bin is as full as " +
			"the fullest one, or every image of it was given as often as the cap allows. Into a zip, with copies, which any " +
			"trainer understands; or into a dataset.json that lists labels again, which this one does.",
		fields: REBALANCE,
		operands: [SOURCE, { name: "<out>", help: "a zip archive, or a dataset.json to take the place of the source's" }],
		examples: ["dataset rebalance faces.zip balanced.zip --cap 4"],
		run: async (options, { operands: [source = "", out = ""] }) => {
			const { runRebalance } = await import("./rebalance.ts");
			await runRebalance(source, out, options, session);
		},
	});
}

function datasetHeadsCommand(session: Session): CommandUnknownOpts {
	return buildCommand({
		name: "heads",
		summary: "a dataset of synthetic people",
		description:
			"Makes portraits of synthetic people, as many as you like, framed as FFHQ's crops, each with its camera: a dataset " +
			"that anyone may use, in which shape, pose and gaze are known. Sets of one seed show the same people in the same " +
			"order, whatever the poses, the gaze and the resolution. Equal options give equal bytes. A record is written beside " +
			"the archive.",
		fields: HEADS,
		examples: ["dataset heads --poses rebalanced --gaze free --count 5000 --out heads.zip"],
		run: async (options) => {
			const { runHeads } = await import("./heads.ts");
			await runHeads(options, session);
		},
	});
}

function datasetLatentsCommand(session: Session): CommandUnknownOpts {
	return buildCommand({
		name: "latents",
		summary: "latents of synthetic people",
		description:
			"Says who the people of 'dataset heads' are, in latents as generators take them: for each portrait one z, made of " +
			"shape, colours, hair, things worn, light, backdrop and, with --gaze free, the gaze; nothing of the camera. " +
			"'train --latents' teaches a generator with them. Give the same options as to 'dataset heads'.",
		fields: LATENTS,
		examples: ["dataset latents --gaze free --count 5000 --z-dim 160 --out heads-latents.safetensors"],
		run: async (options) => {
			const { runLatents } = await import("./latents.ts");
			await runLatents(options, session);
		},
	});
}

export function datasetCommand(session: Session): CommandUnknownOpts {
	const command = new Command("dataset")
		.helpCommand("help [command]", "print the help of a command")
		.summary("pack, check, measure, rebalance and make datasets")
		.description("Datasets: a folder or zip of PNG, JPEG or WebP images with dataset.json, one camera for each image.");
	for (const make of [
		datasetPackCommand,
		datasetCheckCommand,
		datasetStatsCommand,
		datasetRebalanceCommand,
		datasetHeadsCommand,
		datasetLatentsCommand,
	]) {
		command.addCommand(make(session));
	}
	return command as CommandUnknownOpts;
}
