/** A zoomed picture of both eyes, and the irises in it. */

import { projectPoint } from "../../camera/projection.ts";
import type { Vec3 } from "../../tensor/vec3.ts";
import { lumaOf } from "../luma.ts";
import { EYE_PICTURE_WIDTH, eyeCamera } from "./eye-camera.ts";
import type { FacePicture, FaceSource } from "./face-source.ts";
import type { FoundEyes } from "./find-eyes.ts";
import { type LocatedIris, locateIris } from "./iris.ts";

export const EYE_PICTURE_SIDE = 160;

export const EYE_SIDES = ["left", "right"] as const;
/** The person's. */
export type EyeSide = (typeof EYE_SIDES)[number];

export interface EyePicture {
	readonly yawDegrees: number;
	readonly picture: FacePicture;
	/** `null` where no iris was seen. */
	readonly irises: Readonly<Record<EyeSide, LocatedIris | null>>;
}

/** Radii of irises in distances between the eyes: 0.094 in people, more in drawn ones and cats. */
export const IRIS_RADII: readonly [least: number, most: number] = [0.075, 0.145];
/** How far an iris may be from where its eye's centre is seen, in distances between the eyes. */
const REACH = { x: 0.17, y: 0.09 } as const;

/**
 * Takes the picture at a yaw and finds the irises near where the eyes' centres are seen.
 * @param centres  of each eye, world units
 * @param radius   how large irises may be, in distances between the eyes
 */
export async function takeEyePicture(
	source: FaceSource,
	eyes: FoundEyes,
	centres: Readonly<Record<EyeSide, Vec3>>,
	yawDegrees: number,
	radius: readonly [least: number, most: number] = IRIS_RADII,
): Promise<EyePicture> {
	const camera = eyeCamera(source, eyes, yawDegrees);
	const picture = await source.take(camera, EYE_PICTURE_SIDE);
	const luma = lumaOf(picture.image);
	const unit = EYE_PICTURE_SIDE / EYE_PICTURE_WIDTH;
	const find = (centre: Vec3): LocatedIris | null => {
		const { u, v } = projectPoint(camera, centre);
		return locateIris(luma, EYE_PICTURE_SIDE, {
			...{ x: u * EYE_PICTURE_SIDE, y: v * EYE_PICTURE_SIDE },
			radius: [radius[0] * unit, radius[1] * unit],
			...{ reachX: REACH.x * unit, reachY: REACH.y * unit },
		});
	};
	return { yawDegrees, picture, irises: { left: find(centres.left), right: find(centres.right) } };
}
