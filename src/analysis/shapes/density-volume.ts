/** Samples of sigma on a grid of a person's box, whole in memory: for volume files. */

import { type VolumeRegion, volumeLines } from "../../generator/volume.ts";
import type { ProgressListener } from "../../host/progress.ts";
import { gridOfLines, type Volume } from "../../mesh/volume-grid.ts";
import { float32Tensor } from "../../tensor/host-tensor.ts";
import type { PersonVolume } from "./person-volume.ts";
import { checkRegion, WHOLE_REGION } from "./regions.ts";

export interface DensityOptions {
	/** Voxels along each side of the whole box. */
	readonly resolution: number;
	/** Part of the box. Default: all of it. */
	readonly region?: VolumeRegion | undefined;
	readonly signal?: AbortSignal | undefined;
	readonly onProgress?: ProgressListener | undefined;
}

/** @returns sigma [X, Y, Z] on the voxels of the region, world units */
export async function densityVolume(volume: PersonVolume, options: DensityOptions): Promise<Volume> {
	const { resolution, signal, onProgress } = options;
	const region = checkRegion(options.region ?? WHOLE_REGION);
	const grid = gridOfLines(volumeLines(volume.boxWarp, { resolution, region }), volume.boxWarp / resolution);
	const [X, Y, Z] = grid.size;
	const values = new Float32Array(X * Y * Z);
	await volume.sampleVolume({ resolution, region, signal, onProgress }, ({ index, sigma }) => {
		values.set(sigma.data, index * Y * Z);
	});
	return { grid, values: float32Tensor(grid.size, values) };
}
