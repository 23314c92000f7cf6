/**
 * Generator pose conditioning (Chan et al. 2022, §4.4; eg3d.md §9): the camera that the mapping sees is swapped with
 * another sample's at random, so that a face does not turn with its camera.
 */

import { greater, where } from "../../graph/ops/comparison.ts";
import { concat, sliceAxis } from "../../graph/ops/layout.ts";
import type { SymbolicTensor } from "../../graph/symbolic.ts";
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
