/** What an inversion and a tuning are set with, and our defaults. Loads nothing, so that a command line can show them at once. */

import type { RaySamples } from "../training/teaching/teaching-graphs.ts";

export interface InversionOptions {
	/** Steps of the optimiser. */
	readonly steps: number;
	/** One latent for all layers (w), or one for each (w+). */
	readonly space: "w" | "w+";
	/**
	 * Where the camera moves: share of the steps, from the first, in which the latents of w+ move as one. Layers that move by
	 * themselves imitate other cameras.
	 */
	readonly tied: number;
	/** Rays of a step. */
	readonly rays: number;
	readonly samples: RaySamples;
	/** Of Adam, in coordinates of the space of latents: deviations of the network's own w, or plain numbers. */
	readonly learningRate: number;
	/** Weight of the mean squared coordinate, in deviations: people near the average are more likely. */
	readonly prior: number;
	/** Noise on coordinates, in deviations of the network's own w; it falls to 0 over the first three quarters of the steps. */
	readonly noise: number;
	/** Whether every third step looks at the mirrored picture: faces are much the same on both sides. */
	readonly mirror: boolean;
	/** Whether the camera moves, too. */
	readonly refineCamera: boolean;
	/** Weight of the difference of what the discriminator sees; counts only where there is a discriminator. */
	readonly featureLoss: number;
	/** Whether the backbone's stored noise moves, too. */
	readonly noiseMaps: boolean;
	readonly seed: number;
}

export const INVERSION_DEFAULTS: InversionOptions = {
	...{
		steps: 150,
		space: "w+",
		tied: 0.5,
		rays: 1024,
		samples: { coarse: 24, fine: 12 },
		learningRate: 0.1,
		prior: 0.002,
	},
	...{ noise: 0, mirror: false, refineCamera: false, featureLoss: 1, noiseMaps: false, seed: 0 },
};

export interface TuneOptions extends Pick<InversionOptions, "steps" | "rays" | "samples" | "seed"> {
	/** Of Adam, on the weights as they are stored. */
	readonly learningRate: number;
	/** Whether steps look at held views, too, and whether those say when to stop. */
	readonly held: boolean;
	/** Weight of the mean squared change of the planes of other people nearby: the generator stays as it is around the person. */
	readonly locality: number;
}

export const TUNING_DEFAULTS: TuneOptions = {
	...{ steps: 100, rays: 1024, samples: { coarse: 24, fine: 12 }, seed: 0 },
	...{ learningRate: 1e-3, held: true, locality: 0.03 },
};
