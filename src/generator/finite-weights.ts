/** Weights that are no numbers make pictures of nothing; they are named before anything runs. */

import type { Weights } from "../networks/parameters.ts";
import { CheckpointError } from "../tensor/errors.ts";

/** Throws `CheckpointError` naming the first float32 tensor with a number that is not finite. */
export function refuseNotFinite(weights: Weights): void {
	for (const [name, { data }] of weights) {
		if (!(data instanceof Float32Array)) continue;
		if (allFinite(data)) continue;
		const count = data.reduce((sum, value) => sum + Number(!Number.isFinite(value)), 0);
		throw new CheckpointError(
			`checkpoint: '${name}' has ${count} of ${data.length} numbers that are NaN or infinite: its training diverged, or the file is damaged. Want a snapshot from before`,
		);
	}
}

/** A number that is not finite makes NaN of a product with 0. Four sums at once: 10 ms for 31 million numbers. */
function allFinite(data: Float32Array): boolean {
	let [a, b, c, d] = [0, 0, 0, 0];
	const whole = data.length - (data.length % 4);
	for (let at = 0; at < whole; at += 4) {
		a += (data[at] ?? 0) * 0;
		b += (data[at + 1] ?? 0) * 0;
		c += (data[at + 2] ?? 0) * 0;
		d += (data[at + 3] ?? 0) * 0;
	}
	return a + b + c + d === 0 && data.subarray(whole).every(Number.isFinite);
}
