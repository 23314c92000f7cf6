/**
 * A person as rays: from several cameras, single rays with where each meets the person or the backdrop, and in which
 * colour. Half of the rays fall around eyes, nose and mouth, from behind where those would be seen through the head, and rare
 * parts are met more often, so that what is small in a picture is learned as well.
 */

import { type AngleRanges, radians, usualAngles } from "../../camera/angles.ts";
import type { Camera } from "../../camera/label.ts";
import { type ImageRays, imageRays, projectPoint } from "../../camera/projection.ts";
import { linearToSrgb } from "../colour.ts";
import type { GazeMode } from "../gaze.ts";
import { Draws, STREAM } from "../identity/draws.ts";
import { personOf } from "../latent/person.ts";
import { type PoseSet, portraitCamera, samplePose } from "../poses.ts";
import { newSample, type Sample, takeSample } from "../render/sample.ts";
import { makeScene, type Scene } from "../scene.ts";
import { PART, type Part } from "../shape/head.ts";
import { landmarks } from "../truth/landmarks.ts";

/** People who are seen as rays: those of `dataset heads`, person by person. */
export interface RaySet {
	/** Integer in [0, 2³² − 1]. */
	readonly seed: number;
	/** Where every other camera stands; the others stand near the front. */
	readonly poses: PoseSet;
	/** Where they look: `free` is the gaze that the latent says, the same for all cameras. */
	readonly gaze: GazeMode;
	/** Cameras of each person. */
	readonly views: number;
	/** Cameras that see the person from behind, without a backdrop: all of their rays meet the person. */
	readonly viewsBehind: number;
	readonly raysPerView: number;
}

/** Numbers of a ray: unit direction (3), depth along it, colour (3). */
export const RAY_NUMBERS = 7;
/** Where they begin. */
export const RAY = { direction: 0, depth: 3, colour: 4 } as const;

/** Cameras of a person, those behind last. */
export function camerasOf({ views, viewsBehind }: RaySet): number {
	return views + viewsBehind;
}

/** Numbers of a person: positions of the cameras [cameras, 3], then rays [cameras, raysPerView, RAY_NUMBERS]. */
export function personRayNumbers(set: RaySet): number {
	const cameras = camerasOf(set);
	return 3 * cameras + cameras * set.raysPerView * RAY_NUMBERS;
}

/** Cameras that say where those of a set stand. */
const LOOKED_AT = 1000;
/** Cameras behind: so far from straight behind at most, true angles. */
const BEHIND = { yaw: radians(75), pitch: radians(30) } as const;
/** A ray that meets the backdrop from behind is drawn again so often at most; then it is aimed at the head. */
const TRIES = 100;

/** Standard deviation of rays about a landmark, in units of the image's side. */
const SPREAD = { across: 0.035, down: 0.03 } as const;
/**
 * Share of rays that are kept, by the part that they meet; the others are drawn again, so often at most. What few pixels or
 * few people have is met about twice as often as pixels would: with even rays, clothes, headwear and glasses had the wrong
 * colours long after faces and backdrops had the right ones (docs/decisions/teaching.md).
 */
const KEPT: ReadonlyMap<Part, number> = new Map([
	[PART.backdrop, 0.35],
	[PART.skin, 0.6],
	[PART.hair, 0.6],
]);
const MOST_TRIES = 4;
/** Seven landmarks that rays fall around; the chin is not one of them. */
const AROUND = ["eyeLeft", "eyeRight", "irisLeft", "irisRight", "noseTip", "mouthLeft", "mouthRight"] as const;

/**
 * Traces the person of `z` (PERSON_NUMBERS or more), number `index` of a set, into `into` (length `personRayNumbers`). World units; colours are sRGB in [0, 1]; the
 * depth of a ray that meets the backdrop is negative. The same person and set give the same rays.
 */
