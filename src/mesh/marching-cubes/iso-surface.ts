/** Iso-surfaces from slabs that are still being computed, and from whole volumes. */

import type { ProgressListener } from "../../host/progress.ts";
import { throwIfAborted } from "../../tensor/errors.ts";
import type { Mesh } from "../mesh.ts";
import { checkVolume, type Volume, type VolumeGrid } from "../volume-grid.ts";
import { MarchingCubes, type MarchingCubesOptions } from "./marching-cubes.ts";

export interface IsoSurfaceOptions extends MarchingCubesOptions {
	/** Stops between two slabs with `AbortedError`. */
	readonly signal?: AbortSignal;
	/** Told after every slab; the stage is "mesh". */
	readonly onProgress?: ProgressListener;
}

/** Samples between two looks at the event loop, so that an abort is heard: some 20 ms of work. */
const SAMPLES_PER_TURN = 2 ** 22;

/**
 * The surface where a field crosses `level`, from its slabs in order of x.
 * @param slabs  X arrays [Y, Z]; each is used up before the next is asked for, so it may be one array filled again
 * @returns positions [V, 3] world units, indices [T, 3] counter-clockwise seen from outside, where samples are < level;
 *     both empty where the level is never crossed
 */
export async function isoSurfaceOfSlabs(
	grid: VolumeGrid,
	slabs: AsyncIterable<Float32Array> | Iterable<Float32Array>,
	options: IsoSurfaceOptions,
): Promise<Mesh> {
	const { signal, onProgress } = options;
	const cubes = new MarchingCubes(grid, options);
	const [X, Y, Z] = grid.size;
	const slabsPerTurn = Math.ceil(SAMPLES_PER_TURN / (Y * Z));
	throwIfAborted(signal, "marching cubes");
	let done = 0;
	for await (const slab of slabs) {
		throwIfAborted(signal, "marching cubes");
		cubes.push(slab);
		done++;
		onProgress?.({ stage: "mesh", fraction: done / X });
		if (done % slabsPerTurn === 0) await turnOfEventLoop();
	}
	throwIfAborted(signal, "marching cubes");
	return cubes.finish();
}

/** The surface where a volume crosses `level`; see `isoSurfaceOfSlabs`. */
export async function isoSurfaceOfVolume(volume: Volume, options: IsoSurfaceOptions): Promise<Mesh> {
	checkVolume("isoSurfaceOfVolume", volume);
	return await isoSurfaceOfSlabs(volume.grid, slabsOf(volume), options);
}

/** The slabs of a volume, each a view [Y, Z]. */
export function* slabsOf({ grid, values }: Volume): Generator<Float32Array> {
	const [X, Y, Z] = grid.size;
	for (let i = 0; i < X; i++) yield values.data.subarray(i * Y * Z, (i + 1) * Y * Z);
}

async function turnOfEventLoop(): Promise<void> {
	await new Promise<void>((resolve) => {
		setTimeout(resolve, 0);
	});
}
