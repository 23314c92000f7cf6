/** Per-pixel noise of the synthesis layers (eg3d.md §3): stored, fresh, or none. */

import { mul } from "../graph/ops/arithmetic.ts";
import { reshape } from "../graph/ops/layout.ts";
import type { SymbolicTensor } from "../graph/symbolic.ts";
import type { NoiseMode } from "./config.ts";
import type { Parameters } from "./parameters.ts";

/** Prefix of the graph inputs that take fresh noise: `noise.<layer>` of shape [N, 1, resolution, resolution]. */
export const NOISE_INPUT_PREFIX = "noise.";

/**
 * The scaled noise that one layer adds, or `null` for none.
 * @param layer  name of the layer below its network, e.g. "b8.conv0"
 * @param gain   factor on the noise
 * @returns      [1, 1, R, R] or [N, 1, R, R]
 */
export function layerNoise(
	mode: NoiseMode,
	layer: string,
	parameters: Parameters,
	batch: number,
	resolution: number,
	gain: number,
): SymbolicTensor | null {
	if (mode === "none") return null;
	const strength = parameters.get("noise_strength", []);
	const noise =
		mode === "const"
			? reshape(parameters.get("noise_const", [resolution, resolution]), [1, 1, resolution, resolution])
			: parameters.graph.input(NOISE_INPUT_PREFIX + layer, [batch, 1, resolution, resolution]);
	return mul(noise, mul(strength, gain));
}
