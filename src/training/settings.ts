/**
 * The settings of a run of training. Each one is described once, in `SETTINGS`, under the published trainer's name: what it
 * means, which values it takes, its default. Types, defaults, and the options of `triplane train` with their help and
 * records follow from that.
 */

import { InputError } from "../tensor/errors.ts";
import { frozenParameters } from "./networks/discriminator-sizes.ts";
import type { TrainingNetworks } from "./networks/training-networks.ts";
import type { DefaultsBasis as Basis, Setting, SettingsBasis, SettingValue } from "./setting-kinds.ts";

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
		kimg: { help: "length of the run, thousands of images", values: "length", byDefault: 25_000 },
		batch: {
			help: "images of a step",
			values: "count",
			byDefault: ({ batch }: Basis): number => batch,
			text: "8 up to 128 pixels, else 32",
		},
		batchGpu: {
			help: "images that are worked on at once; a divisor of --batch",
			values: "count",
			byDefault: ({ batch }: Basis): number => batch,
			text: "all",
		},
		gamma: {
			help: "weight of R1",
			values: "notNegative",
			byDefault: ({ resolution, batch }: Basis): number => Number(suggestedGamma(resolution, batch).toPrecision(3)),
			text: "0.0002 · R² / batch",
		},
		seed: { help: "of weights, order of images and all random numbers", values: "seed", byDefault: 0 },
	},
	reports: {
		tick: {
			help: "thousands of images between reports",
			values: "kimg",
			byDefault: ({ isSmall }: Basis): number => (isSmall ? 1 : 4),
			text: "1 up to 128 pixels, else 4",
		},
		snap: { help: "ticks between snapshots; 0 for one at the end only", values: "countOrNone", byDefault: 50 },
		saveMinutes: { help: "the state is saved at least this often", values: "length", byDefault: 10 },
	},
	optimisers: {
		glr: { help: "learning rate of the generator", values: "positive", byDefault: 0.0025 },
		dlr: { help: "learning rate of the discriminator", values: "positive", byDefault: 0.002 },
		freezed: { help: "first layers of the discriminator that stay as they are", values: "countOrNone", byDefault: 0 },
	},
	schedules: {
		gpc_reg_prob: {
			help: "probability that the conditioning camera is swapped",
			values: "probability",
			byDefault: 0.5,
		},
		gpc_reg_fade_kimg: {
			help: "length over which it falls from 1",
			values: "lengthOrNone",
			byDefault: ({ resumed, length }: Basis): number => (resumed ? 0 : 1000 * length),
			text: "1000",
		},
		blur_init_sigma: {
			help: "blur of early images, pixels",
			values: "notNegative",
			byDefault: ({ isBlurred, resolution }: Basis): number => (isBlurred ? (10 * resolution) / 512 : 0),
			text: "10 at 512 pixels",
		},
		blur_fade_kimg: {
			help: "length over which the blur fades",
			values: "lengthOrNone",
			byDefault: ({ length }: Basis): number => 200 * length,
			text: "200",
		},
		neural_rendering_resolution_initial: {
			help: "rays per side; without super-resolution also the size of images",
			values: "rays",
			byDefault: ({ neuralRenderingResolution }: Basis): number => neuralRenderingResolution,
			text: "the network's",
		},
		neural_rendering_resolution_final: {
			help: "rays per side at the end",
			values: "rays",
			byDefault: (): null => null,
			text: "as initially",
		},
		neural_rendering_resolution_fade_kimg: {
			help: "length of the change",
			values: "lengthOrNone",
			byDefault: ({ length }: Basis): number => 1000 * length,
			text: "1000",
		},
	},
	regularisation: {
		density_reg: { help: "weight of the density regularisation", values: "notNegative", byDefault: 0.25 },
		density_reg_every: { help: "steps between them; 0 for never", values: "countOrNone", byDefault: 4 },
		density_reg_p_dist: { help: "distance of its points, world units", values: "positive", byDefault: 0.004 },
		reg_type: {
			help: "kind of density regularisation",
			placeholder: "<kind>",
			values: ["l1", "monotonic-detach", "monotonic-fixed"],
			byDefault: "l1",
		},
		style_mixing_prob: { help: "that later layers take a second latent", values: "probability", byDefault: 0 },
	},
	reconstruction: {
		recon_kimg: {
			help: "thousands of images before there is a discriminator",
			values: "lengthOrNone",
			byDefault: 0,
			needs: "latents",
		},
		recon_lr: {
			help: "learning rate of the generator in that time",
			values: "positive",
			byDefault: 0.01,
			needs: "latents",
		},
		recon_weight: {
			help: "weight of the mean squared difference",
			values: "positive",
			byDefault: 50,
			needs: "latents",
		},
		recon_edges: {
			help: "weight of steps from pixel to pixel in it",
			values: "notNegative",
			byDefault: 0,
			needs: "latents",
		},
		recon_share: {
			help: "of the generator's batch while there is a discriminator",
			values: "probability",
			byDefault: 0.5,
			needs: "latents",
		},
	},
	augmentation: {
		aug: {
			help: "none, with a fixed probability, or adapted to over-fitting",
			placeholder: "<kind>",
			values: ["noaug", "fixed", "ada"],
			byDefault: "noaug",
		},
		augpipe: {
			help: "blits (b), geometry (g), colours (c)",
			placeholder: "<name>",
			values: ["blit", "geom", "color", "bg", "bgc"],
			byDefault: "bgc",
			needs: "augmentation",
		},
		p: { help: "probability with --aug fixed", values: "probability", byDefault: 0.2, needs: "fixed" },
		target: { help: "mean sign of real scores that --aug ada aims at", values: "share", byDefault: 0.6, needs: "ada" },
		adaKimg: {
			help: "for p to go from 0 to 1 at the fastest",
			values: "length",
			byDefault: ({ length }: Basis): number => 500 * length,
			text: "500; 50 up to 128 pixels",
			needs: "ada",
		},
	},
	/** For programs; `train` has no options for them. */
	programs: {
		d_reg_interval: { help: "steps between R1 penalties; 0 for never", values: "countOrNone", byDefault: 16 },
		ema_kimg: {
			help: "half-life of the generator's moving average, thousands of images",
			values: "length",
			byDefault: ({ batch }: Basis): number => (batch * 10) / 32,
			text: "10 for a batch of 32",
		},
		ema_rampup: {
			help: "share of the images so far that the half-life is at most; 0 for no such limit",
			values: "share",
			byDefault: ({ resumed }: Basis): number => (resumed ? 0 : 0.05),
			text: "0.05",
		},
	},
} as const;

