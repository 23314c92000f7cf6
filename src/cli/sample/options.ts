/** Options of `triplane sample`, resolved. */

import type { NoiseMode } from "../../networks/config.ts";
import type { ImageFormat } from "../../platform/node/encode-image.ts";
import { InputError } from "../../tensor/errors.ts";
import { CAMERA_DEFAULTS, type CameraOptions } from "../options/cameras.ts";
import { type EditOptions, editArguments } from "../options/edits.ts";
import type { OutputKind } from "../options/outputs.ts";
import { ENGINE_DEFAULTS, type EngineOptions, networkArguments } from "../options/shared.ts";
import type { ReportOptions } from "../report.ts";

export interface SampleOptions extends CameraOptions, EditOptions, EngineOptions, ReportOptions {
	readonly network: string;
	readonly seeds: readonly number[];
	readonly outdir: string;
	/** Truncation psi; 1 is none. */
	readonly trunc: number;
	/** How many leading ws truncation touches. */
	readonly truncCutoff: number;
	readonly noiseMode: NoiseMode;
	readonly noiseSeed: number;
	/** Side of the raw image; the network's own where left out. */
	readonly nrr?: number | undefined;
	readonly sampleMult: number;
	readonly jitter: "seeded" | "none";
	readonly jitterSeed: number;
	/** Super-resolution. */
	readonly sr: boolean;
	/** Raw images as the published code leaves them where it alters them in place. */
	readonly publishedRaw?: boolean | undefined;
	readonly outputs?: readonly OutputKind[] | undefined;
	readonly format: ImageFormat;
	/** Whether all people also come as one picture. */
	readonly sheet?: boolean | undefined;
}

export const SAMPLE_DEFAULTS: Omit<SampleOptions, "network" | "seeds" | "outdir"> = Object.freeze({
	...ENGINE_DEFAULTS,
	trunc: 1,
	truncCutoff: 14,
	fovDeg: CAMERA_DEFAULTS.fovDeg,
	noiseMode: "const",
	noiseSeed: 0,
	sampleMult: 1,
	jitter: "seeded",
	jitterSeed: 0,
	sr: true,
	format: "png",
} as const);

/** What is written of each seed. Throws `InputError` where that needs what the options leave out. */
export function outputKinds({ outputs, sr }: SampleOptions): readonly OutputKind[] {
	if (outputs?.includes("image") && !sr) {
		throw new InputError(
			"--outputs image needs super-resolution, which --no-sr leaves out: want --outputs raw, or no --no-sr",
		);
	}
	return outputs ?? [sr ? "image" : "raw"];
}

/** What really ran, and what the network chose where the options left it open. */
export interface Resolution {
	readonly device: string;
	readonly renderer: string;
	readonly nrr: number;
}

/** Everything that bears on the result, with nothing left open: the options of a run that makes the same again. */
export function resolvedOptions(options: SampleOptions, resolution: Resolution): Readonly<Record<string, unknown>> {
	const { network, seeds, outdir, trunc, truncCutoff, noiseMode, noiseSeed, sampleMult, jitter, jitterSeed } = options;
	const { fovDeg, publishedZoom, radius, pivot, sr, format, threads } = options;
	const { device, renderer, nrr } = resolution;
	return {
		...{ network, seeds, outdir, trunc, truncCutoff, ...editArguments(options) },
		...{ ...anglesOf(options), fovDeg, publishedZoom, radius, pivot },
		...{ nrr, sampleMult, jitter, jitterSeed, noiseMode, noiseSeed, noSr: !sr },
		...{ outputs: outputKinds(options), format, device, threads, renderer },
		publishedRaw: options.publishedRaw,
		...networkArguments(options),
	};
}

function anglesOf({ yaw, pitch, trueYaw, truePitch }: CameraOptions): Partial<CameraOptions> {
	if (trueYaw ?? truePitch) return { trueYaw: trueYaw ?? [0], truePitch: truePitch ?? [0] };
	return { yaw: yaw ?? CAMERA_DEFAULTS.yaw, pitch: pitch ?? CAMERA_DEFAULTS.pitch };
}
