/** Options of `triplane eyes`, and how they are read. */

import { GAZE_YAWS } from "../../analysis/eyes/person-eyes.ts";
import { InputError } from "../../tensor/errors.ts";
import type { TruncationOptions } from "../options/rendering.ts";
import type { EngineOptions } from "../options/shared.ts";
import type { ReportOptions } from "../report.ts";

export interface EyesOptions extends TruncationOptions, EngineOptions, ReportOptions {
	readonly network: string;
	readonly seeds: readonly number[];
	readonly outdir: string;
	readonly levels: readonly number[];
	/** True yaws, degrees. */
	readonly yaws: readonly number[];
	readonly sampleMult: number;
	/** Synthetic heads that are measured beside, of each kind of gaze. */
	readonly control: number;
	/** Synthetic heads that the gaze reader is fitted to; 0 for no reader. */
	readonly reader: number;
	/** Whether to write the set of eye regions. */
	readonly dataset?: boolean | undefined;
	readonly shapeRes: number;
	readonly level: number | "auto";
	/** Pixels of a side of the set's pictures. */
	readonly size: number;
}

export const EYES_DEFAULTS: Pick<
	EyesOptions,
	"levels" | "yaws" | "control" | "reader" | "shapeRes" | "level" | "size"
> = Object.freeze({ levels: [5, 10, 20], yaws: GAZE_YAWS, control: 0, reader: 0, shapeRes: 512, level: 10, size: 256 });

/** Throws `InputError` where there is nobody to measure. */
export function checkEyesOptions({ seeds, control, dataset }: EyesOptions): void {
	if (seeds.length === 0 && control === 0) {
		throw new InputError("eyes: nobody to measure; want --seeds, as in 0-9, or --control for synthetic heads");
	}
	if (seeds.length === 0 && dataset)
		throw new InputError("eyes: --dataset is made of a network's people; want --seeds");
}
