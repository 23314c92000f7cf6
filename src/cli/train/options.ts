/** Options of `triplane train`, under the published trainer's names. */

import { METRICS } from "../../analysis/metrics/metric-names.ts";
import { type FindingKind, SET_FINDING_KINDS } from "../../data/check/finding-kinds.ts";
import { presetNames } from "../../generator/presets.ts";
import { PIPELINES, type PipelineName } from "../../training/augment/pipeline.ts";
import type { TrainingSettings } from "../../training/loop/settings.ts";
import type { DensityRegularization } from "../../training/losses/density.ts";
import { parseKinds } from "../dataset/options.ts";
import { parseMetricNames } from "../metrics/options.ts";
import { truth } from "../options/booleans.ts";
import { choice, type Fields, flag, type OptionsOf, text, under, value } from "../options/fields.ts";
import { numberIn, whole } from "../options/numbers.ts";
import { SCENE } from "../options/scene.ts";
import { parseSeed } from "../options/seeds.ts";
import { DEVICE, NETWORK_FILE, SAID, THREADS } from "../options/shared.ts";
import { dataText, parseData } from "./data-request.ts";

const MANY = 1_000_000;
const positive = numberIn({ above: 0 });
const notNegative = numberIn({ least: 0 });
const probability = numberIn({ least: 0, most: 1 });

/** Options that become `TrainingSettings`, whose names are theirs in camelCase. */
const SETTINGS = {
	kimg: value("<n>", "length of the run, thousands of images", positive, { fallbackText: "25000" }),
	batch: value("<n>", "images of a step", whole(1, MANY), { fallbackText: "8 up to 128 pixels, else 32" }),
	batchGpu: value("<n>", "images that are worked on at once; a divisor of --batch", whole(1, MANY), {
		fallbackText: "all",
	}),
	gamma: value("<x>", "weight of R1", notNegative, { fallbackText: "0.0002 · R² / batch" }),
	seed: value("<n>", "of weights, order of images and all random numbers", parseSeed, { fallbackText: "0" }),
	...under("Reports:", {
		tick: value("<kimg>", "thousands of images between reports", positive, {
			fallbackText: "1 up to 128 pixels, else 4",
		}),
		snap: value("<n>", "ticks between snapshots; 0 for one at the end only", whole(0, MANY), { fallbackText: "50" }),
		saveMinutes: value("<n>", "the state is saved at least this often", positive, { fallbackText: "10" }),
	}),
	...under("Networks and optimisers:", {
		glr: value("<x>", "learning rate of the generator", positive, { fallbackText: "0.0025" }),
		dlr: value("<x>", "learning rate of the discriminator", positive, { fallbackText: "0.002" }),
		freezed: value("<n>", "first layers of the discriminator that stay as they are", whole(0, MANY), {
			fallbackText: "0",
		}),
	}),
	...under("Schedules (thousands of images; ten times as short up to 128 pixels):", {
		gpc_reg_prob: value("<p>", "that the conditioning camera is another one", probability, { fallbackText: "0.5" }),
		gpc_reg_fade_kimg: value("<n>", "it falls to that from 1", notNegative, { fallbackText: "1000" }),
		blur_init_sigma: value("<x>", "blur of early images, pixels", notNegative, { fallbackText: "10 at 512 pixels" }),
		blur_fade_kimg: value("<n>", "it fades", notNegative, { fallbackText: "200" }),
		neural_rendering_resolution_initial: value("<n>", "rays per side", whole(4, MANY), {
			fallbackText: "the network's",
		}),
		neural_rendering_resolution_final: value("<n>", "rays per side at the end", whole(4, MANY), {
			fallbackText: "as initially",
		}),
		neural_rendering_resolution_fade_kimg: value("<n>", "length of the change", notNegative, { fallbackText: "1000" }),
	}),
	...under("Regularisation:", {
		density_reg: value("<x>", "weight of the density regularisation", notNegative, { fallbackText: "0.25" }),
		density_reg_every: value("<n>", "steps between them; 0 for never", whole(0, MANY), { fallbackText: "4" }),
		density_reg_p_dist: value("<x>", "distance of its points, world units", positive, { fallbackText: "0.004" }),
		reg_type: choice<DensityRegularization>(
			"<kind>",
			"kind of density regularisation",
			["l1", "monotonic-detach", "monotonic-fixed"],
			{ fallbackText: "l1" },
		),
		style_mixing_prob: value("<p>", "that later layers take a second latent", probability, { fallbackText: "0" }),
	}),
};

