/** Options of the generator's methods; `render-options.ts` has those of `render`. */

import type { ProgressListener } from "../host/progress.ts";
import type { NoiseMode } from "../networks/config.ts";
import type { VolumeGridOptions } from "./volume.ts";

export interface MappingOptions {
	/** 1 leaves w as it is, 0 gives the average. Default 1. */
	readonly truncationPsi?: number | undefined;
	/** Number of leading ws that truncation touches; `null` (default) means all. */
	readonly truncationCutoff?: number | null | undefined;
	readonly signal?: AbortSignal | undefined;
}

export interface PlanesOptions {
	/** Per-pixel noise of the backbone. Default "const", the noise stored in the checkpoint. */
	readonly noiseMode?: NoiseMode | undefined;
	/** Seed of "random" noise. Default 0. */
	readonly noiseSeed?: number | undefined;
	readonly signal?: AbortSignal | undefined;
	readonly onProgress?: ProgressListener | undefined;
}

export interface VolumeOptions extends VolumeGridOptions {
	/** Colours as well as sigma; about three times the work. Default false. */
	readonly colours?: boolean | undefined;
	readonly signal?: AbortSignal | undefined;
	readonly onProgress?: ProgressListener | undefined;
}
