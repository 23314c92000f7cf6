/** One call of `march`: rays into the kernel's memory in large pieces, results out, depths clamped to the call's range. */

import { type Float32Tensor, zeros } from "../../../../tensor/host-tensor.ts";
import { type RayLimits, rayLimits } from "../../../ray-box.ts";
import { STILL_JITTER } from "../../../samplers.ts";
import { checkMarch } from "../../check-inputs.ts";
import type { MarchControl, MarchOptions, MarchResult, Rays, SampleNoise } from "../../contract.ts";
import {
	JOB_FIELD,
	MARCH_COARSE,
	MARCH_DEPTH,
	MARCH_DIRECTIONS,
	MARCH_DISPARITY,
	MARCH_FEATURES,
	MARCH_FINE,
	MARCH_JITTER,
	MARCH_JITTER_STRIDE,
	MARCH_LIMITS,
	MARCH_OPACITY,
	MARCH_ORIGINS,
	MARCH_RANGE,
	MARCH_RAYS,
	MARCH_ROW,
	MARCH_SLOTS,
	MARCH_TILE_COLUMNS,
	MARCH_TILE_ROWS,
	MARCH_U,
	MARCH_U_STRIDE,
	MARCH_WHITE_BACK,
} from "./assembly/slots.ts";
import type { Blocks } from "./engine.ts";
import type { FieldInMemory } from "./field-in-memory.ts";
import { guessRowLength } from "./image-rows.ts";

/** Rays in the kernel's memory at once: some 600 bytes each. */
const PIECE = 65536;

/** Rays and how they are marched. */
export interface RayInputs {
	readonly field: FieldInMemory;
	readonly rays: Rays;
	readonly options: MarchOptions;
	readonly noise: SampleNoise;
	readonly limits: RayLimits;
	/** Rays in a row of the image. */
	readonly row: number;
}

interface Call extends RayInputs {
	readonly scratchBytes: number;
	readonly result: MarchResult;
}

/** Rays [first, first + count) of a call. */
export interface Piece {
	readonly first: number;
	readonly count: number;
}

/**
 * See `PreparedField.march`.
 * @param limits  of the rays; default: as the options say, for these rays together
 */
export async function march(
	field: FieldInMemory,
	rays: Rays,
	options: MarchOptions,
	noise: SampleNoise,
	control: MarchControl = {},
	limits: RayLimits = rayLimits(rays, options, field.boxWarp),
): Promise<MarchResult> {
	const { M, S, K } = checkMarch(rays, options, noise);
	const result = {
		features: zeros("float32", [M, field.features]),
		depth: zeros("float32", [M]),
		opacity: zeros("float32", [M]),
	};
	const row = guessRowLength(rays);
	const { hidden, featuresPadded } = field;
	const scratchBytes = field.engine.measure((kernel, base) =>
		kernel.marchScratchBytes(base, S, K, hidden, featuresPadded),
	);
	const call: Call = { field, rays, options, noise, limits, row, scratchBytes, result };
	const whole = Math.max(Math.floor(PIECE / row / MARCH_TILE_ROWS), 1) * row * MARCH_TILE_ROWS;
	const range: [nearest: number, farthest: number] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
	for (let first = 0; first < M; first += whole) {
		const piece = { first, count: Math.min(whole, M - first) };
		const [nearest, farthest] = await marchPiece(call, piece, partOf(control, first / M, piece.count / M));
		range[0] = Math.min(range[0], nearest);
		range[1] = Math.max(range[1], farthest);
	}
	clamp(result.depth.data, ...range);
	control.onProgress?.(1);
	return result;
}

