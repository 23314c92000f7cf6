/** A field on the GPU, and what can be asked of it. */

import { throwIfAborted } from "../../../../tensor/errors.ts";
import { float32Tensor } from "../../../../tensor/host-tensor.ts";
import type { MarchControl, MarchOptions, MarchResult, PreparedField, Rays, SampleNoise } from "../../contract.ts";
import { gridByPoints } from "../../grid-by-points.ts";
import { CallsInFlight } from "../calls-in-flight.ts";
import { type MarchOnGpu, marchOnGpu } from "./march-call.ts";
import { samplePoints } from "./points-call.ts";
import type { FieldOnGpu } from "./prepare-field.ts";

export interface WgslField extends PreparedField {
	/**
	 * As `march`, without waiting for the GPU and without a read-back.
	 * @returns features [F, M], depth [M] and opacity [M], each to be disposed of
	 */
	marchOnGpu(rays: Rays, options: MarchOptions, noise: SampleNoise, control?: MarchControl): Promise<MarchOnGpu>;
}

export function fieldOf(field: FieldOnGpu): WgslField {
	const calls = new CallsInFlight("wgsl");
	const { open } = calls;
	return {
		march: (rays, options, noise, control) => open(() => march(field, rays, options, noise, control)),
		marchOnGpu: (rays, options, noise, control) =>
			open(() => marchOnGpu(field, rays, options, noise, "channels first", control)),
		samplePoints: (points, control) => open(() => samplePoints(field, points, true, control)),
		sampleGrid: (lines, options, control) =>
			gridByPoints((...call) => open(() => samplePoints(field, ...call)), lines, options, control),
		dispose: () => calls.dispose(() => field.buffers.release()),
	};
}

/** Marches and reads the results back. */
async function march(
	field: FieldOnGpu,
	rays: Rays,
	options: MarchOptions,
	noise: SampleNoise,
	control: MarchControl = {},
): Promise<MarchResult> {
	// The end is told when the results are here.
	const onProgress = control.onProgress && ((fraction: number) => control.onProgress?.(Math.min(fraction, 0.95)));
	const marched = await marchOnGpu(field, rays, options, noise, "channels last", { ...control, onProgress });
	const { features, depth, opacity } = marched;
	try {
		const M = depth.shape[0] ?? 0;
		const buffers = [features.buffer, depth.buffer, opacity.buffer];
		const lengths = [M * field.features, M, M];
		const [colours, depths, opacities] = await field.engine.read("march", buffers, lengths);
		throwIfAborted(control.signal, "march");
		control.onProgress?.(1);
		return {
			features: float32Tensor(features.shape, colours ?? []),
			depth: float32Tensor([M], depths ?? []),
			opacity: float32Tensor([M], opacities ?? []),
		};
	} finally {
		for (const tensor of [features, depth, opacity]) tensor.dispose();
	}
}
