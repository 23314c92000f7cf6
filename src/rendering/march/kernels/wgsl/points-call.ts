/** One call of `samplePoints`: points to the GPU in pieces, samples back. */

import { throwIfAborted } from "../../../../tensor/errors.ts";
import { type Float32Tensor, zeros } from "../../../../tensor/host-tensor.ts";
import { matchShape } from "../../../../tensor/shape.ts";
import type { MarchControl, PointSamples } from "../../contract.ts";
import { BufferScope } from "./gpu-engine.ts";
import { type Kernel, LANES, workgroupsFor } from "./kernel.ts";
import type { FieldOnGpu } from "./prepare-field.ts";

/** Points on the GPU at once: 144 bytes each with 32 features. */
const PIECE = 2 ** 17;

/**
 * sigma, and rgb where `colours`, at points.
 * @param points [P, 3] world units
 * @returns sigma [P]; rgb [P, F], or [P, 0] without colours
 */
export async function samplePoints(
	field: FieldOnGpu,
	points: Float32Tensor,
	colours: boolean,
	{ signal, onProgress }: MarchControl = {},
): Promise<PointSamples> {
	const { P } = matchShape("points", points.shape, ["P", 3]);
	throwIfAborted(signal, "samplePoints");
	const F = colours ? field.features : 0;
	const sigma = zeros("float32", [P]);
	const rgb = zeros("float32", [P, F]);
	const kernel = await field.kernels.points(field.shape);
	for (let first = 0; first < P; first += PIECE) {
		const count = Math.min(PIECE, P - first);
		const piece = points.data.subarray(3 * first, 3 * (first + count));
		const [sigmas, rgbs] = await samplePiece(field, kernel, piece, F);
		throwIfAborted(signal, "samplePoints");
		sigma.data.set(sigmas, first);
		rgb.data.set(rgbs, first * F);
		onProgress?.((first + count) / P);
	}
	return { sigma, rgb };
}

async function samplePiece(
	{ engine, bindings }: FieldOnGpu,
	kernel: Kernel,
	points: Float32Array,
	features: number,
): Promise<readonly [Float32Array, Float32Array]> {
	const count = points.length / 3;
	const buffers = new BufferScope();
	try {
		const [sigmas, rgbs] = await engine.submit("samplePoints", (encoder) => {
			const workgroups = workgroupsFor(engine, Math.ceil(count / LANES));
			const values = [count, features === 0 ? 0 : 1, workgroups.x * LANES];
			const call = buffers.keep(engine.uniform("call", values));
			const positions = buffers.keep(engine.upload("points", points));
			const outputs = [
				buffers.keep(engine.storage("sigma", 4 * count)),
				buffers.keep(engine.storage("rgb", 4 * count * features)),
			] as const;
			kernel.dispatch(encoder, [...bindings, call, positions, ...outputs], workgroups);
			return outputs;
		});
		const [sigma, rgb] = await engine.read("samplePoints", [sigmas, rgbs], [count, count * features]);
		return [sigma ?? new Float32Array(), rgb ?? new Float32Array()];
	} finally {
		buffers.release();
	}
}