/** Settings that have an effect with --latents alone. */
const RECONSTRUCTION = under("Reconstruction of images whose latents are known:", {
	recon_kimg: value("<n>", "thousands of images before there is a discriminator", notNegative, { fallbackText: "0" }),
	recon_lr: value("<x>", "learning rate of the generator in that time", positive, { fallbackText: "0.01" }),
	recon_weight: value("<x>", "weight of the mean squared difference", positive, { fallbackText: "50" }),
	recon_edges: value("<x>", "weight of steps from pixel to pixel in it", notNegative, { fallbackText: "0" }),
	recon_share: value("<p>", "of the generator's batch while there is a discriminator", probability, {
		fallbackText: "0.5",
	}),
});

const AUGMENTATION = under("Augmentation before the discriminator:", {
	aug: choice<TrainingSettings["aug"]>(
		"<kind>",
		"none, with a fixed probability, or adapted to over-fitting",
		["noaug", "fixed", "ada"],
		{ fallbackText: "noaug" },
	),
	augpipe: choice<PipelineName>(
		"<name>",
		"blits (b), geometry (g), colours (c)",
		Object.keys(PIPELINES) as PipelineName[],
		{ fallbackText: "bgc" },
	),
	p: value("<p>", "probability with --aug fixed", probability, { fallbackText: "0.2" }),
	target: value("<x>", "mean sign of real scores that --aug ada aims at", probability, { fallbackText: "0.6" }),
	adaKimg: value("<n>", "from 0 to 1 at least", positive, { fallbackText: "500; 50 up to 128 pixels" }),
});

/** What makes a network what it is, and cannot change once it is there. */
export const NEW_NETWORK = {
	cfg: choice("<name>", "sizes of a new network", presetNames()),
	...under("Networks and optimisers:", {
		cbase: value("<n>", "channels at resolution r: min(cbase / r, cmax)", whole(1, MANY)),
		cmax: value("<n>", "most channels of a layer", whole(1, MANY)),
		mapDepth: value("<n>", "layers of the mapping", whole(1, MANY), { fallbackText: "2" }),
		map_lr_mul: value("<x>", "learning-rate multiplier of the mapping", positive, { fallbackText: "0.01" }),
		decoder_lr_mul: value("<x>", "learning-rate multiplier of the decoder", positive, { fallbackText: "1" }),
		gen_pose_cond: truth("whether the mapping sees the camera", { fallbackText: "as --cfg says" }),
		raw_in_place: truth(
			"2X and 4X super-resolution: show the discriminator raw images as the published code leaves them",
			{ fallbackText: "false" },
		),
		disc_c_noise: value("<x>", "noise on the discriminator's labels, in their deviations", notNegative, {
			fallbackText: "0",
		}),
	}),
	...SCENE,
};

const { cfg, ...SIZES } = NEW_NETWORK;
const { kimg, batch, batchGpu, gamma, seed, ...SCHEDULE } = SETTINGS;

