/** Both eye measures of one person: the depth of the sockets at every level, and the gaze over camera yaws. */

import { radians } from "../../camera/angles.ts";
import { pointAt } from "../../camera/projection.ts";
import { throwIfAborted } from "../../tensor/errors.ts";
import { addVec3, scaleVec3, type Vec3 } from "../../tensor/vec3.ts";
import { EYE_PICTURE_SIDE, type EyePicture, IRIS_RADII, takeEyePicture } from "./eye-picture.ts";
import type { FacePicture, FaceSource } from "./face-source.ts";
import { type FoundEyes, findEyes, type NoEyes } from "./find-eyes.ts";
import { BALL_OVER_IRIS, DISTANCE_SHARE, type EyeBall, type GazeMeasure, measureGaze } from "./gaze.ts";
import type { LocatedIris } from "./iris.ts";
import { type EyePlaces, type LevelSockets, measureSockets } from "./level-sockets.ts";

export interface PersonEyesOptions {
	/** True yaws of the cameras about the pivot, degrees. */
	readonly yaws: readonly number[];
	readonly signal?: AbortSignal | undefined;
}

/** -30° to 30° in steps of 10°. */
export const GAZE_YAWS: readonly number[] = [-30, -20, -10, 0, 10, 20, 30];

export interface PersonEyes {
	readonly eyes: FoundEyes;
	readonly sockets: readonly LevelSockets[];
	readonly gaze: GazeMeasure;
	/** In the order of the yaws. */
	readonly pictures: readonly EyePicture[];
}

/** Measures a person, or says why their eyes were not found. */
export async function measurePersonEyes(
	source: FaceSource,
	{ yaws, signal }: PersonEyesOptions,
): Promise<PersonEyes | NoEyes> {
	const eyes = await findEyes(source);
	if (!eyes.found) return eyes;
	throwIfAborted(signal, "eyes");
	const fronts = { left: eyes.left.world, right: eyes.right.world };
	const front = await takeEyePicture(source, eyes, fronts, 0);
	const { left, right } = front.irises;
	if (!(left && right)) return { found: false, reason: "an iris is not seen in the zoomed frontal picture" };
	const radius = Math.sqrt(left.radius * right.radius) / (EYE_PICTURE_SIDE * DISTANCE_SHARE);
	const sockets = await socketsOf(source, eyes, front);
	const balls = { left: ballOf(front.picture, left, radius, eyes), right: ballOf(front.picture, right, radius, eyes) };
	const pictures: EyePicture[] = [];
	for (const yaw of yaws) {
		throwIfAborted(signal, "eyes");
		const about = { left: ballFront(balls.left, yaw), right: ballFront(balls.right, yaw) };
		pictures.push(await takeEyePicture(source, eyes, about, yaw, sameRadius(radius)));
	}
	const seen: FoundEyes = { ...eyes, irisRadius: radius * eyes.distance };
	return { eyes: seen, sockets, gaze: measureGaze(pictures, balls), pictures };
}

/** Irises do not change their size from picture to picture. */
function sameRadius(radius: number): readonly [number, number] {
	const [least, most] = IRIS_RADII;
	return [Math.max(radius * 0.94, least * 0.9), Math.min(radius * 1.06, most * 1.1)];
}

/** The ball behind an iris seen from the front, on whose surface the iris sits where the person looks. */
function ballOf(picture: FacePicture, iris: LocatedIris, irisRadius: number, eyes: FoundEyes): EyeBall {
	const { camera, side, depth } = picture;
	const radius = BALL_OVER_IRIS * irisRadius * eyes.distance;
	const onIris = pointAt(camera, iris.x / side, iris.y / side, depthAbout(depth, side, iris));
	const sine = Math.min(Math.max((glanceAside(eyes) * eyes.distance) / radius, -MOST_SINE), MOST_SINE);
	const gaze: Vec3 = [sine, 0, Math.sqrt(1 - sine ** 2)];
	return { centre: addVec3(onIris, scaleVec3(gaze, -radius)), radius };
}

/** Eyes turn no further aside than 45°. */
const MOST_SINE = Math.SQRT1_2;

/** Where irises are looked for: half way between what eyes fixed in the head and eyes that follow would show. */
function ballFront({ centre, radius }: EyeBall, yawDegrees: number): Vec3 {
	const half = radians(yawDegrees) / 2;
	return addVec3(centre, [radius * Math.sin(half), 0, radius * Math.cos(half)]);
}

/** Median distance over the iris. */
function depthAbout(depth: Float32Array, side: number, { x, y, radius }: LocatedIris): number {
	const values: number[] = [];
	for (let row = Math.floor(y - radius / 2); row <= y + radius / 2; row++) {
		for (let column = Math.floor(x - radius / 2); column <= x + radius / 2; column++) {
			const value = depth[row * side + column];
			if (value !== undefined && Number.isFinite(value)) values.push(value);
		}
	}
	values.sort((a, b) => a - b);
	return values[values.length >> 1] ?? Number.NaN;
}

function socketsOf(source: FaceSource, eyes: FoundEyes, { picture, irises }: EyePicture): Promise<LevelSockets[]> {
	const { side } = picture;
	const aside = glanceAside(eyes) * DISTANCE_SHARE;
	const place = (iris: LocatedIris | null): EyePlaces["left"] => iris && { u: iris.x / side - aside, v: iris.y / side };
	const places = { left: place(irises.left), right: place(irises.right) };
	return measureSockets(source, picture, places, eyes.distance);
}

/**
 * How far both irises are aside of the middle of their openings, in distances between the eyes: a face is its own mirror
 * image, and portraits are centred, so what the middle between the irises is off x = 0 is a glance aside.
 */
function glanceAside({ middle, distance }: FoundEyes): number {
	return Math.min(Math.max(middle[0] / distance, -MOST_ASIDE), MOST_ASIDE);
}

const MOST_ASIDE = 0.15;
