/** What one ray of a picture meets, and where, before light comes in. */

import type { Vec3 } from "../../tensor/vec3.ts";
import type { Scene } from "../scene.ts";
import { backdropDistance } from "../shade/backdrop.ts";
import { newSurface, type Surface } from "../shade/surface.ts";
import { PART, type Part } from "../shape/head.ts";
import { measureNormal, traceRay } from "./trace.ts";

/** One record is filled again and again. */
export interface Meeting {
	part: Part;
	/** Along the ray, world units. */
	depth: number;
	/** Place and normal where the ray met the person; stale where it met the backdrop. */
	readonly surface: Surface;
}

export function newMeeting(): Meeting {
	return { part: PART.backdrop, depth: 0, surface: newSurface() };
}

/** Follows the ray from `origin` along the unit direction, to the person or the backdrop. */
export function meetRay(meeting: Meeting, scene: Scene, origin: Vec3, direction: Vec3): void {
	const [ox, oy, oz] = origin;
	const [dx, dy, dz] = direction;
	const wall = backdropDistance(origin, dx, dy, dz);
	const depth = traceRay(scene, ox, oy, oz, dx, dy, dz, wall);
	if (depth >= wall) {
		meeting.part = PART.backdrop;
		meeting.depth = wall;
		return;
	}
	// Before the normal is measured: the field remembers the last part only.
	meeting.part = scene.shape.field.part as Part;
	meeting.depth = depth;
	const s = meeting.surface;
	s.x = ox + dx * depth;
	s.y = oy + dy * depth;
	s.z = oz + dz * depth;
	s.vx = -dx;
	s.vy = -dy;
	s.vz = -dz;
	measureNormal(scene, s);
}
