/** Brings planes into the kernel's memory, the decoder's first layer multiplied in (assembly/fold.ts). */

import type { TriplaneField } from "../../contract.ts";
import {
	FOLD_BIAS,
	FOLD_CHANNEL_STRIDE,
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
 * (published axes, square planes). A third plane whose axes are swapped is folded as its transpose, so that kernels know two
 * kinds of axes. The targets are blocks of `blocks`; all else is released.
 * @returns addresses of the folded planes [G, H + 2, W + 2, D]; the third is 0 where it was merged
 */
export async function foldPlanes(
	engine: Engine,
	blocks: Blocks,
	{ planes, planeAxes, triplaneDepth: slices }: Pick<TriplaneField, "planes" | "planeAxes" | "triplaneDepth">,
	decoder: PackedDecoder,
): Promise<readonly [number, number, number]> {
	const [, , height = 0, width = 0] = planes.shape;
	const { channels } = decoder;
	const merged = planeAxes === "eg3d" && height === width;
	const sliceBytes = 4 * (height + 2) * (width + 2) * decoder.hidden;
	const targetBytes = slices * sliceBytes;
	const targets = [
		blocks.allocate(targetBytes),
		blocks.allocate(targetBytes),
		merged ? 0 : blocks.allocate(targetBytes),
	] as const;
	await engine.withBlocksAsync(async (inputs) => {
		const source = inputs.float32(planes.data);
		const channelBytes = 4 * height * width;
		const addressOf = (plane: number, slice: number): number =>
			source + (plane * channels * slices + slice) * channelBytes;
		const weights = inputs.float32(decoder.foldWeights);
		const bias = inputs.float32(decoder.foldBias);
		const noBias = inputs.float32(new Float32Array(decoder.hidden));
		const swapped = planeAxes === "panohead";
		const foldSlice = (plane: number, transposed: number, slice: number): Promise<void> =>
			engine.run({
				kind: "fold",
				what: "prepare",
				tiles: Math.ceil((width + 2) / FOLD_TILE) * Math.ceil((height + 2) / FOLD_TILE),
				slotCount: FOLD_SLOTS,
				scratchBytes: engine.measure((kernel) => kernel.foldScratchBytes(channels)),
				slots: new Map([
					[FOLD_SOURCE, swapped && plane === 2 ? 0 : addressOf(plane, slice)],
					[FOLD_TRANSPOSED, transposed === 0 ? 0 : addressOf(transposed, slice)],
					[FOLD_CHANNEL_STRIDE, slices * channelBytes],
					[FOLD_TARGET, (targets[plane] ?? 0) + slice * sliceBytes],
					[FOLD_CHANNELS, channels],
					[FOLD_WIDTH, width],
					[FOLD_HEIGHT, height],
					[FOLD_HIDDEN, decoder.hidden],
					[FOLD_WEIGHTS, weights],
					[FOLD_BIAS, plane === 0 && slices === 1 ? bias : noBias],
				]),
			});
		const fold = async (plane: number, transposed: number): Promise<void> => {
			for (let slice = 0; slice < slices; slice++) await foldSlice(plane, transposed, slice);
		};
		// One after the other, as the engine would run them anyway: where one fails, no other may still read the inputs that
		// are released behind it.
		await fold(0, 0);
		await fold(1, merged ? 2 : 0);
		if (!merged) await fold(2, swapped ? 2 : 0);
	});
	return targets;
}
