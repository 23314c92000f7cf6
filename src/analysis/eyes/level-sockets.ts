/** Both sockets of a person at every level, in a zoomed frontal picture, where somebody says that the eyes are. */

import { projectPoint } from "../../camera/projection.ts";
import { AVERAGE_EYE } from "../../heads/shape/layout.ts";
import { eyeCamera } from "./eye-camera.ts";
import { EYE_PICTURE_SIDE, EYE_SIDES, type EyeSide } from "./eye-picture.ts";
import type { FacePicture, FaceSource } from "./face-source.ts";
import type { FoundEyes } from "./find-eyes.ts";
import { DISTANCE_SHARE } from "./gaze.ts";
import { measureSocket, type SocketMeasure } from "./socket.ts";

/** One level of one person. */
export interface LevelSockets {
	/** sigma; `null` is a surface that is known. */
	readonly level: number | null;
	readonly left: SocketMeasure | null;
	readonly right: SocketMeasure | null;
}

/** Middle of an eye's opening, 0 to 1 across the picture; `null` where it is not known. */
export type EyePlaces = Readonly<Record<EyeSide, { readonly u: number; readonly v: number } | null>>;

/** Surfaces are searched so far before and behind the expected depth, in distances between the eyes. */
const SEARCHED = 0.6;

/** @param distance  between the eyes, world units */
export async function measureSockets(
	source: FaceSource,
	{ camera, side, depth: around }: FacePicture,
	places: EyePlaces,
	distance: number,
): Promise<LevelSockets[]> {
	const surfaces = await source.surfaces(camera, side, around, SEARCHED * distance);
	return source.levels.map((level, index) => {
		const depth = surfaces[index] ?? new Float32Array(0);
		const [left, right] = EYE_SIDES.map((eye): SocketMeasure | null => {
			const place = places[eye];
			return place && measureSocket({ camera, side, depth, ...place, distanceShare: DISTANCE_SHARE, distance });
		});
		return { level, left: left ?? null, right: right ?? null };
	});
}

/** Eyes of the average synthetic head, framed as portraits are. */
const USUAL: Pick<FoundEyes, "middle" | "distance"> = {
	middle: [0, AVERAGE_EYE.y, AVERAGE_EYE.z + AVERAGE_EYE.radius],
	distance: 2 * AVERAGE_EYE.x,
};

/** The sockets where people framed as portraits usually have their eyes, whether an iris is seen there or not. */
export async function usualSockets(source: FaceSource): Promise<LevelSockets[]> {
	const camera = eyeCamera(source, USUAL, 0);
	const picture = await source.take(camera, EYE_PICTURE_SIDE);
	const place = (sign: number): { readonly u: number; readonly v: number } => {
		const { middle, distance } = USUAL;
		const { u, v } = projectPoint(camera, [(sign * distance) / 2, middle[1], middle[2]]);
		return { u, v };
	};
	return await measureSockets(source, picture, { left: place(1), right: place(-1) }, USUAL.distance);
}
