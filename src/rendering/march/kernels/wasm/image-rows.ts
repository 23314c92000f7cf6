/**
 * Guesses how rays were cut from an image, so that tiles of it can be worked on together: neighbours in a tile sample
 * the same texels. Only the order of the work hangs on it, never a result.
 */

import type { Rays } from "../../contract.ts";

/** A step between neighbouring rays this much longer than the first one is taken for the end of a row. */
const JUMP = 3;

/**
 * Rays per row of the image. Where no regular rows are found, all rays are one row.
 * @param rays [M, 3] each, as given to `march`
 */
export function guessRowLength({ origins, directions }: Rays): number {
	const count = origins.shape[0] ?? 0;
	const first = stepSquared(origins.data, 0) + stepSquared(directions.data, 0);
	for (let ray = 1; ray < count - 1; ray++) {
		const step = stepSquared(origins.data, ray) + stepSquared(directions.data, ray);
		if (step <= JUMP * JUMP * first) continue;
		return count % (ray + 1) === 0 ? ray + 1 : count;
	}
	return count;
}

/** Squared distance between rows `index` and `index + 1` of [M, 3]. */
function stepSquared(rows: Float32Array, index: number): number {
	let sum = 0;
	for (let at = 3 * index; at < 3 * index + 3; at++) sum += ((rows[at + 3] ?? 0) - (rows[at] ?? 0)) ** 2;
	return sum;
}
