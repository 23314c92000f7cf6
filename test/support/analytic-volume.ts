/** A person's volume given by a formula, for tests of shapes: sigma anywhere, one colour per place. */

import type { PersonVolume } from "../../src/analysis/shapes/person-volume.ts";
import { volumeLines } from "../../src/generator/volume.ts";
import { float32Tensor } from "../../src/tensor/host-tensor.ts";
import type { Field } from "./fields.ts";

/** @param sigma  in world units; the box has side 1. Colours are x + 0.5, y + 0.5, z + 0.5 */
export function analyticVolume(sigma: Field, boxWarp = 1): PersonVolume {
	return {
		boxWarp,
		samplePoints: async ({ data }) => {
			const P = data.length / 3;
			const values = new Float32Array(P);
			for (let point = 0; point < P; point++) {
				const [x = 0, y = 0, z = 0] = data.subarray(point * 3, point * 3 + 3);
				values[point] = sigma(x, y, z);
			}
			return {
				sigma: float32Tensor([P], values),
				rgb: float32Tensor(
					[P, 3],
					data.map((value) => value + 0.5),
				),
			};
		},
		sampleVolume: async (options, visit) => {
			const { x, y, z } = volumeLines(boxWarp, options);
			for (const [index, px] of [...Array.from(x)].entries()) {
				const values = Array.from(y).flatMap((py) => Array.from(z).map((pz) => sigma(px, py, pz)));
				await visit({ index, sigma: float32Tensor([y.length, z.length], values), rgb: null });
			}
		},
	};
}
