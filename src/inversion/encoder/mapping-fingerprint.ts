/**
 * Tells mappings apart. An encoder says w, and w means the same wherever the mapping is the same, as in versions of a
 * network whose other layers were trained on. Not a cryptographic hash: nothing depends on nobody forging it.
 */

import type { Weights } from "../../networks/parameters.ts";
import { numbersAsFloat32 } from "../../tensor/to-float32.ts";

const MAPPING = "backbone.mapping.";
/** The mean of w as training has seen it: it moves, and no w moves with it. */
const AVERAGE = `${MAPPING}w_avg`;
/** Of FNV-1a, in two lanes of 32 bits. */
const [PRIME, FIRST, SECOND] = [16_777_619, 2_166_136_261, 84_696_351];

/** @param weights  of a generator, by official name @returns 16 hexadecimal digits */
export function mappingFingerprint(weights: Weights): string {
	let [one, other] = [FIRST, SECOND];
	const mapping = [...weights].filter(([name]) => name.startsWith(MAPPING) && name !== AVERAGE);
	for (const [, tensor] of mapping.sort(([name], [next]) => (name < next ? -1 : 1))) {
		for (const word of new Uint32Array(Float32Array.from(numbersAsFloat32(tensor).data).buffer)) {
			one = Math.imul(one ^ word, PRIME);
			other = Math.imul(other ^ (word >>> 11) ^ (word << 7), PRIME);
		}
	}
	return [one, other].map((lane) => (lane >>> 0).toString(16).padStart(8, "0")).join("");
}
