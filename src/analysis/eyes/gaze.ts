/**
 * Do eyes follow the camera? The apparent gaze of a person in pictures from several yaws, and how fast it turns with the
 * camera: slope 1 is locked to the camera, 0 is fixed in the head.
 *
 * Apparent gaze is what a viewer reads from a picture: an eyeball of radius R behind the opening, with the iris on it.
 * R is twice the radius of the iris seen from the front (0.49 in people, 0.52 in the synthetic heads); the ball is put
 * behind the iris seen from the front, turned by how far both irises are aside of the middle of the face. In a picture taken from yaw θ, an iris seen s to the right of the ball's
 * centre is turned by asin(s / R) against the direction to the camera, so gaze yaw = θ + asin(s / R).
 *
 * A hollow eye with an iris painted at its bottom is no ball: the iris is a fixed point of space, slope 0, and yet seems
 * to follow the camera, since it lies deeper than the front of a ball would. `followingByDepth` says by how much: a depth
 * δ below where a ball's front lies against the rim adds δ / R to the slope that a viewer reads.
 *
 * The slope is fitted by least squares over all pictures and both eyes, with a level of its own for each eye.
 */

import { degrees } from "../../camera/angles.ts";
import { frameOf } from "../../camera/cam2world.ts";
import { imageRays } from "../../camera/projection.ts";
import { dotVec3, subtractVec3, type Vec3 } from "../../tensor/vec3.ts";
import { EYE_PICTURE_WIDTH, yawFrom } from "./eye-camera.ts";
import { EYE_PICTURE_SIDE, EYE_SIDES, type EyePicture, type EyeSide } from "./eye-picture.ts";

/** Radius of the eyeball in radii of the iris. */
export const BALL_OVER_IRIS = 2;
/** Irises that are this far from the ball's centre, in R, are behind its horizon: no gaze. */
const HORIZON = 0.98;

export interface EyeBall {
	/** World units. */
	readonly centre: Vec3;
	readonly radius: number;
}

/** One eye in one picture. Degrees. */
export interface GazeReading {
	readonly eye: EyeSide;
	/** True yaw of the camera about the pivot. */
	readonly poseYaw: number;
	/** True yaw of the camera as seen from the eye. */
	readonly cameraYaw: number;
	/** Apparent yaw of the gaze; 0 is straight ahead of the head. */
	readonly gazeYaw: number;
	/** Luma between iris and white. */
	readonly contrast: number;
}

export interface GazeMeasure {
	readonly readings: readonly GazeReading[];
	/** d(gaze yaw) / d(camera yaw); `null` with fewer than three pictures in which an eye was read. */
	readonly slope: number | null;
	/** Root mean square of the readings about the line, degrees. */
	readonly residualDegrees: number | null;
	/** Mean of the gaze in pictures from within 5° of the front, degrees. */
	readonly frontalYaw: number | null;
}

/** Reads the gaze off pictures. @param balls  of each eye */
export function measureGaze(pictures: readonly EyePicture[], balls: Readonly<Record<EyeSide, EyeBall>>): GazeMeasure {
	const readings = pictures.flatMap((picture) => EYE_SIDES.flatMap((eye) => readingOf(picture, eye, balls[eye]) ?? []));
	const frontal = readings.filter(({ poseYaw }) => Math.abs(poseYaw) <= 5);
	return {
		readings,
		...slopeOf(readings),
		frontalYaw: frontal.length > 0 ? frontal.reduce((sum, { gazeYaw }) => sum + gazeYaw, 0) / frontal.length : null,
	};
}

function readingOf({ yawDegrees, picture, irises }: EyePicture, eye: EyeSide, ball: EyeBall): GazeReading | null {
	const iris = irises[eye];
	if (!iris) return null;
	const { camera } = picture;
	const { position, right, forward } = frameOf(camera.cam2world.data);
	// The ray through the iris, at the distance of the ball's centre.
	const away = dotVec3(subtractVec3(ball.centre, position), forward);
	const direction = imageRays(camera).through(iris.x / EYE_PICTURE_SIDE, iris.y / EYE_PICTURE_SIDE);
	const along = away / dotVec3(direction, forward);
	const aside = dotVec3(direction, right) * along - dotVec3(subtractVec3(ball.centre, position), right);
	if (Math.abs(aside) > HORIZON * ball.radius) return null;
	const cameraYaw = yawFrom(ball.centre, camera);
	const gazeYaw = cameraYaw + degrees(Math.asin(aside / ball.radius));
	return { eye, poseYaw: yawDegrees, cameraYaw, gazeYaw, contrast: iris.contrast };
}

/** Least squares with one slope and a level for each eye. */
function slopeOf(readings: readonly GazeReading[]): Pick<GazeMeasure, "slope" | "residualDegrees"> {
	const groups = EYE_SIDES.map((eye) => readings.filter((reading) => reading.eye === eye)).filter(
		(group) => group.length >= 3,
	);
	let [sxx, sxy, syy, count] = [0, 0, 0, 0];
	for (const group of groups) {
		const meanX = group.reduce((sum, { cameraYaw }) => sum + cameraYaw, 0) / group.length;
		const meanY = group.reduce((sum, { gazeYaw }) => sum + gazeYaw, 0) / group.length;
		for (const { cameraYaw, gazeYaw } of group) {
			sxx += (cameraYaw - meanX) ** 2;
			sxy += (cameraYaw - meanX) * (gazeYaw - meanY);
			syy += (gazeYaw - meanY) ** 2;
			count++;
		}
	}
	if (sxx === 0) return { slope: null, residualDegrees: null };
	const slope = sxy / sxx;
	return { slope, residualDegrees: Math.sqrt(Math.max(syy - slope * sxy, 0) / count) };
}

/** Height of a real ball's front over the plane of its rim (socket.ts), in distances between the eyes: synthetic heads. */
export const BALL_RIM_DEPTH = 0.01;

/**
 * What the depth of the sockets adds to the slope that a viewer reads.
 * @param rimDepth  in distances between the eyes
 * @param radius    of the ball, in distances between the eyes
 */
export function followingByDepth(rimDepth: number, radius: number): number {
	return (BALL_RIM_DEPTH - rimDepth) / radius;
}

/** How much of a picture's side a distance between the eyes is. */
export const DISTANCE_SHARE: number = 1 / EYE_PICTURE_WIDTH;
