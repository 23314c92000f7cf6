/** Latents from seeds, as the published tools make them: a seed stands for one person. */

import { InputError } from "./errors.ts";
import { type Float32Tensor, float32Tensor } from "./host-tensor.ts";
import { RandomState } from "./random-state.ts";

/**
 * The latent `z` of a seed: NumPy's `RandomState(seed).randn(1, zDim)`, rounded to float32.
 * @param seed  integer in [0, 2³² − 1], else `InputError`
 * @returns z [1, zDim], standard normal
 */
export function latentFromSeed(seed: number, zDim = 512): Float32Tensor {
	if (!Number.isSafeInteger(zDim) || zDim < 1) {
		throw new InputError(`latentFromSeed: ${zDim} is no length of a latent, want the network's zDim (usually 512)`);
	}
	return float32Tensor([1, zDim], Float32Array.from(new RandomState(seed).randn(zDim)));
}