/** Runs a piece and copies its results out; gives the smallest and the largest sample depth. */
async function marchPiece(call: Call, piece: Piece, control: MarchControl): Promise<readonly [number, number]> {
	const { engine, features } = call.field;
	const { count } = piece;
	return await engine.withBlocksAsync(async (blocks) => {
		const outputs = {
			features: blocks.allocate(4 * count * features),
			depth: blocks.allocate(4 * count),
			opacity: blocks.allocate(4 * count),
			range: blocks.allocate(8 * count),
		};
		await engine.run(
			{
				kind: "march",
				what: "march",
				tiles: Math.ceil(call.row / MARCH_TILE_COLUMNS) * Math.ceil(count / call.row / MARCH_TILE_ROWS),
				slotCount: MARCH_SLOTS,
				scratchBytes: call.scratchBytes,
				slots: new Map([
					...inputSlots(call, piece, blocks),
					[MARCH_FEATURES, outputs.features],
					[MARCH_DEPTH, outputs.depth],
					[MARCH_OPACITY, outputs.opacity],
					[MARCH_RANGE, outputs.range],
				]),
			},
			control,
		);
		const { heap } = engine;
		call.result.features.data.set(heap.float32(outputs.features, count * features), piece.first * features);
		call.result.depth.data.set(heap.float32(outputs.depth, count), piece.first);
		call.result.opacity.data.set(heap.float32(outputs.opacity, count), piece.first);
		return rangeOf(heap.float32(outputs.range, 2 * count));
	});
}

/** Brings a piece's rays into the kernel's memory; gives the slots that say where they are. */
export function inputSlots(
	{ field, rays, options, noise, limits, row }: RayInputs,
	piece: Piece,
	blocks: Blocks,
): readonly (readonly [slot: number, value: number])[] {
	const { depthResolution: S, depthResolutionImportance: K } = options;
	const rowsOf = ({ data }: Float32Tensor, width: number): Float32Array =>
		data.subarray(piece.first * width, (piece.first + piece.count) * width);
	const jitter = noise.jitterCoarse && rowsOf(noise.jitterCoarse, S);
	const u = noise.uImportance && rowsOf(noise.uImportance, K);
	return [
		[JOB_FIELD, field.slots],
		[MARCH_ORIGINS, blocks.float32(rowsOf(rays.origins, 3))],
		[MARCH_DIRECTIONS, blocks.float32(rowsOf(rays.directions, 3))],
		[MARCH_LIMITS, blocks.float64(limitPairs(limits, piece))],
		[MARCH_RAYS, piece.count],
		[MARCH_ROW, row],
		[MARCH_COARSE, S],
		[MARCH_FINE, K],
		[MARCH_JITTER, blocks.float32(jitter ?? new Float32Array(S).fill(STILL_JITTER))],
		[MARCH_JITTER_STRIDE, jitter === null ? 0 : 4 * S],
		[MARCH_U, blocks.float32(u ?? evenSteps(K))],
		[MARCH_U_STRIDE, u === null ? 0 : 4 * K],
		[MARCH_DISPARITY, Number(options.disparitySpaceSampling)],
		[MARCH_WHITE_BACK, Number(options.whiteBack)],
	];
}

/** The middles of K equal steps. */
function evenSteps(count: number): Float32Array {
	return Float32Array.from({ length: count }, (_, k) => (k + 0.5) / count);
}

/** [count, 2] near and far. */
function limitPairs({ near, far }: RayLimits, { first, count }: Piece): Float64Array {
	const pairs = new Float64Array(2 * count);
	for (let ray = 0; ray < count; ray++) {
		pairs[2 * ray] = near[first + ray]!;
		pairs[2 * ray + 1] = far[first + ray]!;
	}
	return pairs;
}

/** Smallest first and largest second of pairs [count, 2]. */
function rangeOf(pairs: Float32Array): readonly [number, number] {
	let smallest = Number.POSITIVE_INFINITY;
	let largest = Number.NEGATIVE_INFINITY;
	for (let at = 0; at < pairs.length; at += 2) {
		smallest = Math.min(smallest, pairs[at]!);
		largest = Math.max(largest, pairs[at + 1]!);
	}
	return [smallest, largest];
}

function clamp(values: Float32Array, smallest: number, largest: number): void {
	for (let i = 0; i < values.length; i++) values[i] = Math.min(Math.max(values[i]!, smallest), largest);
}

/** Control of a part of a longer work that begins at `start` and is `share` of the whole. */
function partOf({ signal, onProgress }: MarchControl, start: number, share: number): MarchControl {
	return { signal, onProgress: onProgress && ((fraction) => onProgress(start + share * fraction)) };
}
