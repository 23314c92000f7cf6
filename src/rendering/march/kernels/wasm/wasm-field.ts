/** A field that the kernel has made ready, and what can be asked of it. */

import type { Float32Tensor } from "../../../../tensor/host-tensor.ts";
import type { MarchControl, PointSamples, PreparedField, TriplaneField } from "../../contract.ts";
import { gridByPoints } from "../../grid-by-points.ts";
import { CallsInFlight } from "../calls-in-flight.ts";
import { Blocks, type Engine } from "./engine.ts";
import { type FieldInMemory, placeField } from "./field-in-memory.ts";
import { sampleGrid } from "./grid-call.ts";
import { march } from "./march-call.ts";
import { samplePoints } from "./points-call.ts";

/** A field that the kernel has made ready. */
export interface WasmField extends PreparedField {
	/** sigma [P] alone at `points` [P, 3], world units; colours are three quarters of `samplePoints`' work. */
	sampleSigma(points: Float32Tensor, control?: MarchControl): Promise<Float32Tensor>;
}

/** Folds a field's planes and keeps them. Rejects with `ShapeError`, `InputError` or `RuntimeFailureError`. */
export async function prepareField(engine: Engine, field: TriplaneField): Promise<WasmField> {
	const blocks = new Blocks(engine.heap);
	try {
		return fieldOf(await placeField(engine, field, blocks), blocks);
	} catch (error) {
		blocks.release();
		throw error;
	}
}

function fieldOf(field: FieldInMemory, blocks: Blocks): WasmField {
	const calls = new CallsInFlight("wasm");
	const { open } = calls;
	return {
		march: (rays, options, noise, control) => open(() => march(field, rays, options, noise, control)),
		samplePoints: (points, control) =>
			open(async (): Promise<PointSamples> => {
				const { sigma, rgb } = await samplePoints(field, points, true, control);
				return { sigma, rgb };
			}),
		sampleSigma: (points, control) =>
			open(async (): Promise<Float32Tensor> => (await samplePoints(field, points, false, control)).sigma),
		sampleGrid: (lines, options, control) =>
			field.hasRows
				? sampleGrid(field, open, lines, options, control)
				: gridByPoints((...call) => open(() => samplePoints(field, ...call)), lines, options, control),
		dispose: () => calls.dispose(() => blocks.release()),
	};
}
