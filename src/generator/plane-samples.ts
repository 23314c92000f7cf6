/** A look at some numbers of planes, which shows whether they are still what they were. */

import { isOnGpu, type Planes } from "./field.ts";

/** Reading so many costs microseconds, where all of the published sizes would cost milliseconds in every call. */
const MOST_SAMPLES = 1024;

/**
 * Numbers spread evenly over the planes, the last one among them; none of planes on a GPU. They differ when planes were
 * scaled, moved, or filled with another person. That single texels were changed they do not show: types forbid it.
 */
export function samplesOf(planes: Planes): Float32Array {
	if (isOnGpu(planes)) return new Float32Array();
	const { data } = planes;
	const count = Math.min(MOST_SAMPLES, data.length);
	return Float32Array.from(
		{ length: count },
		(_, index) => data[Math.floor(((index + 1) * data.length) / count) - 1] ?? 0,
	);
}
