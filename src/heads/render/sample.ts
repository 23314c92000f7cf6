/** One ray of a picture and the colour that comes back along it. */

import type { Vec3 } from "../../tensor/vec3.ts";
import type { Scene } from "../scene.ts";
import { backdropColour } from "../shade/backdrop.ts";
import { shade } from "../shade/shade.ts";
import { PART, type Part } from "../shape/head.ts";
import { type Meeting, meetRay, newMeeting } from "./meeting.ts";

/** One record is filled again and again. */
export interface Sample {
	readonly meeting: Meeting;
	/** What a camera sees: linear light, highlights compressed into [0, 1]. */
	red: number;
	green: number;
	blue: number;
}

export function newSample(): Sample {
	return { meeting: newMeeting(), red: 0, green: 0, blue: 0 };
}

/** Follows the ray from `origin` along the unit direction. @returns the part that it met */
export function takeSample(sample: Sample, scene: Scene, origin: Vec3, direction: Vec3): Part {
	const { meeting } = sample;
	meetRay(meeting, scene, origin, direction);
	const { part, depth, surface: s } = meeting;
	if (part === PART.backdrop) {
		const [ox, oy, oz] = origin;
		const [dx, dy, dz] = direction;
		const [red, green, blue] = backdropColour(scene.backdrop, ox + dx * depth, oy + dy * depth, oz + dz * depth);
		expose(sample, red, green, blue);
	} else {
		shade(s, part, scene);
		expose(sample, s.red, s.green, s.blue);
	}
	return part;
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
