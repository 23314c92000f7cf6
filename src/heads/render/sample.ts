/** One ray of a picture: what it meets, where, and which colour comes back. */

import type { Vec3 } from "../../tensor/vec3.ts";
import type { Scene } from "../scene.ts";
import { backdropColour, backdropDistance } from "../shade/backdrop.ts";
import { shade } from "../shade/shade.ts";
import { newSurface, type Surface } from "../shade/surface.ts";
import { PART, type Part } from "../shape/head.ts";
import { measureNormal, traceRay } from "./trace.ts";

/** What a ray brought back. One record is filled again and again. */
export interface Sample {
	part: Part;
	/** Along the ray, world units. */
	depth: number;
	/** What a camera sees: linear light, highlights compressed into [0, 1]. */
	red: number;
	green: number;
	blue: number;
	/** Place, normal and the like where the ray met the person; stale where it met the backdrop. */
	readonly surface: Surface;
}

export function newSample(): Sample {
	return { part: PART.backdrop, depth: 0, red: 0, green: 0, blue: 0, surface: newSurface() };
}

/** Follows the ray from `origin` along the unit direction. */
export function takeSample(sample: Sample, scene: Scene, origin: Vec3, direction: Vec3): void {
	const [ox, oy, oz] = origin;
	const [dx, dy, dz] = direction;
	const wall = backdropDistance(origin, dx, dy, dz);
	const depth = traceRay(scene, ox, oy, oz, dx, dy, dz, wall);
	if (depth >= wall) {
		const [red, green, blue] = backdropColour(scene.backdrop, ox + dx * wall, oy + dy * wall, oz + dz * wall);
		sample.part = PART.backdrop;
		sample.depth = wall;
		expose(sample, red, green, blue);
		return;
	}
	const s = sample.surface;
	const part = scene.shape.field.part as Exclude<Part, 0>;
	s.x = ox + dx * depth;
	s.y = oy + dy * depth;
	s.z = oz + dz * depth;
	s.vx = -dx;
	s.vy = -dy;
	s.vz = -dz;
	measureNormal(scene, s);
	shade(s, part, scene);
	sample.part = part;
	sample.depth = depth;
	expose(sample, s.red, s.green, s.blue);
}

function expose(sample: Sample, red: number, green: number, blue: number): void {
	sample.red = shoulder(red);
	sample.green = shoulder(green);
	sample.blue = shoulder(blue);
}

/** Linear below 0.6, bending towards 1 above. */
function shoulder(x: number): number {
	return x <= 0.6 ? x : 1 - 0.4 * Math.exp((0.6 - x) / 0.4);
}
