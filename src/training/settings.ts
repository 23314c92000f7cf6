/**
 * The settings of a run of training. Each one is described once, in `SETTINGS`, under the published trainer's name: what it
 * means, which values it takes, its default. Types, defaults, and the options of `triplane train` with their help and
 * records follow from that.
 */

import { InputError } from "../tensor/errors.ts";
import { PIPELINES, type PipelineName } from "./augment/pipeline.ts";
import { frozenParameters } from "./networks/discriminator-sizes.ts";
import type { TrainingNetworks } from "./networks/training-networks.ts";
import { DISCRIMINATOR_ADAM, GENERATOR_ADAM, RECONSTRUCTION_ADAM } from "./optimiser/adam.ts";
import {
	COUNT,
	COUNT_OR_NONE,
	NOT_NEGATIVE,
	needing,
	number,
	POSITIVE,
	PROBABILITY,
	RAYS,
	SEED,
	type Setting,
	type SettingsBasis,
	varies,
	word,
} from "./setting-kinds.ts";

export type { SettingsBasis } from "./setting-kinds.ts";

/** Up to this side the published lengths, made for millions of images, would be the whole of a run. */
const SMALL_SIDE = 128;
const BATCH = { small: 8, published: 32 } as const;
/** Images of a group of the minibatch standard deviation. */
const GROUP = 4;

/**
 * All settings, by what they are about. Published defaults for images above 128²; for smaller ones, which few cores can
 * train, batches of 8 and fades ten times as short.
 */
export const SETTINGS = {
	run: {
		kimg: number("<n>", "length of the run, thousands of images", POSITIVE, 25_000),
		batch: number(
			"<n>",
			"images of a step",
			COUNT,
			varies("8 up to 128 pixels, else 32", ({ batch }) => batch),
		),
		batchGpu: number(
			"<n>",
			"images that are worked on at once; a divisor of --batch",
			COUNT,
			varies("all", ({ batch }) => batch),
		),
		gamma: number(
			"<x>",
			"weight of R1",
			NOT_NEGATIVE,
			varies("0.0002 · R² / batch", ({ resolution, batch }) =>
				Number(suggestedGamma(resolution, batch).toPrecision(3)),
			),
		),
		seed: number("<n>", "of weights, order of images and all random numbers", SEED, 0),
	},
	reports: {
		tick: number(
			"<kimg>",
			"thousands of images between reports",
			POSITIVE,
			varies("1 up to 128 pixels, else 4", ({ isSmall }) => (isSmall ? 1 : 4)),
		),
		snap: number("<n>", "ticks between snapshots; 0 for one at the end only", COUNT_OR_NONE, 50),
		saveMinutes: number("<n>", "the state is saved at least this often", POSITIVE, 10),
	},
	optimisers: {
		glr: number("<x>", "learning rate of the generator", POSITIVE, GENERATOR_ADAM.learningRate),
		dlr: number("<x>", "learning rate of the discriminator", POSITIVE, DISCRIMINATOR_ADAM.learningRate),
		freezed: number("<n>", "first layers of the discriminator that stay as they are", COUNT_OR_NONE, 0),
	},
	schedules: {
		gpc_reg_prob: number("<p>", "that the conditioning camera is another one", PROBABILITY, 0.5),
		gpc_reg_fade_kimg: number(
			"<n>",
			"it falls to that from 1",
			NOT_NEGATIVE,
			varies("1000", ({ resumed, length }) => (resumed ? 0 : 1000 * length)),
		),
		blur_init_sigma: number(
			"<x>",
			"blur of early images, pixels",
			NOT_NEGATIVE,
			varies("10 at 512 pixels", ({ isBlurred, resolution }) => (isBlurred ? (10 * resolution) / 512 : 0)),
		),
		blur_fade_kimg: number(
			"<n>",
			"it fades",
			NOT_NEGATIVE,
			varies("200", ({ length }) => 200 * length),
		),
		neural_rendering_resolution_initial: number(
			"<n>",
			"rays per side",
			RAYS,
			varies("the network's", ({ neuralRenderingResolution }) => neuralRenderingResolution),
		),
		neural_rendering_resolution_final: number(
			"<n>",
			"rays per side at the end",
			RAYS,
			varies("as initially", () => null),
		),
		neural_rendering_resolution_fade_kimg: number(
			"<n>",
			"length of the change",
			NOT_NEGATIVE,
			varies("1000", ({ length }) => 1000 * length),
		),
	},
	regularisation: {
		density_reg: number("<x>", "weight of the density regularisation", NOT_NEGATIVE, 0.25),
		density_reg_every: number("<n>", "steps between them; 0 for never", COUNT_OR_NONE, 4),
		density_reg_p_dist: number("<x>", "distance of its points, world units", POSITIVE, 0.004),
		reg_type: word("<kind>", "kind of density regularisation", ["l1", "monotonic-detach", "monotonic-fixed"], "l1"),
		style_mixing_prob: number("<p>", "that later layers take a second latent", PROBABILITY, 0),
	},
	reconstruction: needing("latents", {
		recon_kimg: number("<n>", "thousands of images before there is a discriminator", NOT_NEGATIVE, 0),
		recon_lr: number("<x>", "learning rate of the generator in that time", POSITIVE, RECONSTRUCTION_ADAM.learningRate),
		recon_weight: number("<x>", "weight of the mean squared difference", POSITIVE, 50),
		recon_edges: number("<x>", "weight of steps from pixel to pixel in it", NOT_NEGATIVE, 0),
		recon_share: number("<p>", "of the generator's batch while there is a discriminator", PROBABILITY, 0.5),
	}),
	augmentation: {
		aug: word(
			"<kind>",
			"none, with a fixed probability, or adapted to over-fitting",
			["noaug", "fixed", "ada"],
			"noaug",
		),
		...needing("augmentation", {
			augpipe: word("<name>", "blits (b), geometry (g), colours (c)", Object.keys(PIPELINES) as PipelineName[], "bgc"),
		}),
		...needing("fixed", { p: number("<p>", "probability with --aug fixed", PROBABILITY, 0.2) }),
		...needing("ada", {
			target: number("<x>", "mean sign of real scores that --aug ada aims at", PROBABILITY, 0.6),
			adaKimg: number(
				"<n>",
				"from 0 to 1 at least",
				POSITIVE,
				varies("500; 50 up to 128 pixels", ({ length }) => 500 * length),
			),
		}),
	},
	/** For programs; `train` has no options for them. */
	programs: {
		d_reg_interval: number("<n>", "steps between R1 penalties; 0 for never", COUNT_OR_NONE, 16),
		ema_kimg: number(
			"<n>",
			"half-life of the generator's moving average, thousands of images",
			POSITIVE,
			varies("10 for a batch of 32", ({ batch }) => (batch * 10) / 32),
		),
		ema_rampup: number(
			"<x>",
			"share of the images so far that the half-life is at most; 0 for no such limit",
			NOT_NEGATIVE,
			varies("0.05", ({ resumed }) => (resumed ? 0 : 0.05)),
		),
	},
};

