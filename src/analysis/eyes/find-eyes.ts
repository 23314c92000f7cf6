/**
 * Finds both eyes of a person in a frontal picture, of whatever network: no landmarks are known beforehand.
 *
 * Candidates are dark discs with brighter sides (dark-discs.ts). Of all pairs, the best is taken that could be eyes: as
 * large as each other, level, about the middle of the picture, the size of the discs right for the distance between them
 * (an iris's radius is 0.094 of the distance in people; 0.05 to 0.22 are allowed), both on something opaque and about as
 * far from the camera, and – what tells eyes from nostrils, earrings and patterns – the surroundings of one are the
 * mirror image of the other's. Where no pair is good enough the reason is given instead.
 */

import { fovToIntrinsics } from "../../camera/intrinsics.ts";
import type { Camera } from "../../camera/label.ts";
import { cameraFromPose } from "../../camera/orbit.ts";
import { pointAt } from "../../camera/projection.ts";
import { addVec3, lengthVec3, scaleVec3, subtractVec3, type Vec3 } from "../../tensor/vec3.ts";
import { lumaOf } from "../luma.ts";
import { type DarkDisc, responseMap, strongestDiscs } from "./dark-discs.ts";
import type { FacePicture, FaceSource } from "./face-source.ts";

export interface FoundEye {
	/** Centre of the iris, 0 to 1 across the frontal picture, right and down. */
	readonly u: number;
	readonly v: number;
	/** Radius of the iris as a share of the picture's side. */
	readonly radius: number;
	/** On the surface, world units. */
	readonly world: Vec3;
}

export interface FoundEyes {
	readonly found: true;
	/** The person's left eye, which is on the right of the picture, and the right one. */
	readonly left: FoundEye;
	readonly right: FoundEye;
	/** Between the irises, world units. */
	readonly distance: number;
	/** Half way between the irises, world units. */
	readonly middle: Vec3;
	/** Mean radius of the irises, world units. */
	readonly irisRadius: number;
	/** How good the pair is, 0 to about 0.5; at least `LEAST_SCORE`. */
	readonly score: number;
	/** Correlation of one eye's surroundings with the mirrored other's, −1 to 1. */
	readonly symmetry: number;
}

export interface NoEyes {
	readonly found: false;
	readonly reason: string;
}

export const FIND_EYES_SIDE = 192;

/** Radii that are tried, as shares of the picture's side. */
const RADII: readonly number[] = [0.014, 0.018, 0.022, 0.027, 0.033, 0.041, 0.05];
/** Where eyes may be in a frontal picture. */
const REGION = { left: 0.12, right: 0.88, top: 0.22, bottom: 0.68 } as const;
const MOST_CANDIDATES = 60;
/** Luma by which a disc must be darker than its sides. */
const LEAST_RESPONSE = 0.03;
const LIMITS = {
	distance: [0.12, 0.42],
	radiusOverDistance: [0.05, 0.22],
	middle: 0.1,
	tilt: 0.14,
	radiusRatio: 1.6,
	opacity: 0.5,
	depth: 0.35,
	symmetry: 0.3,
} as const;
export const LEAST_SCORE = 0.035;
/** Distance between the eyes as a share of the picture, about which portraits vary. */
const USUAL_DISTANCE = 0.22;
/** Of the eyes, from the top of the picture. */
const USUAL_HEIGHT = 0.47;
/** Half sides of the surroundings that must mirror each other, in distances between the eyes. */
const PATCH = { x: 0.4, y: 0.3 } as const;

/** The camera that people are found with: straight ahead, with the training field of view. */
export function frontalCamera({ orbit, fovDegrees }: FaceSource): Camera {
	return { cam2world: cameraFromPose({ yaw: 0, pitch: 0 }, orbit), intrinsics: fovToIntrinsics(fovDegrees) };
}

/** Looks for the eyes. */
export async function findEyes(source: FaceSource): Promise<FoundEyes | NoEyes> {
	return eyesIn(await source.take(frontalCamera(source), FIND_EYES_SIDE));
}

/** Looks for the eyes in a frontal picture. */
export function eyesIn(picture: FacePicture): FoundEyes | NoEyes {
	const { side } = picture;
	const luma = lumaOf(picture.image);
	const window = {
		left: Math.floor(REGION.left * side),
		right: Math.ceil(REGION.right * side),
		top: Math.floor(REGION.top * side),
		bottom: Math.ceil(REGION.bottom * side),
	};
	const map = responseMap(
		luma,
		side,
		RADII.map((share) => share * side),
		window,
	);
	const discs = strongestDiscs(map, MOST_CANDIDATES, LEAST_RESPONSE).filter((disc) => isOpaque(picture, disc));
	if (discs.length < 2) return { found: false, reason: `${discs.length} dark discs in the frontal picture, want two` };
	const best = bestPair(picture, luma, discs);
	if (best === null) return { found: false, reason: "no two dark discs lie as eyes do" };
	if (best.score < LEAST_SCORE) {
		return { found: false, reason: `the best pair of dark discs scores ${best.score.toFixed(3)}, want ${LEAST_SCORE}` };
	}
	return described(picture, best);
}

interface Pair {
	readonly right: DarkDisc;
	readonly left: DarkDisc;
	readonly score: number;
	readonly symmetry: number;
}

