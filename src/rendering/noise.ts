/** The uniform numbers that place samples along rays: seeded, none, or given (from a golden, or shared between views). */

import { ShapeError } from "../tensor/errors.ts";
import { type Float32Tensor, float32Tensor } from "../tensor/host-tensor.ts";
import { RandomState } from "../tensor/random-state.ts";
import { elementCount, formatShape } from "../tensor/shape.ts";
import type { MarchOptions, SampleNoise } from "./march/contract.ts";

/** How many uniform numbers a call of the marcher takes. */
export interface NoiseSize extends Pick<MarchOptions, "depthResolution" | "depthResolutionImportance"> {
	/** M */
	readonly rayCount: number;
}

/** No chance: jitter 0.5 and the middles of even steps. */
export const NO_NOISE: SampleNoise = { jitterCoarse: null, uImportance: null };

/**
 * Uniform numbers of a seed: first all jitter [M, S], then all u [M, K], 24 bits each.
 * The same seed and sizes give the same numbers on every machine.
 */
export function seededNoise(seed: number, size: NoiseSize): SampleNoise {
	const { rayCount, depthResolution, depthResolutionImportance } = size;
	const random = new RandomState(seed);
	const draw = (perRay: number): Float32Tensor =>
		float32Tensor([rayCount, perRay], random.uniformFloat32(rayCount * perRay));
	return {
		jitterCoarse: draw(depthResolution),
		uImportance: depthResolutionImportance === 0 ? null : draw(depthResolutionImportance),
	};
}

/**
 * Uniform numbers from elsewhere, in any shape with the right count: the published [N, M, S, 1] and [N·M, K] are taken
 * as they are. Throws `ShapeError` where the count is another.
 */
export function givenNoise(
	given: { readonly jitterCoarse: Float32Tensor; readonly uImportance: Float32Tensor | null },
	size: NoiseSize,
): SampleNoise {
	const { rayCount, depthResolution, depthResolutionImportance } = size;
	const { jitterCoarse, uImportance } = given;
	return {
		jitterCoarse: reshaped("jitterCoarse", jitterCoarse, [rayCount, depthResolution]),
		uImportance: uImportance && reshaped("uImportance", uImportance, [rayCount, depthResolutionImportance]),
	};
}

function reshaped(name: string, tensor: Float32Tensor, shape: readonly [number, number]): Float32Tensor {
	if (elementCount(tensor.shape) !== elementCount(shape)) {
		throw new ShapeError(
			`givenNoise: ${name} ${formatShape(tensor.shape)} has not the ${shape[0]} · ${shape[1]} numbers that ` +
				`${shape[0]} rays with ${shape[1]} samples each take`,
		);
	}
	return float32Tensor(shape, tensor.data);
}
