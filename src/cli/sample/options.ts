/** Options of `triplane sample`, resolved. */

import type { EngineRecord } from "../../platform/node/open-generator.ts";
import { InputError } from "../../tensor/errors.ts";
import {
	ANGLES,
	CAMERA_DEFAULTS,
	type CameraOptions,
	FOV,
	ORBIT,
	type SheetCameras,
	ZOOM,
} from "../options/cameras.ts";
import { EDITS } from "../options/edits.ts";
import { choice, flag, type OptionsOf, under, value } from "../options/fields.ts";
import { type DepthFormat, type OutputKind, VIEW_FILES } from "../options/outputs.ts";
import { PEOPLE } from "../options/people.ts";
import { RAY_LIMITS } from "../options/ray-limits.ts";
import { PUBLISHED_RAW, SAMPLING, SUPERRESOLUTION, TRUNCATION } from "../options/rendering.ts";
import { parseSeed } from "../options/seeds.ts";
import { MACHINE, NETWORK, OUTDIR, SAID } from "../options/shared.ts";

export const SAMPLE = {
	...NETWORK,
	...PEOPLE,
	...OUTDIR,
	...TRUNCATION,
	...EDITS,
	...under("Cameras:", { ...ANGLES, ...FOV, ...ZOOM, ...ORBIT }),
	...under("Rendering:", {
		...SAMPLING,
		...RAY_LIMITS,
		jitter: choice<"seeded" | "none">(
			"<kind>",
			"where samples lie within their intervals: by chance, or in the middle",
			["seeded", "none"],
			{ fallback: "seeded" },
		),
		jitterSeed: value("<seed>", "seed of the jitter", parseSeed, { fallback: 0 }),
		noiseMode: choice<"const" | "random" | "none">(
			"<mode>",
			"per-pixel noise of the backbone; const is the network's own",
			["const", "random", "none"],
			{ fallback: "const" },
		),
		noiseSeed: value("<seed>", "seed of --noise-mode random", parseSeed, { fallback: 0 }),
		...SUPERRESOLUTION,
		...PUBLISHED_RAW,
	}),
	...under("Output:", {
		...VIEW_FILES,
		sheet: flag("also all people as one picture, people.png, a row each"),
		...SAID,
	}),
	...MACHINE,
};

export type SampleOptions = OptionsOf<typeof SAMPLE>;

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

/** What the command line left open, as the run found it. */
export function resolvedOptions(options: SampleOptions, resolution: Resolution): Readonly<Record<string, unknown>> {
	const { engine, nrr, cameras } = resolution;
	const { device, renderer, precision } = engine;
	const outputs = outputKinds(options);
	return { ...anglesOf(options), fovDeg: cameras.fovDegrees.rendering, nrr, outputs, device, renderer, precision };
}

function anglesOf({ yaw, pitch, trueYaw, truePitch, cameras }: CameraOptions): Partial<CameraOptions> {
	if (cameras !== undefined) return {};
	if (trueYaw ?? truePitch) return { trueYaw: trueYaw ?? [0], truePitch: truePitch ?? [0] };
	return { yaw: yaw ?? CAMERA_DEFAULTS.yaw, pitch: pitch ?? CAMERA_DEFAULTS.pitch };
}
