/**
 * What a generator is told about a person in one step: points along rays whose colour and opacity are known, or whole
 * rays with colour and depth. Drawn from the rays that were traced of the person.
 */

import { camerasOf, RAY, RAY_NUMBERS, type RaySet } from "../../heads/rays/person-rays.ts";
import { backdropDistance } from "../../heads/shade/backdrop.ts";
import { randomBelow } from "../../tensor/random-integers.ts";
import type { RandomState } from "../../tensor/random-state.ts";

/** Cameras of a person in one step. */
export const VIEWS_OF_A_LESSON = 2;
/**
 * The walls of the backdrop are taught as so thick, world units, from inside the box to its border: more than twice as
 * thick as coarse samples are apart, which is how far two of them may be by chance. A wall that the coarse pass misses is
 * missed by the fine one, too, where soft hair draws its samples.
 */
const WALL = 0.08;
/** Distances from the surface, world units: just behind it all light is stopped, before it none. */
const BEHIND = { least: 0.003, most: 0.028, mostOfWall: WALL - 0.002 } as const;
const BEFORE = { least: 0.006, spread: 0.03 } as const;
const FREE_UNTIL = 0.02;

/** Points of each ray: on the surface, behind it, closely before it, anywhere before it. */
export const POINTS_OF_A_RAY = 4;

/** Rays of a lesson, one after another. */
export interface LessonRays {
	/** [rays, 3] world units */
	readonly origins: Float32Array;
	/** [rays, 3] unit length */
	readonly directions: Float32Array;
	/** [rays] to the surface or the wall, world units */
	readonly depths: Float32Array;
	/** [rays, 3] sRGB in [0, 1] */
	readonly colours: Float32Array;
	/** [rays] 1 where the ray meets the backdrop */
	readonly walls: Float32Array;
	/** [rays] depth from which on nothing is there before the surface, world units */
	readonly starts: Float32Array;
}

export interface DrawOptions {
	/** Depth at which rays of pictures begin. */
	readonly rayStart: number;
	/** Whether cameras behind the person may be taken, which no picture is seen from. */
	readonly fromBehind: boolean;
}

/** Rays of a lesson: all those of two different cameras of a person. */
export function drawRays(
	person: Float32Array,
	set: RaySet,
	random: RandomState,
	{ rayStart, fromBehind }: DrawOptions,
): LessonRays {
	const { raysPerView } = set;
	const cameras = camerasOf(set);
	const views = fromBehind ? cameras : set.views;
	const count = VIEWS_OF_A_LESSON * raysPerView;
	const lesson = {
		origins: new Float32Array(3 * count),
		directions: new Float32Array(3 * count),
		depths: new Float32Array(count),
		colours: new Float32Array(3 * count),
		walls: new Float32Array(count),
		starts: new Float32Array(count).fill(rayStart),
	};
	const first = randomBelow(random, views);
	const second = (first + 1 + randomBelow(random, views - 1)) % views;
	for (const [place, view] of [first, second].entries()) {
		for (let ray = 0; ray < raysPerView; ray++) {
			const to = place * raysPerView + ray;
			const from = 3 * cameras + (view * raysPerView + ray) * RAY_NUMBERS;
			const depth = person[from + RAY.depth]!;
			lesson.depths[to] = depth < 0 ? -depth - WALL : depth;
			lesson.walls[to] = depth < 0 ? 1 : 0;
			for (let axis = 0; axis < 3; axis++) {
				lesson.origins[3 * to + axis] = person[3 * view + axis]!;
				lesson.directions[3 * to + axis] = person[from + RAY.direction + axis]!;
				lesson.colours[3 * to + axis] = person[from + RAY.colour + axis]!;
			}
			if (view >= set.views) lesson.starts[to] = insideTheWall(lesson, to);
		}
	}
	return lesson;
}

