/** Options of `triplane sample`, resolved. */

import type { RayLimitChoice } from "../../generator/ray-limits.ts";
import type { NoiseMode } from "../../networks/config.ts";
import type { ImageFormat } from "../../platform/node/encode-image.ts";
import type { EngineRecord } from "../../platform/node/open-generator.ts";
import { InputError } from "../../tensor/errors.ts";
import { CAMERA_DEFAULTS, type CameraOptions, type SheetCameras } from "../options/cameras.ts";
import { type EditOptions, editArguments } from "../options/edits.ts";
import type { DepthFormat, OutputKind } from "../options/outputs.ts";
import type { PeopleOptions } from "../options/people.ts";
import { ENGINE_DEFAULTS, type EngineOptions, networkArguments } from "../options/shared.ts";
import type { ReportOptions } from "../report.ts";

export interface SampleOptions extends CameraOptions, EditOptions, EngineOptions, PeopleOptions, ReportOptions {
	readonly network: string;
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
	/** The network's own where left out. */
	readonly rayLimits?: RayLimitChoice | undefined;
	/** Raw images as the published code leaves them where it alters them in place. */
	readonly publishedRaw?: boolean | undefined;
	readonly outputs?: readonly OutputKind[] | undefined;
	/** Files of depth; 8-bit PNG where left out. */
	readonly depthFormat?: readonly DepthFormat[] | undefined;
	readonly format: ImageFormat;
	/** Whether all people also come as one picture. */
	readonly sheet?: boolean | undefined;
}

export const SAMPLE_DEFAULTS: Omit<SampleOptions, "network" | "outdir"> = Object.freeze({
	...ENGINE_DEFAULTS,
	trunc: 1,
	truncCutoff: 14,
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

/** Files of depth. Throws `InputError` where formats are asked for and depth is not. */
export function depthFormats(options: SampleOptions): readonly DepthFormat[] {
	const { depthFormat } = options;
	const wanted = outputKinds(options).includes("depth");
	if (depthFormat !== undefined && !wanted) {
		throw new InputError("--depth-format: depth is not among the outputs; want --outputs depth, alone or with others");
	}
	return wanted ? (depthFormat ?? ["png"]) : [];
}

/** What really ran, and what the network chose where the options left it open. */
export interface Resolution {
	readonly engine: Pick<EngineRecord, "device" | "renderer" | "precision">;
	readonly nrr: number;
	readonly cameras: Pick<SheetCameras, "fovDegrees">;
}

/** Everything that bears on the result, with nothing left open: the options of a run that makes the same again. */
export function resolvedOptions(options: SampleOptions, resolution: Resolution): Readonly<Record<string, unknown>> {
	const { network, seeds, ws, outdir, trunc, truncCutoff, noiseMode, noiseSeed, sampleMult, jitter } = options;
	const { jitterSeed, publishedZoom, radius, pivot, sr, format, threads, rayLimits } = options;
	const { engine, nrr, cameras } = resolution;
	const { device, renderer, precision } = engine;
	return {
		...{ network, seeds, ws, outdir, trunc, truncCutoff, ...editArguments(options) },
		...{ ...anglesOf(options), fovDeg: cameras.fovDegrees.rendering, publishedZoom, radius, pivot },
		...{ nrr, sampleMult, jitter, jitterSeed, noiseMode, noiseSeed, noSr: !sr, rayLimits },
		publishedRaw: options.publishedRaw,
		...networkArguments(options),
		...{
			outputs: outputKinds(options),
			depthFormat: options.depthFormat,
			format,
			device,
			threads,
			renderer,
			precision,
		},
	};
}

function anglesOf(options: CameraOptions): Partial<CameraOptions> {
	const { yaw, pitch, trueYaw, truePitch, cameras, cameraList } = options;
	if (cameras !== undefined) return { cameras, cameraList };
	if (trueYaw ?? truePitch) return { trueYaw: trueYaw ?? [0], truePitch: truePitch ?? [0] };
	return { yaw: yaw ?? CAMERA_DEFAULTS.yaw, pitch: pitch ?? CAMERA_DEFAULTS.pitch };
}
