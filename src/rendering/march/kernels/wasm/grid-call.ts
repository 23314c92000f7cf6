/**
 * One call of `sampleGrid`: a few slabs at a time are computed, the next ones while the caller is at work on the last.
 * Memory stays at two groups of slabs, whatever the size of the grid.
 */

import { InputError, throwIfAborted } from "../../../../tensor/errors.ts";
import { type Float32Tensor, float32Tensor } from "../../../../tensor/host-tensor.ts";
import type { GridLines, GridOptions, GridSlab, MarchControl } from "../../contract.ts";
import {
	GRID_RGB,
	GRID_SIGMA,
	GRID_SIZE_X,
	GRID_SIZE_Y,
	GRID_SIZE_Z,
	GRID_SLOTS,
	GRID_TILE,
	GRID_X,
	GRID_Y,
	GRID_Z,
	JOB_FIELD,
} from "./assembly/slots.ts";
import type { FieldInMemory } from "./field-in-memory.ts";

/** Bytes of results in the kernel's memory at once; at least one slab. */
const GROUP_BYTES = 8 * 2 ** 20;

/** Runs a call on a field while it is not disposed of. */
type Open = <T>(call: () => Promise<T>) => Promise<T>;

interface Grid {
	readonly field: FieldInMemory;
	readonly x: Float32Array;
	readonly y: Float32Array;
	readonly z: Float32Array;
	/** F, or 0 without colours. */
	readonly features: number;
	readonly signal: AbortSignal | undefined;
}

/** See `GridField.sampleGrid`. */
export async function* sampleGrid(
	field: FieldInMemory,
	open: Open,
	lines: GridLines,
	{ colours }: GridOptions,
	control: MarchControl = {},
): AsyncGenerator<GridSlab, void, void> {
	const [x, y, z] = [float32Line("x", lines.x), float32Line("y", lines.y), float32Line("z", lines.z)];
	const grid: Grid = { field, x, y, z, features: colours ? field.features : 0, signal: control.signal };
	const slabBytes = 4 * y.length * z.length * (1 + grid.features);
	const group = Math.max(Math.floor(GROUP_BYTES / slabBytes), 1);
	const start = (first: number): Promise<readonly GridSlab[]> | null =>
		first < x.length ? open(() => computeSlabs(grid, first, Math.min(first + group, x.length))) : null;
	let next = start(0);
	try {
		for (let first = 0; next !== null; first += group) {
			const slabs = await next;
			next = start(first + group);
			for (const slab of slabs) {
				throwIfAborted(control.signal, "sampleGrid");
				yield slab;
				control.onProgress?.((slab.index + 1) / x.length);
			}
		}
	} finally {
		// The caller may have stopped, or thrown, while the next slabs are being computed.
		await next?.catch(() => {});
	}
}

function float32Line(name: string, line: ArrayLike<number>): Float32Array {
	if (line.length === 0) throw new InputError(`sampleGrid: no coordinates along ${name}, want at least one`);
	return Float32Array.from(line);
}

/** Slabs [from, to). */
async function computeSlabs(grid: Grid, from: number, to: number): Promise<readonly GridSlab[]> {
	const { field, x, y, z, features } = grid;
	const { engine, hidden, featuresPadded } = field;
	const scratchBytes = engine.measure((kernel, base) => kernel.gridScratchBytes(base, hidden, featuresPadded));
	const slabSize = y.length * z.length;
	return await engine.withBlocksAsync(async (blocks) => {
		const sigma = blocks.allocate(4 * slabSize * (to - from));
		const rgb = features === 0 ? 0 : blocks.allocate(4 * slabSize * features * (to - from));
		const job = {
			kind: "grid" as const,
			what: "sampleGrid",
			tiles: (to - from) * Math.ceil(y.length / GRID_TILE) * Math.ceil(z.length / GRID_TILE),
			slotCount: GRID_SLOTS,
			scratchBytes,
			slots: new Map([
				[JOB_FIELD, field.slots],
				[GRID_X, blocks.float32(x.subarray(from, to))],
				[GRID_Y, blocks.float32(y)],
				[GRID_Z, blocks.float32(z)],
				[GRID_SIZE_X, to - from],
				[GRID_SIZE_Y, y.length],
				[GRID_SIZE_Z, z.length],
				[GRID_SIGMA, sigma],
				[GRID_RGB, rgb],
			]),
		};
		await engine.run(job, { signal: grid.signal });
		const copy = (start: number, slab: number, shape: readonly number[], size: number): Float32Tensor =>
			float32Tensor(shape, engine.heap.float32(start + 4 * size * slab, size).slice());
		return Array.from({ length: to - from }, (_, slab) => ({
			index: from + slab,
			sigma: copy(sigma, slab, [y.length, z.length], slabSize),
			rgb: rgb === 0 ? null : copy(rgb, slab, [y.length, z.length, features], slabSize * features),
		}));
	});
}
