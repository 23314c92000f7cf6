/** Options that mean nothing without another one: said alone, they would be ignored in silence, so they are refused. */

import { InputError } from "../../tensor/errors.ts";
import { flagOf } from "../options/fields.ts";
import type { TrainCommandOptions } from "./options.ts";

interface Need {
	/** What is wanted beside the options, as on the command line. */
	readonly want: string;
	readonly options: readonly (keyof TrainCommandOptions)[];
	readonly met: (options: TrainCommandOptions) => boolean;
}

const NEEDS: readonly Need[] = [
	{
		want: "--latents, whose images are reconstructed",
		options: ["recon_kimg", "recon_lr", "recon_weight", "recon_edges", "recon_share"],
		met: ({ latents }) => latents !== undefined,
	},
	{ want: "--aug fixed", options: ["p"], met: ({ aug }) => aug === "fixed" },
	{ want: "--aug ada", options: ["target", "adaKimg"], met: ({ aug }) => aug === "ada" },
	{
		want: "--aug fixed or --aug ada",
		options: ["augpipe"],
		met: ({ aug }) => aug === "fixed" || aug === "ada",
	},
	{
		want: "--metrics, with one that wants a feature extractor",
		options: ["detector"],
		met: ({ metrics }) => metrics?.some((name) => name.endsWith("-detector")) ?? false,
	},
	{ want: "--metrics", options: ["metricsCount"], met: ({ metrics }) => (metrics?.length ?? 0) > 0 },
	{
		want: "--resume, with a network",
		options: ["resume_blur", "like", "allowUnused"],
		met: ({ resume }) => resume !== undefined,
	},
];

/**
 * Throws `InputError` for an option that was said now and has no effect.
 * @param said     on this command line
 * @param options  what holds: a run that goes on has those of its first start, too
 */
export function refuseIdleOptions(said: Partial<TrainCommandOptions>, options: TrainCommandOptions): void {
	for (const need of NEEDS) {
		const idle = need.options.find((name) => said[name] !== undefined);
		if (idle !== undefined && !need.met(options)) {
			throw new InputError(`train: ${flagOf(idle)} has no effect here: want ${need.want}`);
		}
	}
}
