/** Places between keyframes that are passed evenly in time, and the spline through them (Catmull and Rom 1974). */

import { InputError } from "../tensor/errors.ts";

export interface PlaceOnPath {
	/** The keyframe that was passed last. */
	readonly left: number;
	/** The share of the way to the next one, 0 to 1. */
	readonly within: number;
}

/** What counts as being at a keyframe: shares are quotients of whole numbers. */
const AT_KEYFRAME = 1e-9;

/** Where `share` of a path through `count` keyframes is; `loop` goes back to the first. Throws `InputError` for none. */
export function placeOnPath(count: number, loop: boolean, share: number): PlaceOnPath {
	if (count === 0) throw new InputError("camera path: no cameras, want at least one");
	const spans = loop ? count : count - 1;
	const exact = (loop ? share - Math.floor(share) : Math.min(Math.max(share, 0), 1)) * spans;
	const whole = Math.round(exact);
	const time = Math.abs(exact - whole) < AT_KEYFRAME * Math.max(spans, 1) ? whole : exact;
	const left = Math.min(Math.floor(time), Math.max(spans - 1, 0));
	return { left, within: time - left };
}

/** Indices of the keyframes before, at, after and beyond the next one of `left`. */
export function knotsAround(left: number, count: number, loop: boolean): number[] {
	return [-1, 0, 1, 2].map((step) => {
		const index = left + step;
		return loop ? ((index % count) + count) % count : Math.min(Math.max(index, 0), count - 1);
	});
}

/** Between the second and the third of four values. */
export function catmullRom([p0 = 0, p1 = 0, p2 = 0, p3 = 0]: readonly number[], t: number): number {
	const slope1 = (p2 - p0) / 2;
	const slope2 = (p3 - p1) / 2;
	return (
		(2 * t ** 3 - 3 * t ** 2 + 1) * p1 +
		(t ** 3 - 2 * t ** 2 + t) * slope1 +
		(3 * t ** 2 - 2 * t ** 3) * p2 +
		(t ** 3 - t ** 2) * slope2
	);
}
