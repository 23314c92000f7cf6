/** One call of the job `gradient`: items into the kernel's memory, their gradients out (assembly/gradient-job.ts). */

import { type Float32Tensor, float32Tensor } from "../../../../tensor/host-tensor.ts";
import type { PlaneAxes } from "../../../plane-axes.ts";
import type { DecoderWeights, TriplaneField } from "../../contract.ts";
import { SOFTPLUS_SCALE } from "./assembly/scales.ts";
import {
	GRADIENT_ITEMS,
	GRADIENT_SLOTS,
	ITEM_CHANNELS,
	ITEM_COLOUR_BIAS,
	ITEM_COLOURS,
	ITEM_COLOURS_BACK,
	ITEM_FEATURES,
	ITEM_FIRST,
	ITEM_FIRST_BIAS,
	ITEM_FOLD_BACK,
	ITEM_PLANES,
	ITEM_PLANES_GRADIENT,
	ITEM_SIGMA,
	ITEM_SIGMA_BIAS,
	ITEM_SLOTS,
} from "./assembly/slots.ts";
import type { Blocks, Engine } from "./engine.ts";
import { placeField } from "./field-in-memory.ts";
import { inputSlots, type RayInputs } from "./march-call.ts";
import { type PackedDecoder, packBackward, packDecoder } from "./pack.ts";
import { thirdPlaneTurned } from "./third-plane.ts";

/** A field, its rays, and the gradient by what is seen along them. */
export interface GradientItem {
	readonly field: TriplaneField;
	readonly rays: Omit<RayInputs, "field">;
	/** [M, F] */
	readonly features: Float32Array;
}

/** Gradients of one item. */
export interface ItemGradient {
	/** [3, C, H, W] */
	readonly planes: Float32Array;
	readonly decoder: DecoderWeights;
}

/** Goes back through all items side by side, each by one thread. At least one item; all have a decoder of the same sizes. */
export async function gradients(engine: Engine, items: readonly GradientItem[]): Promise<ItemGradient[]> {
	return await engine.withBlocksAsync(async (blocks) => {
		const placed: PlacedItem[] = [];
		for (const item of items) placed.push(await placeItem(engine, item, blocks));
		await engine.run({
			kind: "gradient",
			what: "gradient",
			tiles: items.length,
			slotCount: GRADIENT_SLOTS,
			scratchBytes: Math.max(...placed.map(({ scratchBytes }) => scratchBytes)),
			slots: new Map([[GRADIENT_ITEMS, blocks.float64(placed.map(({ row }) => row))]]),
		});
		return placed.map((item) => takeItem(engine, item));
	});
}

interface PlacedItem {
	/** Address of the item's slots. */
	readonly row: number;
	readonly scratchBytes: number;
	readonly planesShape: readonly number[];
	readonly planeAxes: PlaneAxes;
	readonly packed: PackedDecoder;
	/** Addresses of the gradients, by slot. */
	readonly outputs: ReadonlyMap<number, number>;
	readonly decoder: DecoderWeights;
}

async function placeItem(engine: Engine, { field, rays, features }: GradientItem, blocks: Blocks): Promise<PlacedItem> {
	const inMemory = await placeField(engine, field, blocks);
	const packed = packDecoder(field.decoder, field.rules.colourActivation);
	const back = packBackward(field.decoder, packed);
	const { hidden, featuresPadded, channels } = packed;
	const count = field.planes.data.length;
	const planes = blocks.float32(thirdPlaneTurned(field.planes.data, field.planes.shape, field.planeAxes));
	const zeroed = (length: number): number => blocks.float32(new Float32Array(length));
	const outputs = new Map([
		[ITEM_PLANES_GRADIENT, blocks.allocate(4 * count)],
		[ITEM_FIRST, zeroed(back.channelsPadded * hidden)],
		[ITEM_FIRST_BIAS, zeroed(hidden)],
		[ITEM_SIGMA, zeroed(hidden)],
		[ITEM_SIGMA_BIAS, zeroed(1)],
		[ITEM_COLOURS, zeroed(hidden * featuresPadded)],
		[ITEM_COLOUR_BIAS, zeroed(featuresPadded)],
	]);
	const { depthResolution: S, depthResolutionImportance: K } = rays.options;
	const row = new Float64Array(ITEM_SLOTS);
	const M = rays.limits.near.length;
	const inputs = inputSlots({ ...rays, field: inMemory }, { first: 0, count: M }, blocks);
	for (const [slot, value] of [...inputs, ...outputs]) row[slot] = value;
	row[ITEM_FEATURES] = blocks.float32(features);
	row[ITEM_PLANES] = planes;
	row[ITEM_CHANNELS] = channels;
	row[ITEM_COLOURS_BACK] = blocks.float32(back.colours);
	row[ITEM_FOLD_BACK] = blocks.float32(back.fold);
	return {
		row: blocks.float64(row),
		scratchBytes: engine.measure((kernel, base) =>
			kernel.gradientScratchBytes(base, S, K, hidden, featuresPadded, channels, inMemory.texels),
		),
		planesShape: field.planes.shape,
		planeAxes: field.planeAxes,
		packed,
		outputs,
		decoder: field.decoder,
	};
}

/** Copies an item's gradients out, in the layout of the decoder's weights and without the kernel's scales. */
function takeItem({ heap }: Engine, { planesShape, planeAxes, packed, outputs, decoder }: PlacedItem): ItemGradient {
	const { hidden, featuresPadded, channels, features } = packed;
	const [units = 0] = decoder.weight0.shape;
	const read = (slot: number, length: number): Float32Array => heap.float32(outputs.get(slot) ?? 0, length);
	const first = read(ITEM_FIRST, channels * hidden); // [C, D]
	const sigma = read(ITEM_SIGMA, hidden);
	const colours = read(ITEM_COLOURS, hidden * featuresPadded); // [D, F]
	const weight0 = fill([units, channels], (unit, channel) => first[channel * hidden + unit]! / 3);
	const weight1 = fill([1 + features, units], (output, unit) => {
		const sum = output === 0 ? sigma[unit]! : colours[unit * featuresPadded + output - 1]!;
		return sum / SOFTPLUS_SCALE;
	});
	const bias1 = new Float32Array(1 + features);
	bias1.set(read(ITEM_SIGMA_BIAS, 1));
	bias1.set(read(ITEM_COLOUR_BIAS, features), 1);
	const count = planesShape.reduce((product, size) => product * size, 1);
	return {
		planes: thirdPlaneTurned(read(ITEM_PLANES_GRADIENT, count).slice(), planesShape, planeAxes),
		decoder: {
			weight0,
			bias0: float32Tensor([units], read(ITEM_FIRST_BIAS, units).slice()),
			weight1,
			bias1: float32Tensor([1 + features], bias1),
		},
	};
}

function fill(
	[rows, columns]: readonly [number, number],
	value: (row: number, column: number) => number,
): Float32Tensor {
	const data = new Float32Array(rows * columns);
	for (let row = 0; row < rows; row++) {
		for (let column = 0; column < columns; column++) data[row * columns + column] = value(row, column);
	}
	return float32Tensor([rows, columns], data);
}
