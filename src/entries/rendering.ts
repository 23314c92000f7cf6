/**
 * Rays and the versions of the renderer, which share one contract.
 *
 * @module triplane/rendering
 */

export { EG3D_RULES, type FieldRules, panoheadRules } from "../rendering/field-rules.ts";
export type {
	DecoderWeights,
	GridLines,
	GridSlab,
	MarchOptions,
	PointSamples,
	PreparedField,
	RayMarcher,
	Rays,
	TriplaneField,
} from "../rendering/march/contract.ts";
export type { WasmField } from "../rendering/march/kernels/wasm/wasm-field.ts";
export {
	createWasmMarcher,
	type WasmMarcher,
	type WasmMarcherOptions,
} from "../rendering/march/kernels/wasm/wasm-marcher.ts";
export { createWgslMarcher, type WgslMarcher } from "../rendering/march/kernels/wgsl/wgsl-marcher.ts";
export { referenceMarcher } from "../rendering/march/reference.ts";
export { symbolicMarcher } from "../rendering/march/symbolic-marcher.ts";
export type { PlaneAxes } from "../rendering/plane-axes.ts";
export { type RayLimits, rayLimits } from "../rendering/ray-box.ts";
export { type ImageSize, pixelRays } from "../rendering/rays.ts";
export type { RenderingConfig } from "../rendering/rendering-config.ts";
