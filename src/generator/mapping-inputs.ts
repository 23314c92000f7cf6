/** What the mapping graph is fed beside the latent: the conditioning label and truncation. */

import type { ConditioningConfig } from "../networks/config.ts";
import { InputError } from "../tensor/errors.ts";
import { type Float32Tensor, float32Tensor } from "../tensor/host-tensor.ts";
import type { MappingOptions } from "./options.ts";

/** The label as the mapping network sees it: scaled, or zeros. */
export function conditioned(label: Float32Tensor, { scale, zero }: ConditioningConfig): Float32Tensor {
	return float32Tensor(
		label.shape,
		label.data.map((value) => (zero ? 0 : value * scale)),
	);
}

/** truncationPsi per layer, [numWs]. Throws `InputError` for numbers that cannot be. */
export function psiPerLayer(
	{ truncationPsi = 1, truncationCutoff = null }: MappingOptions,
	numWs: number,
): Float32Tensor {
	if (!Number.isFinite(truncationPsi)) throw new InputError(`truncationPsi: ${truncationPsi}, want a finite number`);
	if (truncationCutoff !== null && !(Number.isInteger(truncationCutoff) && truncationCutoff >= 0)) {
		throw new InputError(`truncationCutoff: ${truncationCutoff}, want a whole number of layers, or null for all`);
	}
	const touched = truncationCutoff ?? numWs;
	return float32Tensor(
		[numWs],
		Float32Array.from({ length: numWs }, (_, index) => (index < touched ? truncationPsi : 1)),
	);
}
