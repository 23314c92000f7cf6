/** Style mixing (Karras et al. 2019, §3.1): later layers take their w from a second latent. */

import { add, mul, sub } from "../../graph/ops/arithmetic.ts";
import { reshape } from "../../graph/ops/layout.ts";
import type { SymbolicTensor } from "../../graph/symbolic.ts";
import { float32Tensor, type HostTensor } from "../../tensor/host-tensor.ts";
import { matchShape } from "../../tensor/shape.ts";

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
export function mixFromCutoff(numWs: number, cutoff: number): HostTensor<"float32"> {
	return float32Tensor(
		[numWs],
		Float32Array.from({ length: numWs }, (_, layer) => (layer >= cutoff ? 1 : 0)),
	);
}