function bestPair(picture: FacePicture, luma: Float32Array, discs: readonly DarkDisc[]): Pair | null {
	let best: Pair | null = null;
	for (const right of discs) {
		for (const left of discs) {
			if (left.x <= right.x || !couldBeEyes(picture, right, left)) continue;
			const symmetry = mirroredCorrelation(luma, picture.side, right, left);
			if (symmetry < LIMITS.symmetry) continue;
			const score = Math.sqrt(left.response * right.response) * symmetry * likelihood(picture.side, right, left);
			if (best === null || score > best.score) best = { right, left, score, symmetry };
		}
	}
	return best;
}

/** Geometry that eyes have. `right` is on the left of the picture. */
function couldBeEyes(picture: FacePicture, right: DarkDisc, left: DarkDisc): boolean {
	const { side } = picture;
	const distance = Math.hypot(left.x - right.x, left.y - right.y);
	const radius = (left.radius + right.radius) / 2;
	const [nearest, farthest] = LIMITS.distance;
	const [smallest, largest] = LIMITS.radiusOverDistance;
	const ratio = Math.max(left.radius, right.radius) / Math.min(left.radius, right.radius);
	const depths = [depthAt(picture, right), depthAt(picture, left)] as const;
	const width = distanceOnSurface(picture, right, left);
	return (
		distance >= nearest * side &&
		distance <= farthest * side &&
		radius >= smallest * distance &&
		radius <= largest * distance &&
		ratio <= LIMITS.radiusRatio &&
		Math.abs(left.y - right.y) <= LIMITS.tilt * distance &&
		Math.abs((left.x + right.x) / 2 - side / 2) <= LIMITS.middle * side &&
		Math.abs(depths[0] - depths[1]) <= LIMITS.depth * width
	);
}

/** Prefers pairs about the middle of the picture whose discs have the size of irises. */
function likelihood(side: number, right: DarkDisc, left: DarkDisc): number {
	const distance = left.x - right.x;
	const off = ((left.x + right.x) / 2 - side / 2) / (0.05 * side);
	const size = Math.log((left.radius + right.radius) / 2 / (0.11 * distance)) / 0.5;
	const tilt = (left.y - right.y) / (0.08 * distance);
	const width = Math.log(distance / (USUAL_DISTANCE * side)) / 0.4;
	const height = ((left.y + right.y) / 2 / side - USUAL_HEIGHT) / 0.08;
	return Math.exp(-(off ** 2 + size ** 2 + tilt ** 2 + width ** 2 + height ** 2) / 2);
}

/** Correlation of the patch about one disc with the mirrored patch about the other. */
function mirroredCorrelation(luma: Float32Array, side: number, right: DarkDisc, left: DarkDisc): number {
	const distance = left.x - right.x;
	const [halfX, halfY] = [PATCH.x * distance, PATCH.y * distance];
	const sums = { a: 0, b: 0, aa: 0, bb: 0, ab: 0, n: 0 };
	for (let dy = -halfY; dy <= halfY; dy++) {
		for (let dx = -halfX; dx <= halfX; dx++) {
			const a = lumaAt(luma, side, right.x + dx, right.y + dy);
			const b = lumaAt(luma, side, left.x - dx, left.y + dy);
			sums.a += a;
			sums.b += b;
			sums.aa += a * a;
			sums.bb += b * b;
			sums.ab += a * b;
			sums.n++;
		}
	}
	const { a, b, aa, bb, ab, n } = sums;
	const spread = Math.sqrt(Math.max(aa - (a * a) / n, 0) * Math.max(bb - (b * b) / n, 0));
	return spread > 0 ? (ab - (a * b) / n) / spread : 0;
}

/** Nearest pixel; positions beyond the picture are moved onto it. */
function lumaAt(luma: Float32Array, side: number, x: number, y: number): number {
	const column = Math.min(Math.max(Math.floor(x), 0), side - 1);
	const row = Math.min(Math.max(Math.floor(y), 0), side - 1);
	return luma[row * side + column]!;
}

function isOpaque(picture: FacePicture, disc: DarkDisc): boolean {
	return picture.opacity[pixelOf(picture.side, disc)]! >= LIMITS.opacity;
}

function depthAt(picture: FacePicture, disc: DarkDisc): number {
	return picture.depth[pixelOf(picture.side, disc)]!;
}

function pixelOf(side: number, { x, y }: DarkDisc): number {
	return Math.min(Math.floor(y), side - 1) * side + Math.min(Math.floor(x), side - 1);
}

function worldOf(picture: FacePicture, disc: DarkDisc): Vec3 {
	const { side } = picture;
	return pointAt(picture.camera, disc.x / side, disc.y / side, depthAt(picture, disc));
}

function distanceOnSurface(picture: FacePicture, a: DarkDisc, b: DarkDisc): number {
	return lengthVec3(subtractVec3(worldOf(picture, a), worldOf(picture, b)));
}

function described(picture: FacePicture, { left, right, score, symmetry }: Pair): FoundEyes {
	const { side } = picture;
	const eye = (disc: DarkDisc): FoundEye => ({
		u: disc.x / side,
		v: disc.y / side,
		radius: disc.radius / side,
		world: worldOf(picture, disc),
	});
	const [ofLeft, ofRight] = [eye(left), eye(right)];
	const distance = lengthVec3(subtractVec3(ofLeft.world, ofRight.world));
	const pixels = Math.hypot(left.x - right.x, left.y - right.y);
	return {
		...{ found: true, left: ofLeft, right: ofRight, distance },
		middle: scaleVec3(addVec3(ofLeft.world, ofRight.world), 0.5),
		irisRadius: ((left.radius + right.radius) / 2 / pixels) * distance,
		...{ score, symmetry },
	};
}