export const TRAIN = {
	outdir: text("<folder>", "where runs have their folders; created if missing"),
	data: value(
		"<source>",
		"a folder or zip with dataset.json, or heads:<poses>,<gaze>[,seed=<n>][,count=<n>] for synthetic people made on the fly",
		parseData,
		{ write: dataText },
	),
	cfg,
	resume: text("<path>", "a run's folder to continue, or a network (.pkl, .pth, .safetensors) to train further"),
	like: NETWORK_FILE.like,
	allowUnused: {
		...NETWORK_FILE.allowUnused,
		help: "train a network further although it has parts that are not computed here: they are left behind",
	},
	desc: text("<text>", "ends the name of the run's folder"),
	...{ kimg, batch, batchGpu, gamma },
	mirror: truth("add mirrored images"),
	seed,
	...under("Reports:", {
		metrics: value("<list>", `measured at snapshots, of ${METRICS.join(", ")}`, parseMetricList, {
			fallbackText: "none",
			write: (names) => (names.length > 0 ? names : undefined),
		}),
		metricsCount: value("<n>", "images of each set that is compared", whole(2, MANY), { fallbackText: "1000" }),
		detector: text("<file>", "feature extractor, ONNX, for the metrics that want one"),
		dataCheck: choice<"pixels" | "headers">(
			"<depth>",
			"how thoroughly images are checked before the start",
			["pixels", "headers"],
			{ fallback: "pixels" },
		),
		dataIgnore: value<readonly FindingKind[]>(
			"<kinds>",
			`faults of the cameras that are meant and not looked for, of ${SET_FINDING_KINDS.join(", ")}`,
			(words) => parseKinds(words, SET_FINDING_KINDS),
		),
	}),
	...SIZES,
	...SCHEDULE,
	...under("Schedules (thousands of images; ten times as short up to 128 pixels):", {
		resume_blur: truth("blur also when a network is trained further"),
	}),
	...under("Reconstruction of images whose latents are known:", {
		latents: text("<file>", "latents of the images (.safetensors), as 'dataset latents' writes them"),
	}),
	...RECONSTRUCTION,
	...AUGMENTATION,
	...under("Engine:", {
		dryRun: flag("check everything, say what the run would be, and end", { isRecorded: false }),
		...DEVICE,
		...THREADS,
		...SAID,
	}),
};

/** As the command line gives them; what is absent was not given. */
export type TrainCommandOptions = OptionsOf<typeof TRAIN>;

const ALL_SETTINGS = { ...SETTINGS, ...RECONSTRUCTION, ...AUGMENTATION };

/** `gpc_reg_prob` is `gpcRegProb`. */
type Camel<S> = S extends `${infer Head}_${infer Tail}` ? `${Head}${Capitalize<Camel<Tail> & string>}` : S;
type SettingsOf<F extends Fields> = {
	[K in keyof F as Camel<K>]?: NonNullable<OptionsOf<F>[K & keyof OptionsOf<F>]>;
};

/** What was given of the run itself. */
export function givenSettings(options: TrainCommandOptions): Partial<TrainingSettings> {
	const given = Object.keys(ALL_SETTINGS).flatMap((name) => {
		const found = options[name as keyof TrainCommandOptions];
		return found === undefined ? [] : [[settingOf(name), found]];
	});
	return Object.fromEntries(given) as SettingsOf<typeof ALL_SETTINGS>;
}

/** Settings of a run by the names of their options, without those that have no effect. */
export function settingOptions(
	settings: TrainingSettings,
	{ latents }: Pick<TrainCommandOptions, "latents">,
): Readonly<Record<string, unknown>> {
	const idle = new Set<string>([
		...(latents === undefined ? Object.keys(RECONSTRUCTION) : []),
		...(settings.aug === "noaug" ? ["augpipe", "p", "target", "adaKimg"] : []),
		...(settings.aug === "fixed" ? ["target", "adaKimg"] : []),
		...(settings.aug === "ada" ? ["p"] : []),
	]);
	const all = Object.keys(ALL_SETTINGS).map((name) => {
		const setting = settings[settingOf(name) as keyof TrainingSettings];
		return [name, idle.has(name) ? undefined : setting] as const;
	});
	return Object.fromEntries(all);
}

function settingOf(name: string): string {
	return name.replaceAll(/_([a-z])/g, (_, letter: string) => letter.toUpperCase());
}

/** Names of metrics, or `none`. */
export function parseMetricList(words: string): ReturnType<typeof parseMetricNames> {
	return words === "none" ? [] : parseMetricNames(words);
}
