/**
 * Camera paths from a JSON file: `{ "loop": true, "cameras": [{ "yaw": 0.3, "pitch": 0 }, …] }`. Angles are published
 * parameters (`yaw`, `pitch`) or true angles in degrees about the pivot (`trueYaw`, `truePitch`); `fovDegrees` and
 * `radius` may be left out. Cameras are passed evenly in time.
 */

import { readFile } from "node:fs/promises";
import { z } from "zod";
import type { CameraPath, PathCamera, PathLens } from "../../generator/animation/camera-path.ts";
import { systemReason } from "../../platform/node/system-reason.ts";
import type { CameraOrbit } from "../../rendering/cameras.ts";
import { poseFromTrueAngles } from "../../rendering/true-angles.ts";
import { InputError } from "../../tensor/errors.ts";
import type { VideoOptions } from "./options.ts";

const MOST_BYTES = 2 ** 22;
const MOST_CAMERAS = 10_000;
const RADIANS = Math.PI / 180;

const angle = z.number().min(-1000).max(1000);
const camera = z.strictObject({
	yaw: angle.optional(),
	pitch: angle.optional(),
	trueYaw: angle.optional(),
	truePitch: z.number().min(-89.9).max(89.9).optional(),
	fovDegrees: z.number().gt(0).lt(180).optional(),
	radius: z.number().gt(0).max(1e6).optional(),
});
const file = z.strictObject({ loop: z.boolean().default(false), cameras: z.array(camera).min(1).max(MOST_CAMERAS) });

/** The path that the options ask for. Rejects with `InputError` for a file that cannot be read or is no path. */
export async function cameraPath(options: VideoOptions, orbit: CameraOrbit): Promise<CameraPath> {
	const { path, orbitYaw, orbitPitch, fovDeg } = options;
	if (path === "orbit") return { kind: "orbit", yaw: orbitYaw, pitch: orbitPitch };
	if (path === "360") return { kind: "360", pitch: 0 };
	const { loop, cameras } = parsed(path, await textOf(path));
	const lens: PathLens = { fovDegrees: fovDeg, radius: orbit.radius };
	return { kind: "keyframes", loop, cameras: cameras.map((one) => pathCamera(one, orbit, lens)) };
}

async function textOf(path: string): Promise<string> {
	try {
		const bytes = await readFile(path);
		if (bytes.byteLength > MOST_BYTES)
			throw new InputError(`path '${path}': ${bytes.byteLength} bytes, want at most ${MOST_BYTES}`);
		return bytes.toString("utf8");
	} catch (error) {
		if (error instanceof InputError) throw error;
		throw new InputError(`path '${path}': ${systemReason(error)}`, { cause: error });
	}
}

function parsed(path: string, text: string): z.infer<typeof file> {
	let content: unknown;
	try {
		content = JSON.parse(text);
	} catch (cause) {
		throw new InputError(`path '${path}': is no JSON`, { cause });
	}
	const result = file.safeParse(content);
	if (result.success) return result.data;
	const [issue] = result.error.issues;
	throw new InputError(
		`path '${path}': ${issue?.path.join(".") || "the file"}: ${issue?.message}; want { "loop": true, "cameras": [{ "yaw": 0, "pitch": 0 }] }`,
	);
}

function pathCamera(one: z.infer<typeof camera>, orbit: CameraOrbit, lens: PathLens): PathCamera {
	const own: PathLens = { fovDegrees: one.fovDegrees ?? lens.fovDegrees, radius: one.radius ?? lens.radius };
	if (one.trueYaw === undefined && one.truePitch === undefined) {
		return { ...own, yaw: one.yaw ?? 0, pitch: one.pitch ?? 0 };
	}
	if (one.yaw !== undefined || one.pitch !== undefined) {
		throw new InputError("path: a camera has published and true angles, want one kind");
	}
	const angles = { yawRadians: (one.trueYaw ?? 0) * RADIANS, pitchRadians: (one.truePitch ?? 0) * RADIANS };
	return { ...own, ...poseFromTrueAngles(angles, { pivot: orbit.pivot, radius: own.radius }) };
}