const ALL = {
	...SETTINGS.run,
	...SETTINGS.reports,
	...SETTINGS.optimisers,
	...SETTINGS.schedules,
	...SETTINGS.regularisation,
	...SETTINGS.reconstruction,
	...SETTINGS.augmentation,
	...SETTINGS.programs,
};

/** `gpc_reg_prob` is `gpcRegProb`. */
export type SettingName<S> = S extends `${infer Head}_${infer Tail}`
	? `${Head}${Capitalize<SettingName<Tail> & string>}`
	: S;

export type ValueOfSetting<S> = S extends Setting<infer T> ? T : never;

/** The settings of `SETTINGS` under their names in camelCase. */
export type TrainingSettings = {
	readonly [K in keyof typeof ALL as SettingName<K>]: ValueOfSetting<(typeof ALL)[K]>;
};

export function settingName(name: string): string {
	return name.replaceAll(/_([a-z])/g, (_, letter: string) => letter.toUpperCase());
}

/** Fills in what is not given. */
export function resolveSettings(given: Partial<TrainingSettings>, basis: SettingsBasis): TrainingSettings {
	const { resolution, resumed, resumeBlur } = basis;
	const isSmall = resolution <= SMALL_SIDE;
	const batch = given.batch ?? (isSmall ? BATCH.small : BATCH.published);
	const all = { ...basis, isSmall, batch, length: isSmall ? 0.1 : 1, isBlurred: !resumed || resumeBlur };
	const known: Readonly<Record<string, unknown>> = given;
	const settings = Object.entries<Setting<unknown>>(ALL).map(([name, { byDefault }]) => {
		const key = settingName(name);
		return [key, known[key] ?? byDefault.value(all)];
	});
	return Object.fromEntries(settings) as TrainingSettings;
}

/** What a step has to know: the settings, and what they come to for certain networks and images. */
export interface StepOptions extends TrainingSettings {
	/** Whether the latents of real images are known: the generator then reconstructs them. Not in the paper. */
	readonly hasLatents: boolean;
	/** Parameters of the discriminator that stay as they are, by official name. */
	readonly frozen: ReadonlySet<string>;
}

/** Throws `InputError` for batches that cannot be cut up, and for what the networks cannot do. */
export function stepOptions(settings: TrainingSettings, networks: TrainingNetworks, hasLatents = false): StepOptions {
	const { batchGpu, freezed } = settings;
	microBatches(settings);
	if (batchGpu > GROUP && batchGpu % GROUP !== 0) {
		throw new InputError(
			`training: ${batchGpu} images in one run of a graph, want at most ${GROUP} or a multiple of it: the discriminator compares them in groups of ${GROUP}`,
		);
	}
	return { ...settings, hasLatents, frozen: frozenParameters(networks.discriminator.config, freezed) };
}

/** Runs of a graph in a step. Throws `InputError` where the step cannot be cut into them. */
export function microBatches({ batch, batchGpu }: Pick<TrainingSettings, "batch" | "batchGpu">): number {
	const count = batch / batchGpu;
	if (Number.isInteger(count) && count >= 1 && Number.isInteger(batchGpu) && batchGpu >= 1) return count;
	throw new InputError(
		`training: batch ${batch} in runs of ${batchGpu}, want whole numbers, the second a divisor of the first`,
	);
}

/** Karras et al.'s rule of thumb for StyleGAN2 ("auto" configuration): γ = 0.0002 · R² / batch. */
export function suggestedGamma(resolution: number, batch: number): number {
	return (0.0002 * resolution * resolution) / batch;
}

/** A warning where γ is far from the rule, or `null`: published runs lie within a factor of about three of it. */
export function gammaWarning(gamma: number, resolution: number, batch: number): string | null {
	const suggested = suggestedGamma(resolution, batch);
	if (gamma >= suggested / TOLERATED && gamma <= suggested * TOLERATED) return null;
	const effect =
		gamma < suggested
			? "the discriminator may overpower the generator"
			: "the discriminator may be too smooth to teach the generator";
	return `gamma ${gamma} with batch ${batch} at ${resolution}² pixels: the rule of thumb 0.0002 · R² / batch gives ${suggested.toPrecision(2)}; ${effect}`;
}

const TOLERATED = 5;
