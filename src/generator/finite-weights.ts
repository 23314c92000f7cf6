/** Weights that are no numbers make pictures of nothing; they are named before anything runs. */

import type { Weights } from "../networks/parameters.ts";
import { CheckpointError } from "../tensor/errors.ts";

/** All ones in a float32 that is infinite or no number. */
const EXPONENT = 0x7f800000;

/** Throws `CheckpointError` naming the first float32 tensor with a number that is not finite. */
export function refuseNotFinite(weights: Weights): void {
	for (const [name, { dtype, data }] of weights) {
		if (dtype !== "float32") continue;
		const bits = new Uint32Array(data.buffer, data.byteOffset, data.length);
		let count = 0;
		for (let index = 0; index < bits.length; index++) if (((bits[index] ?? 0) & EXPONENT) === EXPONENT) count++;
		if (count === 0) continue;
		throw new CheckpointError(
			`checkpoint: '${name}' has ${count} of ${bits.length} numbers that are NaN or infinite: its training diverged, or the file is damaged. Want a snapshot from before`,
		);
	}
}
