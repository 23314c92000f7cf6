/** `triplane train`: trains a network. */

import { Command, type CommandUnknownOpts, Option } from "@commander-js/extra-typings";
import { METRICS } from "../../analysis/metrics/metric-names.ts";
import { SET_FINDING_KINDS } from "../../data/check/finding-kinds.ts";
import { presetNames } from "../../generator/presets.ts";
import { PIPELINES } from "../../training/augment/pipeline.ts";
import { parseKinds } from "../dataset/options.ts";
import { parseBool } from "../options/booleans.ts";
import { type Limits, parseInteger, parseNumber } from "../options/numbers.ts";
import { addSceneOptions } from "../options/scene.ts";
import { parseSeed } from "../options/seeds.ts";
import {
	allowUnusedOption,
	deviceOption,
	jsonOption,
	likeOption,
	quietOption,
	threadsOption,
} from "../options/shared.ts";
import type { Session } from "../session.ts";
import { parseData, parseMetricList, type TrainCommandOptions } from "../train/options.ts";

const DESCRIPTION =
	"Trains a network on images and their cameras, from random weights (--cfg) or from a network (--resume). Every run " +
	"has a folder of its own in --outdir: resolved options, statistics (stats.jsonl), pictures (fakes*.png), networks " +
	"(network-snapshot-*.safetensors), and the state to continue from. Ctrl-C saves and stops; --resume with the run's " +
	"folder goes on as if it had never stopped.";

export function trainCommand(session: Session): CommandUnknownOpts {
	const command = withOptions(new Command("train").summary("train a network").description(DESCRIPTION));
	return command.action(async () => {
		const { runTrain } = await import("../train/run.ts");
		const options = optionsOf(command);
		const said = Object.entries(options).filter(([name]) => command.getOptionValueSource(name) === "cli");
		await runTrain({ options, said: Object.fromEntries(said), parse: parseTrainOptions }, session);
	});
}

/** Reads a command line of `train` that was recorded. Throws `CommanderError` after it has said what is wrong. */
function parseTrainOptions(args: readonly string[]): TrainCommandOptions {
	return optionsOf(withOptions(new Command("train").exitOverride()).parse(args, { from: "user" }));
}

/** Every option below is parsed into the type that the interface gives it. */
function optionsOf(command: CommandUnknownOpts): TrainCommandOptions {
	return command.opts() as unknown as TrainCommandOptions;
}

/** Declares all options. */
function withOptions(command: Command): CommandUnknownOpts {
	command
		.option("--outdir <folder>", "where runs have their folders; made if need be")
		.option(
			"--data <source>",
			"a folder or zip with dataset.json, or heads:<poses>,<gaze>[,seed=<n>][,count=<n>] for synthetic people made on the fly",
			parseData,
		)
		.addOption(new Option("--cfg <name>", "sizes of a new network").choices(presetNames()))
		.option("--resume <path>", "a run's folder to continue, or a network (.pkl, .pth, .safetensors) to train further")
		.addOption(likeOption())
		.addOption(allowUnusedOption())
		.option("--desc <text>", "ends the name of the run's folder")
		.option("--kimg <n>", "length of the run, thousands of images (default: 25000)", number({ above: 0 }))
		.option("--batch <n>", "images of a step (default: 8 up to 128 pixels, else 32)", count(1))
		.option("--batch-gpu <n>", "images that are worked on at once; a divisor of --batch (default: all)", count(1))
		.option("--gamma <x>", "weight of R1 (default: 0.0002 · R² / batch)", number({ least: 0 }))
		.option("--mirror [bool]", "add mirrored images", parseBool)
		.option("--seed <n>", "of weights, order of images and all random numbers (default: 0)", parseSeed);
	addReports(command);
	addNetworks(command);
	addSceneOptions(command);
	addSchedules(command);
	command
		.optionsGroup("Regularisation:")
		.option("--density_reg <x>", "weight of the density regularisation (default: 0.25)", number({ least: 0 }))
		.option("--density_reg_every <n>", "steps between them; 0 for never (default: 4)", count(0))
		.option("--density_reg_p_dist <x>", "distance of its points, world units (default: 0.004)", number({ above: 0 }))
		.addOption(
			new Option("--reg_type <kind>", "kind of density regularisation (default: l1)").choices([
				"l1",
				"monotonic-detach",
				"monotonic-fixed",
			]),
		)
		.option("--style_mixing_prob <p>", "that later layers take a second latent (default: 0)", probability)
		.optionsGroup("Reconstruction of images whose latents are known:")
		.option("--latents <file>", "latents of the images (.safetensors), as 'dataset latents' writes them")
		.option(
			"--recon_kimg <n>",
			"thousands of images before there is a discriminator (default: 0)",
			number({ least: 0 }),
		)
		.option("--recon_lr <x>", "learning rate of the generator in that time (default: 0.01)", number({ above: 0 }))
		.option("--recon_weight <x>", "weight of the mean squared difference (default: 50)", number({ above: 0 }))
		.option("--recon_edges <x>", "weight of steps from pixel to pixel in it (default: 0)", number({ least: 0 }))
		.option("--recon_share <p>", "of the generator's batch while there is a discriminator (default: 0.5)", probability)
		.optionsGroup("Augmentation before the discriminator:")
		.addOption(
			new Option("--aug <kind>", "none, with a fixed probability, or adapted to over-fitting (default: noaug)").choices(
				["noaug", "fixed", "ada"],
			),
		)
		.addOption(
			new Option("--augpipe <name>", "blits (b), geometry (g), colours (c) (default: bgc)").choices(
				Object.keys(PIPELINES),
			),
		)
		.option("--p <p>", "probability with --aug fixed (default: 0.2)", probability)
		.option("--target <x>", "mean sign of real scores that --aug ada aims at (default: 0.6)", probability)
		.option("--ada-kimg <n>", "from 0 to 1 at least (default: 500; 50 up to 128 pixels)", number({ above: 0 }))
		.optionsGroup("Engine:")
		.option("--dry-run", "check everything, say what the run would be, and end")
		.addOption(deviceOption())
		.addOption(threadsOption())
		.addOption(jsonOption())
		.addOption(quietOption());
	return command as CommandUnknownOpts;
}

