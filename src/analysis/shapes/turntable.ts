/** Pictures of a mesh from all sides. */

import { directionOfAngles, radians } from "../../camera/angles.ts";
import { lookAt } from "../../camera/cam2world.ts";
import { intrinsicsFromTrueFov } from "../../camera/intrinsics.ts";
import type { Camera } from "../../camera/label.ts";
import { boundsOf } from "../../mesh/measure.ts";
import type { Mesh } from "../../mesh/mesh.ts";
import { previewMesh } from "../../mesh/preview/preview.ts";
import { onBackground } from "../../mesh/preview/rgba-image.ts";
import type { PreviewMaterial } from "../../mesh/preview/shade.ts";
import { InputError, throwIfAborted } from "../../tensor/errors.ts";
import { type PixelImage, sheetOf } from "../../tensor/pixels.ts";
import { addVec3, lengthVec3, scaleVec3, subtractVec3 } from "../../tensor/vec3.ts";

export interface TurntableOptions {
	/** Views, evenly about the vertical axis, the first from the front. */
	readonly views: number;
	/** Pixels of a side of each view. */
	readonly side: number;
	/** Degrees that cameras look down from. */
	readonly heightDegrees: number;
	/** One row of views for each. */
	readonly materials: readonly PreviewMaterial[];
	readonly signal?: AbortSignal | undefined;
}

export const TURNTABLE_DEFAULTS: TurntableOptions = Object.freeze({
	views: 6,
	side: 256,
	heightDegrees: 8,
	materials: ["clay", "colours"] as const,
});

/** Distance of the cameras in radii of the mesh: a mild perspective, as a portrait's. */
const DISTANCE = 5;
/** Room about the mesh, as a share of its radius. */
const MARGIN = 1.04;
const PAPER = [255, 255, 255] as const;

/** A sheet: one row per material, one column per view. Throws `InputError` for a mesh without vertices. */
export function turntable(mesh: Mesh, options: TurntableOptions = TURNTABLE_DEFAULTS): PixelImage {
	const { views, side, materials, signal } = options;
	const cameras = Array.from({ length: views }, (_, view) =>
		cameraAround(mesh, (2 * Math.PI * view) / views, radians(options.heightDegrees)),
	);
	return sheetOf(
		materials.map((material) =>
			cameras.map((camera) => {
				throwIfAborted(signal, "turntable");
				return onBackground(previewMesh(mesh, camera, { width: side, height: side, material }), PAPER);
			}),
		),
	);
}

/**
 * A camera that sees all of a mesh.
 * @param yaw     about the vertical axis, 0 from the front (+z), radians
 * @param height  above the horizontal, radians
 */
export function cameraAround(mesh: Mesh, yaw: number, height: number): Camera {
	const box = boundsOf(mesh.positions);
	if (!box) throw new InputError("turntable: the mesh has no vertices");
	const middle = scaleVec3(addVec3(box.min, box.max), 0.5);
	const radius = Math.max(lengthVec3(subtractVec3(box.max, middle)), 1e-6) * MARGIN;
	const direction = directionOfAngles({ yawRadians: yaw, pitchRadians: -height });
	return {
		cam2world: lookAt(addVec3(middle, scaleVec3(direction, DISTANCE * radius)), middle),
		intrinsics: intrinsicsFromTrueFov("side", 2 * Math.asin(1 / DISTANCE)),
	};
}
