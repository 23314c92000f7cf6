/** Brings planes into the kernel's memory, the decoder's first layer multiplied in (assembly/fold.ts). */

import type { TriplaneField } from "../../contract.ts";
import {
	FOLD_BIAS,
	FOLD_CHANNELS,
	FOLD_HEIGHT,
	FOLD_HIDDEN,
	FOLD_SLOTS,
	FOLD_SOURCE,
	FOLD_TARGET,
	FOLD_TILE,
	FOLD_TRANSPOSED,
	FOLD_WEIGHTS,
	FOLD_WIDTH,
} from "./assembly/slots.ts";
import type { Blocks, Engine } from "./engine.ts";
import type { PackedDecoder } from "./pack.ts";

/**
 * Folds three planes into three, or into two where the third is the second with its axes swapped and can be added to it
 * (published axes, square planes). The targets are blocks of `blocks`; all else is released.
 * @returns addresses of the folded planes [H + 2, W + 2, D]; the third is 0 where it was merged
 */
export async function foldPlanes(
	engine: Engine,
	blocks: Blocks,
	{ planes, planeAxes }: Pick<TriplaneField, "planes" | "planeAxes">,
	decoder: PackedDecoder,
): Promise<readonly [number, number, number]> {
	const [, channels = 0, height = 0, width = 0] = planes.shape;
	const merged = planeAxes === "eg3d" && height === width;
	const targetBytes = 4 * (height + 2) * (width + 2) * decoder.hidden;
	const targets = [
		blocks.allocate(targetBytes),
		blocks.allocate(targetBytes),
		merged ? 0 : blocks.allocate(targetBytes),
	] as const;
	await engine.withBlocksAsync(async (inputs) => {
		const source = inputs.float32(planes.data);
		const planeBytes = 4 * channels * height * width;
		const weights = inputs.float32(decoder.foldWeights);
		const bias = inputs.float32(decoder.foldBias);
		const noBias = inputs.float32(new Float32Array(decoder.hidden));
		const fold = (plane: number, transposed: number): Promise<void> =>
			engine.run({
				kind: "fold",
				what: "prepare",
				tiles: Math.ceil((width + 2) / FOLD_TILE) * Math.ceil((height + 2) / FOLD_TILE),
				slotCount: FOLD_SLOTS,
				scratchBytes: engine.measure((kernel) => kernel.foldScratchBytes(channels)),
				slots: new Map([
					[FOLD_SOURCE, source + plane * planeBytes],
					[FOLD_TRANSPOSED, transposed === 0 ? 0 : source + transposed * planeBytes],
					[FOLD_TARGET, targets[plane] ?? 0],
					[FOLD_CHANNELS, channels],
					[FOLD_WIDTH, width],
					[FOLD_HEIGHT, height],
					[FOLD_HIDDEN, decoder.hidden],
					[FOLD_WEIGHTS, weights],
					[FOLD_BIAS, plane === 0 ? bias : noBias],
				]),
			});
		// One after the other, as the engine would run them anyway: where one fails, no other may still read the inputs that
		// are released behind it.
		await fold(0, 0);
		await fold(1, merged ? 2 : 0);
		if (!merged) await fold(2, 0);
	});
	return targets;
}
