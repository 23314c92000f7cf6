/**
 * Cameras on the command line: a sheet of views, one row per pitch and one column per yaw.
 *
 * Angles come in two kinds that must not be mixed up: parameters of the published scripts (`--yaw`, `--pitch`, radians
 * in name only), and true angles about the pivot (`--true-yaw`, `--true-pitch`, degrees). A run takes one kind; records
 * show both.
 */

import { degrees, radians, trueAngles } from "../../camera/angles.ts";
import { labelFaults } from "../../camera/label-checks.ts";
import { type CameraOrbit, type PoseParameters, poseFromTrueAngles } from "../../camera/orbit.ts";
import { type ViewCamera, viewCamera } from "../../camera/view-camera.ts";
import type { RayLimitChoice } from "../../generator/ray-limits.ts";
import { frontalConditioning, trainingFov, trainingOrbit } from "../../generator/training-cameras.ts";
import type { RenderingConfig, TrainingFov } from "../../rendering/rendering-config.ts";
import type { Float32Tensor } from "../../tensor/host-tensor.ts";
import type { Terminal } from "../terminal.ts";
import { parseAngles, parsePitch, parseTruePitch, parseTrueYaw, parseYaw, TRUE_ANGLE_OPTIONS } from "./angles.ts";
import { CAMERA_FILE, type CameraFile, placedCamera } from "./camera-file.ts";
import { flag, type OptionsOf, value } from "./fields.ts";
import { parseNumber, parseVec3 } from "./numbers.ts";
import { rayLimitsWarning } from "./ray-limits.ts";

export type { ViewCamera };

/** The published script's three views. */
export const CAMERA_DEFAULTS: {
	readonly yaw: readonly number[];
	readonly pitch: readonly number[];
} = Object.freeze({
	yaw: [0.4, 0, -0.4],
	pitch: [-0.2],
});

const IN_ONE_WAY = ["trueYaw", "truePitch", "cameras"];

/** Where cameras look from, one row for each pitch and one column for each yaw. */
export const ANGLES = {
	yaw: value(
		"<list>",
		"yaws in the published parametrisation, radians; positive moves the camera to the right of the scene",
		(words): readonly number[] => parseAngles(words, (part) => parseYaw(part, TRUE_ANGLE_OPTIONS)),
		{ fallbackText: CAMERA_DEFAULTS.yaw.join(","), conflicts: IN_ONE_WAY },
	),
	pitch: value(
		"<list>",
		"pitches in the published parametrisation, radians in name only: 1.047 is 41.8°; positive moves the camera down",
		(words): readonly number[] => parseAngles(words, (part) => parsePitch(part, TRUE_ANGLE_OPTIONS)),
		{ fallbackText: CAMERA_DEFAULTS.pitch.join(","), conflicts: IN_ONE_WAY },
	),
	trueYaw: value(
		"<list>",
		"instead of --yaw: true angles about the pivot, degrees",
		(words): readonly number[] => parseAngles(words, parseTrueYaw),
		{ conflicts: ["cameras"] },
	),
	truePitch: value(
		"<list>",
		"instead of --pitch: true angles about the pivot, degrees, positive from below",
		(words): readonly number[] => parseAngles(words, parseTruePitch),
		{ conflicts: ["cameras"] },
	),
	...CAMERA_FILE,
};

/** One angle, where there is one view. */
export const VIEW_ANGLES = {
	yaw: (fallback: number) =>
		value("<yaw>", "yaw in the published parametrisation", (words) => parseYaw(words), { fallback }),
	pitch: (fallback: number) =>
		value("<pitch>", "pitch in the published parametrisation", (words) => parsePitch(words), { fallback }),
};

export const FOV = {
	fovDeg: value(
		"<degrees>",
		"field of view of the rendering camera, as the published scripts count it: about the diagonal",
		parseFov,
		{ fallbackText: "that of the network's training cameras" },
	),
};

/** The sphere that cameras stand on, and what they look at. */
export const ORBIT = {
	radius: value("<units>", "radius of the cameras' sphere about the origin", parseRadius, {
		fallbackText: "the network's",
	}),
	pivot: value("<x,y,z>", "point the cameras look at", parseVec3, { fallbackText: "the network's" }),
};

export const ZOOM = {
	publishedZoom: flag(
		"let --fov-deg change the conditioning camera too, as the published scripts do; it changes the person",
	),
};

export type CameraOptions = OptionsOf<typeof ANGLES & typeof FOV & typeof ORBIT & typeof ZOOM>;

export interface SheetCameras {
	/** One row per pitch, one column per yaw; as the file has them where cameras come from one. */
	readonly rows: readonly (readonly ViewCamera[])[];
	/** Label [1, 25] that the mapping sees: frontal, with the training intrinsics. */
	readonly conditioning: Float32Tensor;
	readonly orbit: CameraOrbit;
	readonly fovDegrees: SheetFov;
}