function addReports(command: Command): void {
	command
		.optionsGroup("Reports:")
		.option(
			"--tick <kimg>",
			"thousands of images between reports (default: 1 up to 128 pixels, else 4)",
			number({ above: 0 }),
		)
		.option("--snap <n>", "ticks between snapshots; 0 for one at the end only (default: 50)", count(0))
		.option("--metrics <list>", `measured at snapshots, of ${METRICS.join(", ")} (default: none)`, parseMetricList)
		.option("--metrics-count <n>", "images of each set that is compared (default: 1000)", count(2))
		.option("--detector <file>", "feature extractor, ONNX, for the metrics that want one")
		.option("--save-minutes <n>", "the state is saved at least this often (default: 10)", number({ above: 0 }))
		.addOption(
			new Option("--data-check <depth>", "how thoroughly images are checked before the start")
				.choices(["pixels", "headers"])
				.default("pixels"),
		)
		.option(
			"--data-ignore <kinds>",
			`faults of the cameras that are meant and not looked for, of ${SET_FINDING_KINDS.join(", ")}`,
			(text) => parseKinds(text, SET_FINDING_KINDS),
		);
}

function addNetworks(command: Command): void {
	command
		.optionsGroup("Networks and optimisers:")
		.option("--cbase <n>", "channels at resolution r: min(cbase / r, cmax)", count(1))
		.option("--cmax <n>", "most channels of a layer", count(1))
		.option("--map-depth <n>", "layers of the mapping (default: 2)", count(1))
		.option("--map_lr_mul <x>", "learning-rate multiplier of the mapping (default: 0.01)", number({ above: 0 }))
		.option("--decoder_lr_mul <x>", "learning-rate multiplier of the decoder (default: 1)", number({ above: 0 }))
		.option("--gen_pose_cond <bool>", "whether the mapping sees the camera (default: as --cfg says)", parseBool)
		.option(
			"--raw_in_place <bool>",
			"2X and 4X super-resolution: show the discriminator raw images as the published code leaves them (default: false)",
			parseBool,
		)
		.option(
			"--disc_c_noise <x>",
			"noise on the discriminator's labels, in their deviations (default: 0)",
			number({ least: 0 }),
		)
		.option("--glr <x>", "learning rate of the generator (default: 0.0025)", number({ above: 0 }))
		.option("--dlr <x>", "learning rate of the discriminator (default: 0.002)", number({ above: 0 }))
		.option("--freezed <n>", "first layers of the discriminator that stay as they are (default: 0)", count(0));
}

function addSchedules(command: Command): void {
	command
		.optionsGroup("Schedules (thousands of images; ten times as short up to 128 pixels):")
		.option("--gpc_reg_prob <p>", "that the conditioning camera is another one (default: 0.5)", probability)
		.option("--gpc_reg_fade_kimg <n>", "it falls to that from 1 (default: 1000)", number({ least: 0 }))
		.option("--blur_init_sigma <x>", "blur of early images, pixels (default: 10 at 512 pixels)", number({ least: 0 }))
		.option("--blur_fade_kimg <n>", "it fades (default: 200)", number({ least: 0 }))
		.option("--resume_blur [bool]", "blur also when a network is trained further", parseBool)
		.option("--neural_rendering_resolution_initial <n>", "rays per side (default: the network's)", count(4))
		.option("--neural_rendering_resolution_final <n>", "rays per side at the end (default: as initially)", count(4))
		.option(
			"--neural_rendering_resolution_fade_kimg <n>",
			"length of the change (default: 1000)",
			number({ least: 0 }),
		);
}

function number(limits: Limits): (text: string) => number {
	return (text) => parseNumber(text, limits);
}

function count(least: number): (text: string) => number {
	return (text) => parseInteger(text, { least, most: 1_000_000 });
}

function probability(text: string): number {
	return parseNumber(text, { least: 0, most: 1 });
}
