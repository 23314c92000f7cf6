/** StyleGAN2 mapping network, conditioned on the camera, with truncation (eg3d.md §2). */

import { normalizeSecondMoment } from "../graph/functions/normalize.ts";
import { add, mul, sub } from "../graph/ops/arithmetic.ts";
import { concat, expand, reshape } from "../graph/ops/layout.ts";
import type { SymbolicTensor } from "../graph/symbolic.ts";
import { matchShape } from "../tensor/shape.ts";
import type { MappingConfig } from "./config.ts";
import { fullyConnected } from "./fully-connected.ts";
import type { Parameters } from "./parameters.ts";

/**
 * Maps latents to intermediate latents, untruncated. `zDim` or `cDim` of 0 leaves that half out, as the
 * discriminator's mapping does with `z`.
 * @param z  [N, zDim] standard normal, or `null` where zDim is 0
 * @param c  [N, cDim] condition, already scaled or zeroed as the network wants, or `null` where cDim is 0
 * @returns  w [N, wDim]
 */
export function mapping(
	z: SymbolicTensor | null,
	c: SymbolicTensor | null,
	parameters: Parameters,
	config: MappingConfig,
): SymbolicTensor {
	const { zDim, cDim, wDim, numLayers, lrMultiplier, normalizeZ } = config;
	const parts: SymbolicTensor[] = [];
	if (z) {
		matchShape("z", z.shape, ["N", zDim]);
		parts.push(normalizeZ ? normalizeSecondMoment(z) : z);
	}
	if (c) {
		matchShape("c", c.shape, ["N", cDim]);
		const embed = { inFeatures: cDim, outFeatures: wDim, activation: "linear", lrMultiplier: 1 } as const;
		parts.push(normalizeSecondMoment(fullyConnected(c, parameters.scope("embed"), embed)));
	}
	let x = concat(parts, 1);
	for (let index = 0; index < numLayers; index++) {
		x = fullyConnected(x, parameters.scope(`fc${index}`), {
			inFeatures: x.shape[1] ?? 0,
			outFeatures: wDim,
			activation: "lrelu",
			lrMultiplier,
		});
	}
	return x;
}

/**
 * Repeats w for every layer and pulls it towards the average.
 * @param w     [N, wDim]
 * @param wAvg  [wDim]
 * @param psi   [numWs] truncationPsi per layer: 1 leaves it, 0 gives the average
 * @returns     ws [N, numWs, wDim]; exactly w where psi is 1
 */
export function truncate(w: SymbolicTensor, wAvg: SymbolicTensor, psi: SymbolicTensor): SymbolicTensor {
	const { N, wDim } = matchShape("w", w.shape, ["N", "wDim"]);
	const { numWs } = matchShape("psi", psi.shape, ["numWs"]);
	matchShape("w_avg", wAvg.shape, [wDim]);
	const perLayer = reshape(psi, [1, numWs, 1]);
	const repeated = expand(reshape(w, [N, 1, wDim]), [N, numWs, wDim]);
	const average = mul(reshape(wAvg, [1, 1, wDim]), sub(1, perLayer));
	return add(mul(repeated, perLayer), average);
}