export interface SheetFov {
	/** Of cameras that do not say it themselves. */
	readonly rendering: number;
	readonly conditioning: number;
	/** Where the former comes from: "--fov-deg", "preset ffhq512-128". */
	readonly source: string;
}

/** Degrees. */
export function parseFov(text: string): number {
	return parseNumber(text, { least: 0.01, below: 180 });
}

/** World units. */
export function parseRadius(text: string): number {
	return parseNumber(text, { above: 0, most: 1e6 });
}

/** Where cameras stand: what the options say, else the network. */
export function cameraOrbit(
	{ radius, pivot }: Pick<CameraOptions, "radius" | "pivot">,
	rendering: RenderingConfig,
): CameraOrbit {
	const trained = trainingOrbit(rendering);
	return { radius: radius ?? trained.radius, pivot: pivot ?? trained.pivot };
}

/** The field of view of rendering cameras, and who says so. */
export function renderingFov(fovDeg: number | undefined, rendering: RenderingConfig): TrainingFov {
	return fovDeg === undefined ? trainingFov(rendering) : { degrees: fovDeg, source: "--fov-deg" };
}

/** Says what the network chose where the options did not, and warns where its rays miss the box. */
export function remarkOnCameras(
	cameras: readonly Pick<ViewCamera, "label">[],
	options: {
		readonly fovDeg?: number | undefined;
		readonly rayLimits?: RayLimitChoice | undefined;
		readonly yaw?: number | readonly number[] | undefined;
	},
	rendering: RenderingConfig,
	terminal: Terminal,
): void {
	const { fovDeg, rayLimits = "published", yaw = [] } = options;
	const { degrees, source } = renderingFov(fovDeg, rendering);
	const meant = degreesMeant([yaw].flat());
	if (meant !== null) terminal.remark(meant);
	if (fovDeg === undefined) terminal.remark(`field of view ${degrees}° (${source})`);
	for (const warning of [fieldWarning(cameras), rayLimitsWarning(rayLimits, cameras, rendering)]) {
		if (warning !== null) terminal.warn(warning);
	}
}

/** What to say of the first camera that sees next to nothing, or nearly everything; `null` where there is none. */
function fieldWarning(cameras: readonly Pick<ViewCamera, "label">[]): string | null {
	for (const [index, { label }] of cameras.entries()) {
		const fault = labelFaults([...label.data]).find(({ kind }) => kind === "label-field-of-view");
		if (fault) return `camera ${index}: ${fault.detail}; want focal lengths in sides of the image, not in pixels`;
	}
	return null;
}

/**
 * What to say of a yaw of 1, 2 or 3: in radians it is a large turn, in degrees hardly any, and either may be meant.
 * `null` where there is none.
 */
export function degreesMeant(yaws: readonly number[]): string | null {
	const whole = yaws.find((value) => value !== 0 && Number.isInteger(value));
	if (whole === undefined) return null;
	const radiansOf = Number(radians(whole).toPrecision(3));
	return `--yaw ${whole} is in radians, ${Math.round(degrees(whole))}°; for ${whole}° want --yaw ${radiansOf}`;
}

/** The cameras of a sheet for a network with this rendering configuration. */
export function sheetCameras(
	options: CameraOptions,
	rendering: RenderingConfig,
	file: CameraFile | null = null,
): SheetCameras {
	const orbit = cameraOrbit(options, rendering);
	const { degrees, source } = renderingFov(options.fovDeg, rendering);
	const conditioningFov = options.publishedZoom ? degrees : trainingFov(rendering).degrees;
	const lens = { orbit, fovDegrees: degrees };
	const rows = file
		? file.rows.map((row) => row.map((camera) => placedCamera(camera, lens)))
		: poses(options, orbit).map((row) => row.map((pose) => viewCamera(pose, orbit, degrees)));
	const conditioning = frontalConditioning(rendering, conditioningFov);
	return { rows, conditioning, orbit, fovDegrees: { rendering: degrees, conditioning: conditioningFov, source } };
}

function poses({ yaw, pitch, trueYaw, truePitch }: CameraOptions, orbit: CameraOrbit): PoseParameters[][] {
	if (trueYaw ?? truePitch) {
		return (truePitch ?? [0]).map((pitchDegrees) =>
			(trueYaw ?? [0]).map((yawDegrees) => poseFromTrueAngles(trueAngles(yawDegrees, pitchDegrees), orbit)),
		);
	}
	const yaws = yaw ?? CAMERA_DEFAULTS.yaw;
	return (pitch ?? CAMERA_DEFAULTS.pitch).map((row) => yaws.map((column) => ({ yaw: column, pitch: row })));
}