export function tracePersonRays(set: RaySet, index: number, z: ArrayLike<number>, into: Float32Array): void {
	const { identity, setting, target } = personOf(z);
	const free = makeScene(identity, setting, target);
	const freeMarks = landmarks(free);
	const draws = Draws.of(set.seed, index, STREAM.rays);
	const sample = newSample();
	const origins = into.subarray(0, 3 * camerasOf(set));
	let at = origins.length;
	for (let number = 0; number < camerasOf(set); number++) {
		const isBehind = number >= set.views;
		const camera = isBehind ? cameraBehind(draws) : portraitCamera(samplePose(posesOf(set, number), draws));
		const rays = imageRays(camera);
		const scene = set.gaze === "camera" ? makeScene(identity, setting, rays.origin) : free;
		origins.set(rays.origin, 3 * number);
		// from behind, too: what a plane knows of a face shows on the back of the head unless lessons look there
		const meet = isBehind ? meetPerson : meetSomething;
		const marks = scene === free ? freeMarks : landmarks(scene);
		const centres = AROUND.map((name) => projectPoint(camera, marks[name]));
		for (let ray = 0; ray < set.raysPerView; ray++, at += RAY_NUMBERS) {
			const centre = ray % 2 === 0 ? null : (centres[Math.floor(draws.uniform() * centres.length)] ?? null);
			meet(into.subarray(at, at + RAY_NUMBERS), { sample, scene, rays, draws, centre });
		}
	}
}

/** Every other camera stands near the front. */
function posesOf({ poses }: RaySet, camera: number): PoseSet {
	return camera % 2 === 0 ? "frontal" : poses;
}

/** Where nine tenths of the cameras of a set stand that see people before their backdrop. */
export function usualViews(set: RaySet): AngleRanges {
	const draws = Draws.of(set.seed, 0, STREAM.rays);
	return usualAngles(Array.from({ length: LOOKED_AT }, (_, camera) => samplePose(posesOf(set, camera), draws)));
}

/** What a ray is drawn and traced with. */
interface Drawing {
	readonly sample: Sample;
	readonly scene: Scene;
	readonly rays: ImageRays;
	readonly draws: Draws;
	/** The place in the image that it falls about; `null` for anywhere. */
	readonly centre: { readonly u: number; readonly v: number } | null;
}

/** About a place in the image where it is inside, else anywhere. */
function placeInImage(draws: Draws, centre: Drawing["centre"]): readonly [u: number, v: number] {
	if (centre) {
		const u = draws.normal(centre.u, SPREAD.across);
		const v = draws.normal(centre.v, SPREAD.down);
		if (u > 0 && u < 1 && v > 0 && v < 1) return [u, v];
	}
	return [draws.uniform(), draws.uniform()];
}

function cameraBehind(draws: Draws): Camera {
	const yawRadians = Math.PI + draws.uniform(-BEHIND.yaw, BEHIND.yaw);
	return portraitCamera({ yawRadians, pitchRadians: draws.uniform(-BEHIND.pitch, BEHIND.pitch) });
}

/** Draws a ray about a place in the image, or anywhere, until one is kept, so often at most. @returns whether one was */
function drawRay(
	ray: Float32Array,
	{ sample, scene, rays, draws, centre }: Drawing,
	most: number,
	isKept: (part: Part, tries: number) => boolean,
): boolean {
	for (let tries = 1; tries <= most; tries++) {
		const [u, v] = placeInImage(draws, centre);
		if (isKept(traceInto(ray, sample, scene, rays, u, v), tries)) return true;
	}
	return false;
}

function meetPerson(ray: Float32Array, drawing: Drawing): void {
	if (drawRay(ray, drawing, TRIES, (part) => part !== PART.backdrop)) return;
	traceInto(ray, drawing.sample, drawing.scene, drawing.rays, 0.5, 0.5);
}

function meetSomething(ray: Float32Array, drawing: Drawing): void {
	const { draws } = drawing;
	drawRay(ray, drawing, MOST_TRIES, (part, tries) => tries === MOST_TRIES || draws.uniform() < (KEPT.get(part) ?? 1));
}

/** @returns the part that the ray meets */
function traceInto(ray: Float32Array, sample: Sample, scene: Scene, rays: ImageRays, u: number, v: number): Part {
	const direction = rays.through(u, v);
	const part = takeSample(sample, scene, rays.origin, direction);
	ray.set(direction, RAY.direction);
	ray[RAY.depth] = part === PART.backdrop ? -sample.meeting.depth : sample.meeting.depth;
	ray[RAY.colour] = linearToSrgb(sample.red);
	ray[RAY.colour + 1] = linearToSrgb(sample.green);
	ray[RAY.colour + 2] = linearToSrgb(sample.blue);
	return part;
}