/** Depth at which a ray from behind has passed the wall that others see. */
function insideTheWall({ origins, directions, depths }: Omit<LessonRays, "starts">, ray: number): number {
	const depth = depths[ray]!;
	const direction = directions.subarray(3 * ray, 3 * ray + 3);
	const [x, y, z] = Array.from(direction, (slope, axis) => origins[3 * ray + axis]! + slope * depth);
	const [dx, dy, dz] = Array.from(direction, (slope) => -slope);
	return depth - backdropDistance([x!, y!, z!], dx!, dy!, dz!) + WALL + BEFORE.least;
}

/** A choice of `count` rays of a lesson, all different. */
export function someRays(lesson: LessonRays, count: number, random: RandomState): LessonRays {
	const total = lesson.depths.length;
	const order = Array.from({ length: total }, (_, index) => index);
	for (let index = 0; index < count; index++) {
		const other = index + randomBelow(random, total - index);
		[order[index], order[other]] = [order[other]!, order[index]!];
	}
	const chosen = order.slice(0, count);
	const rows = (from: Float32Array, width: number): Float32Array => {
		const to = new Float32Array(count * width);
		for (const [row, ray] of chosen.entries()) to.set(from.subarray(ray * width, (ray + 1) * width), row * width);
		return to;
	};
	return {
		origins: rows(lesson.origins, 3),
		directions: rows(lesson.directions, 3),
		depths: rows(lesson.depths, 1),
		colours: rows(lesson.colours, 3),
		walls: rows(lesson.walls, 1),
		starts: rows(lesson.starts, 1),
	};
}

/** Points of a lesson, kind after kind; within a kind in the order of the rays. */
export interface LessonPoints {
	/** [POINTS_OF_A_RAY · rays, 3] world units */
	readonly points: Float32Array;
	/** [3 · rays] 1 where opacity is asked for, 0 where nothing is known: behind, closely before, anywhere before. */
	readonly known: Float32Array;
}

/** Draws the points of rays. @param box  side of the cube that planes cover: nothing is known outside */
export function drawPoints(lesson: LessonRays, box: number, random: RandomState): LessonPoints {
	const { depths, walls, starts } = lesson;
	const rays = depths.length;
	const points = new Float32Array(POINTS_OF_A_RAY * rays * 3);
	const known = new Float32Array(3 * rays);
	const uniforms = random.uniformFloat32(2 * rays);
	const normals = random.randn(rays);
	for (let ray = 0; ray < rays; ray++) {
		const depth = depths[ray]!;
		const start = starts[ray]!;
		const free = Math.max(depth - FREE_UNTIL, start);
		const most = walls[ray] === 1 ? BEHIND.mostOfWall : BEHIND.most;
		const along = [
			depth,
			depth + BEHIND.least + (most - BEHIND.least) * uniforms[ray]!,
			depth - BEFORE.least - BEFORE.spread * Math.abs(normals[ray]!),
			start + (free - start) * uniforms[rays + ray]!,
		];
		for (let kind = 0; kind < POINTS_OF_A_RAY; kind++) {
			const t = along[kind]!;
			const isInBox = placePoint(points.subarray(3 * (kind * rays + ray)), lesson, ray, t, box);
			const isSeen = kind < 2 || (t >= start && depth > start);
			if (kind > 0) known[(kind - 1) * rays + ray] = isInBox && isSeen ? 1 : 0;
		}
	}
	return { points, known };
}

/** Writes the point of a ray at depth t. @returns whether it is in the box */
function placePoint(
	point: Float32Array,
	{ origins, directions }: LessonRays,
	ray: number,
	t: number,
	box: number,
): boolean {
	let isInBox = true;
	for (let axis = 0; axis < 3; axis++) {
		const value = origins[3 * ray + axis]! + directions[3 * ray + axis]! * t;
		point[axis] = value;
		if (Math.abs(value) > box / 2) isInBox = false;
	}
	return isInBox;
}
