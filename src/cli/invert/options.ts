/** Options of `triplane invert`. */

import { FRAMINGS, type FramingName } from "../../alignment/framings.ts";
import { INVERSION_DEFAULTS } from "../../inversion/invert.ts";
import { parseTruePitch, parseTrueYaw } from "../options/angles.ts";
import { parseCameraFile } from "../options/camera-file.ts";
import { choice, flag, type OptionsOf, text, under, value } from "../options/fields.ts";
import { numberIn, whole } from "../options/numbers.ts";
import { parseSeed } from "../options/seeds.ts";
import { MACHINE, NETWORK, OUTDIR, SAID } from "../options/shared.ts";

const { steps, space, rays, learningRate, prior, seed } = INVERSION_DEFAULTS;

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
		space: choice<"w" | "w+">("<space>", "one latent for all layers, or one for each", ["w", "w+"], {
			fallback: space,
		}),
		steps: value("<n>", "steps of the optimiser", whole(1, 100_000), { fallback: steps }),
		rays: value("<n>", "rays of a step", whole(16, 65_536), { fallback: rays }),
		lr: value("<x>", "learning rate, in deviations of the network's own w", numberIn({ above: 0, most: 100 }), {
			fallback: learningRate,
		}),
		prior: value("<x>", "how much people near the average are preferred", numberIn({ least: 0, most: 1e6 }), {
			fallback: prior,
		}),
		seed: value("<seed>", "of rays and of the people who say where w lie", parseSeed, { fallback: seed }),
	}),
	...under("Output:", SAID),
	...MACHINE,
};

export type InvertOptions = OptionsOf<typeof INVERT>;
