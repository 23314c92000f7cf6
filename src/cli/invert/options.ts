/** Options of `triplane invert`. */

import { FRAMINGS, type FramingName } from "../../alignment/framings.ts";
import { INVERSION_DEFAULTS } from "../../inversion/options.ts";
import { RECIPES, type Recipe, type RecipeName } from "../../inversion/recipes.ts";
import type { RenderingConfig } from "../../rendering/rendering-config.ts";
import { parseTruePitch, parseTrueYaw } from "../options/angles.ts";
import { parseCameraFile } from "../options/camera-file.ts";
import { choice, flag, type OptionsOf, text, under, value } from "../options/fields.ts";
import { numberIn, whole } from "../options/numbers.ts";
import { parseSeed } from "../options/seeds.ts";
import { MACHINE, NETWORK, OUTDIR, SAID } from "../options/shared.ts";

const { rays, seed, featureLoss } = INVERSION_DEFAULTS;

/** What both recipes do. */
function byRecipe(of: (recipe: Recipe) => number | string): { readonly fallbackText: string } {
	return { fallbackText: `${of(RECIPES.triplane)}; ${of(RECIPES.published)} with --recipe published` };
}

export const INVERT = {
	...NETWORK,
	image: text(
		"<file>",
		"the picture: PNG, JPEG or WebP; without --align square, the face where training pictures have it",
		{
			isRequired: true,
		},
	),
	align: choice<FramingName>(
		"<name>",
		"of a photograph: find the largest face first, and crop it as training pictures of this kind are cropped",
		Object.keys(FRAMINGS) as FramingName[],
		{ conflicts: ["camera", "trueYaw", "truePitch"] },
	),
	...OUTDIR,
	...under("Camera:", {
		trueYaw: value("<degrees>", "where the picture was taken from, about the pivot", parseTrueYaw, {
			fallbackText: "searched for",
			conflicts: ["camera"],
		}),
		truePitch: value("<degrees>", "the same, positive from below", parseTruePitch, {
			fallbackText: "searched for",
			conflicts: ["camera"],
		}),
		camera: value(
			"<file>",
			"the picture's camera: the first one of a file of cameras (docs/meshes-and-video.md)",
			parseCameraFile,
		),
		refineCamera: flag("move the camera that was given, too; one that was searched for always moves"),
	}),
	...under("Inversion:", {
		recipe: choice<RecipeName>(
			"<name>",
			"what the other options are by default: ours, or the published one (docs/inversion.md)",
			["triplane", "published"],
			{ fallback: "triplane" },
		),
		space: choice<"w" | "w+">(
			"<space>",
			"one latent for all layers, or one for each",
			["w", "w+"],
			byRecipe(({ inversion }) => inversion.space),
		),
		encoder: text(
			"<file>",
			"a file of 'triplane encoder', whose answer is the start; or none, for the average person",
			{ fallbackText: "that of the embedded network, if it has one" },
		),
		steps: value(
			"<n>",
			"steps of the optimiser; with 0 the encoder's answer is the result",
			whole(0, 100_000),
			byRecipe(({ inversion }) => inversion.steps),
		),
		rays: value("<n>", "rays of a step; where features are compared, of steps on weights only", whole(16, 65_536), {
			fallbackText: `${rays}`,
		}),
		lr: value(
			"<x>",
			"learning rate, in deviations of the network's own w; with --recipe published in w itself",
			numberIn({ above: 0, most: 100 }),
			byRecipe(({ inversion }) => inversion.learningRate),
		),
		prior: value(
			"<x>",
			"how much people near the average are preferred",
			numberIn({ least: 0, most: 1e6 }),
			byRecipe(({ inversion }) => inversion.prior),
		),
		noise: value(
			"<x>",
			"noise on w at the first step, in deviations of the network's own",
			numberIn({ least: 0, most: 100 }),
			byRecipe(({ inversion }) => inversion.noise),
		),
		featureLoss: value(
			"<x>",
			"weight of the difference of what the discriminator in the network's file sees; 0 for none",
			numberIn({ least: 0, most: 1e6 }),
			{ fallbackText: `${featureLoss} where the file has a discriminator` },
		),
		noiseMaps: flag("move the stored noise of the network, too; it is kept with the person"),
		mirror: flag("look at the mirrored picture in every third step"),
		tune: value(
			"<n>",
			"at most so many steps on the network's weights afterwards; they are kept with the person",
			whole(0, 100_000),
			byRecipe(({ tuning }) => tuning.steps),
		),
		tuneLr: value(
			"<x>",
			"learning rate of those steps",
			numberIn({ above: 0, most: 1 }),
			byRecipe(({ tuning }) => tuning.learningRate),
		),
		seed: value("<seed>", "of rays and of the people who say where w lie", parseSeed, { fallback: seed }),
	}),
	...under("Output:", SAID),
	...MACHINE,
};

export type InvertOptions = OptionsOf<typeof INVERT>;

/** The recipe with what was said instead; rays have as many samples as the network's own. */
export function recipeOf(options: InvertOptions, rendering: RenderingConfig): Recipe {
	const { coordinates, inversion, tuning } = RECIPES[options.recipe];
	const { depthResolution: coarse, depthResolutionImportance: fine } = rendering;
	const both = { rays: options.rays ?? rays, seed: options.seed, samples: { coarse, fine } };
	return {
		coordinates,
		inversion: {
			...inversion,
			...both,
			steps: options.steps ?? inversion.steps,
			space: options.space ?? inversion.space,
			learningRate: options.lr ?? inversion.learningRate,
			prior: options.prior ?? inversion.prior,
			noise: options.noise ?? inversion.noise,
			mirror: options.mirror ?? inversion.mirror,
			featureLoss: options.featureLoss ?? inversion.featureLoss,
			noiseMaps: options.noiseMaps ?? inversion.noiseMaps,
		},
		tuning: {
			...tuning,
			...both,
			steps: options.tune ?? tuning.steps,
			learningRate: options.tuneLr ?? tuning.learningRate,
		},
	};
}