/** `gpc_reg_prob` is `gpcRegProb`. */
export type SettingName<S> = S extends `${infer Head}_${infer Tail}`
	? `${Head}${Capitalize<SettingName<Tail> & string>}`
	: S;

type Group = keyof typeof SETTINGS;
type Named = { [G in Group]: keyof (typeof SETTINGS)[G] }[Group];
type Described<K> = { [G in Group]: K extends keyof (typeof SETTINGS)[G] ? (typeof SETTINGS)[G][K] : never }[Group];

/** The settings of `SETTINGS` under their names in camelCase. `docs/cli.md` explains those that `train` has as options. */
export type TrainingSettings = { readonly [K in Named as SettingName<K>]: SettingValue<Described<K>> };

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
	const groups: readonly Readonly<Record<string, Setting>>[] = Object.values(SETTINGS);
	const settings = groups.flatMap(Object.entries<Setting>).map(([name, { byDefault }]) => {
		const key = settingName(name);
		return [key, known[key] ?? (typeof byDefault === "function" ? byDefault(all) : byDefault)];
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
	requireRaysOfImages(settings, networks);
	return { ...settings, hasLatents, frozen: frozenParameters(networks.discriminator.config, freezed) };
}

/** Without super-resolution each ray is a pixel of the image, whose size the discriminator has. */
function requireRaysOfImages(
	{ neuralRenderingResolutionInitial: first, neuralRenderingResolutionFinal: last }: TrainingSettings,
	{ generator: { config } }: TrainingNetworks,
): void {
	const { imgResolution, superresolution } = config;
	if (superresolution.blocks.length > 0 || (first === imgResolution && (last ?? first) === first)) return;
	throw new InputError(
		`training: ${first} rays per side, ${last ?? first} at the end, and images of ${imgResolution}²; this network has no super-resolution, want ${imgResolution} from beginning to end`,
	);
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
