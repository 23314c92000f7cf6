/** Sets of options that belong together. */

import type { Coordinates } from "./latent-space.ts";
import { INVERSION_DEFAULTS, type InversionOptions, TUNING_DEFAULTS, type TuneOptions } from "./options.ts";

export interface Recipe {
	/** Of the space of latents. */
	readonly coordinates: Coordinates;
	readonly inversion: InversionOptions;
	/** Zero steps for none. */
	readonly tuning: TuneOptions;
}

export type RecipeName = "triplane" | "published";

/**
 * - `triplane`: w+ in principal components, no tuning unless asked for; tuning looks at held views.
 * - `published`: what EG3D's projector and PTI do (Roich et al. 2021), with our losses for their perceptual one: 500
 *   steps in w as it is with noise on w, and on the noise maps, then 350 steps on the weights with the picture alone.
 */
export const RECIPES: { readonly [Name in RecipeName]: Recipe } = {
	triplane: { coordinates: "principal", inversion: INVERSION_DEFAULTS, tuning: { ...TUNING_DEFAULTS, steps: 0 } },
	published: {
		coordinates: "plain",
		inversion: {
			...INVERSION_DEFAULTS,
			space: "w",
			steps: 500,
			learningRate: 0.01,
			prior: 0,
			noise: 0.05,
			noiseMaps: true,
		},
		tuning: { ...TUNING_DEFAULTS, steps: 350, learningRate: 3e-4, held: false, locality: 0 },
	},
};
