/**
 * Tensors in host memory, random numbers as NumPy draws them, 8-bit images, errors.
 *
 * @module triplane/tensor
 */

export type { ArrayOf, DType } from "../tensor/dtype.ts";
export * from "../tensor/errors.ts";
export {
	type FixedTensor,
	type Float32Tensor,
	float32Tensor,
	type HostTensor,
	hostTensor,
	type ReadonlyFloats,
} from "../tensor/host-tensor.ts";
export { latentFromSeed } from "../tensor/latent.ts";
export { colourPixels, greyPixels, type PixelImage, sheetOf } from "../tensor/pixels.ts";
export { RandomState } from "../tensor/random-state.ts";
export { matchShape, type Shape } from "../tensor/shape.ts";
export { decibels, meanSquaredDifference } from "../tensor/statistics.ts";
export type { Vec3 } from "../tensor/vec3.ts";
