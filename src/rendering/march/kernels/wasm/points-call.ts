/** One call of `samplePoints` or `sampleSigma`: points into the kernel's memory in large pieces, samples out. */

import { throwIfAborted } from "../../../../tensor/errors.ts";
import { type Float32Tensor, zeros } from "../../../../tensor/host-tensor.ts";
import { matchShape } from "../../../../tensor/shape.ts";
import type { MarchControl, PointSamples } from "../../contract.ts";
import {
	JOB_FIELD,
	POINTS_COUNT,
	POINTS_POSITIONS,
	POINTS_RGB,
	POINTS_SIGMA,
	POINTS_SLOTS,
	POINTS_TILE,
} from "./assembly/slots.ts";
import type { FieldInMemory } from "./field-in-memory.ts";

/** Points in the kernel's memory at once: 144 bytes each with 32 features. */
const PIECE = 2 ** 17;

/**
 * sigma, and rgb where `colours`, at points.
 * @param points [P, 3] world units
 * @returns sigma [P]; rgb [P, F], or [P, 0] without colours
 */
export async function samplePoints(
	field: FieldInMemory,
	points: Float32Tensor,
	colours: boolean,
	control: MarchControl = {},
): Promise<PointSamples> {
	const { P } = matchShape("points", points.shape, ["P", 3]);
	throwIfAborted(control.signal, "samplePoints");
	const features = colours ? field.features : 0;
	const sigma = zeros("float32", [P]);
	const rgb = zeros("float32", [P, features]);
	const { engine, hidden, featuresPadded } = field;
	const scratchBytes = engine.measure((kernel, base) => kernel.pointsScratchBytes(base, hidden, featuresPadded));
	for (let first = 0; first < P; first += PIECE) {
		const count = Math.min(PIECE, P - first);
		await engine.withBlocksAsync(async (blocks) => {
			const sigmaOut = blocks.allocate(4 * count);
			const rgbOut = colours ? blocks.allocate(4 * count * features) : 0;
			const job = {
				kind: "points" as const,
				what: "samplePoints",
				tiles: Math.ceil(count / POINTS_TILE),
				slotCount: POINTS_SLOTS,
				scratchBytes,
				slots: new Map([
					[JOB_FIELD, field.slots],
					[POINTS_POSITIONS, blocks.float32(points.data.subarray(3 * first, 3 * (first + count)))],
					[POINTS_COUNT, count],
					[POINTS_SIGMA, sigmaOut],
					[POINTS_RGB, rgbOut],
				]),
			};
			await engine.run(job, { signal: control.signal });
			sigma.data.set(engine.heap.float32(sigmaOut, count), first);
			if (colours) rgb.data.set(engine.heap.float32(rgbOut, count * features), first * features);
		});
		control.onProgress?.((first + count) / P);
	}
	return { sigma, rgb };
}
