/**
 * Cameras on the command line: a sheet of views, one row per pitch and one column per yaw.
 *
 * Angles come in two kinds that must not be mixed up: parameters of the published scripts (`--yaw`, `--pitch`, radians
 * in name only), and true angles about the pivot (`--true-yaw`, `--true-pitch`, degrees). A run takes one kind; records
 * show both.
 */

import { Option } from "@commander-js/extra-typings";
import {
	frontalConditioning,
	TRAINING_FOV_DEGREES,
	trainingOrbit,
	type ViewCamera,
	viewCamera,
} from "../../generator/view-cameras.ts";
import type { RenderingConfig } from "../../networks/config.ts";
import type { CameraOrbit, PoseParameters } from "../../rendering/cameras.ts";
import { poseFromTrueAngles } from "../../rendering/true-angles.ts";
import type { HostTensor } from "../../tensor/host-tensor.ts";
import { parseNumber, parseNumberList, parseVec3 } from "./numbers.ts";

export { TRAINING_FOV_DEGREES, type ViewCamera };

export interface CameraOptions {
	readonly yaw?: readonly number[] | undefined;
	readonly pitch?: readonly number[] | undefined;
	readonly trueYaw?: readonly number[] | undefined;
	readonly truePitch?: readonly number[] | undefined;
	readonly fovDeg: number;
	readonly radius?: number | undefined;
	readonly pivot?: readonly [number, number, number] | undefined;
	readonly publishedZoom?: boolean | undefined;
}

/** The published script's three views. */
export const CAMERA_DEFAULTS: {
	readonly yaw: readonly number[];
	readonly pitch: readonly number[];
	readonly fovDeg: number;
} = Object.freeze({
	yaw: [0.4, 0, -0.4],
	pitch: [-0.2],
	fovDeg: TRAINING_FOV_DEGREES,
});

export interface SheetCameras {
	/** One row per pitch, one column per yaw. */
	readonly rows: readonly (readonly ViewCamera[])[];
	/** Label [1, 25] that the mapping sees: frontal, with the training intrinsics. */
	readonly conditioning: HostTensor<"float32">;
	readonly orbit: CameraOrbit;
	readonly fovDegrees: { readonly rendering: number; readonly conditioning: number };
}

type ListOption<Flags extends string> = Option<Flags, undefined, undefined, number[]>;

const MOST_ANGLES = 64;

export function yawOption(): ListOption<"--yaw <list>"> {
	return anglesOption(
		"--yaw <list>",
		`yaws in the published parametrisation, radians; positive moves the camera to the right of the scene (default: ${CAMERA_DEFAULTS.yaw.join(",")})`,
	).conflicts(["trueYaw", "truePitch"]);
}

export function pitchOption(): ListOption<"--pitch <list>"> {
	return anglesOption(
		"--pitch <list>",
		`pitches in the published parametrisation, radians in name only: 1.047 is 41.8°; positive moves the camera down (default: ${CAMERA_DEFAULTS.pitch.join(",")})`,
	).conflicts(["trueYaw", "truePitch"]);
}

export function trueYawOption(): ListOption<"--true-yaw <list>"> {
	return anglesOption("--true-yaw <list>", "instead of --yaw: true angles about the pivot, degrees");
}

export function truePitchOption(): ListOption<"--true-pitch <list>"> {
	const limits = { least: -90, most: 90 };
	return anglesOption(
		"--true-pitch <list>",
		"instead of --pitch: true angles about the pivot, degrees, positive from below",
		limits,
	);
}

export function fovOption(): Option<"--fov-deg <degrees>", undefined, number, number> {
	return new Option(
		"--fov-deg <degrees>",
		"field of view of the rendering camera, as the published scripts count it: about the diagonal",
	)
		.argParser((text) => parseNumber(text, { least: 0.01, below: 180 }))
		.default<number>(TRAINING_FOV_DEGREES);
}

export function radiusOption(): Option<"--radius <units>", undefined, undefined, number> {
	return new Option(
		"--radius <units>",
		"radius of the cameras' sphere about the origin (default: the network's)",
	).argParser((text) => parseNumber(text, { above: 0, most: 1e6 }));
}

export function pivotOption(): Option<"--pivot <x,y,z>", undefined, undefined, readonly [number, number, number]> {
	return new Option("--pivot <x,y,z>", "point the cameras look at (default: the network's)").argParser(parseVec3);
}

export function publishedZoomOption(): Option<"--published-zoom"> {
	return new Option(
		"--published-zoom",
		"let --fov-deg change the conditioning camera too, as the published scripts do; it changes the person",
	);
}

/** The cameras of a sheet for a network with this rendering configuration. */
export function sheetCameras(options: CameraOptions, rendering: RenderingConfig): SheetCameras {
	const trained = trainingOrbit(rendering);
	const orbit: CameraOrbit = { radius: options.radius ?? trained.radius, pivot: options.pivot ?? trained.pivot };
	const conditioningFov = options.publishedZoom ? options.fovDeg : TRAINING_FOV_DEGREES;
	const rows = poses(options, orbit).map((row) => row.map((pose) => viewCamera(pose, orbit, options.fovDeg)));
	const conditioning = frontalConditioning(rendering, conditioningFov);
	return { rows, conditioning, orbit, fovDegrees: { rendering: options.fovDeg, conditioning: conditioningFov } };
}

function poses({ yaw, pitch, trueYaw, truePitch }: CameraOptions, orbit: CameraOrbit): PoseParameters[][] {
	if (trueYaw ?? truePitch) {
		return (truePitch ?? [0]).map((pitchDegrees) =>
			(trueYaw ?? [0]).map((yawDegrees) =>
				poseFromTrueAngles({ yawRadians: radians(yawDegrees), pitchRadians: radians(pitchDegrees) }, orbit),
			),
		);
	}
	const yaws = yaw ?? CAMERA_DEFAULTS.yaw;
	return (pitch ?? CAMERA_DEFAULTS.pitch).map((row) => yaws.map((column) => ({ yaw: column, pitch: row })));
}

function anglesOption<Flags extends string>(
	flags: Flags,
	description: string,
	limits: { least?: number; most?: number } = {},
): ListOption<Flags> {
	return new Option(flags, description).argParser((text) => parseNumberList(text, { ...limits, longest: MOST_ANGLES }));
}

function radians(value: number): number {
	return (value * Math.PI) / 180;
}
