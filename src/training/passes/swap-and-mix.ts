/**
 * What regularises the mapping. Generator pose conditioning (Chan et al. 2022, §4.4; eg3d.md §9): the camera that it sees is
 * swapped with another sample's at random, so that a face does not turn with its camera. Style mixing (Karras et al. 2019,
 * §3.1): later layers take their w from a second latent.
 */

import { add, mul, sub } from "../../graph/ops/arithmetic.ts";
import { greater, where } from "../../graph/ops/comparison.ts";
import { concat, reshape, sliceAxis } from "../../graph/ops/layout.ts";
import type { SymbolicTensor } from "../../graph/symbolic.ts";
import { type Float32Tensor, float32Tensor } from "../../tensor/host-tensor.ts";
import { matchShape } from "../../tensor/shape.ts";

/**
 * Labels of which some are their predecessor's in the batch; the first one's predecessor is the last.
 * @param c     [N, cDim]
 * @param swap  [N, 1] or [1, 1]: above 0 where the label is swapped
 * @returns     [N, cDim]
 */
export function swapLabels(c: SymbolicTensor, swap: SymbolicTensor): SymbolicTensor {
	const { N } = matchShape("labels", c.shape, ["N", "cDim"]);
	matchShape("swap", swap.shape, [swap.shape[0] === 1 ? 1 : N, 1]);
	if (N === 1) return c;
	const rolled = concat([sliceAxis(c, 0, N - 1, N), sliceAxis(c, 0, 0, N - 1)], 0);
	return where(greater(swap, 0), rolled, c);
}

/**
 * @param ws     [N, numWs, wDim]
 * @param other  [N, numWs, wDim]
 * @param mix    [numWs]: 0 keeps ws, 1 takes the other
 */
export function mixStyles(ws: SymbolicTensor, other: SymbolicTensor, mix: SymbolicTensor): SymbolicTensor {
	const { N, numWs, wDim } = matchShape("ws", ws.shape, ["N", "numWs", "wDim"]);
	matchShape("other ws", other.shape, [N, numWs, wDim]);
	matchShape("mix", mix.shape, [numWs]);
	const share = reshape(mix, [1, numWs, 1]);
	return add(mul(ws, sub(1, share)), mul(other, share));
}

/** `mix` of a step: layers from `cutoff` on take the other latent; `numWs` or more means none. */
export function mixFromCutoff(numWs: number, cutoff: number): Float32Tensor {
	return float32Tensor(
		[numWs],
		Float32Array.from({ length: numWs }, (_, layer) => (layer >= cutoff ? 1 : 0)),
	);
}
