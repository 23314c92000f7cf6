/** Which points of a person's volume a density grid has: the centres of equal voxels that fill the box of the planes. */

import type { GridLines } from "../rendering/march/contract.ts";
import { cellCentres } from "../rendering/march/grid.ts";
import { InputError } from "../tensor/errors.ts";

/** A part of the box: shares 0 to 1 of its sides, [x0, x1, y0, y1, z0, z1]; y runs upwards, z towards the frontal camera. */
export type VolumeRegion = readonly [x0: number, x1: number, y0: number, y1: number, z0: number, z1: number];

export interface VolumeGridOptions {
	/** Voxels along each side of the whole box. */
	readonly resolution: number;
	/** Only voxels whose centres lie in this part are computed. Default: the whole box. */
	readonly region?: VolumeRegion | undefined;
}

const WHOLE: VolumeRegion = [0, 1, 0, 1, 0, 1];
const LARGEST_RESOLUTION = 4096;

/**
 * World coordinates of the voxels' centres. A region gives a part of the same grid, so that crops lie exactly on the
 * whole. Throws `InputError` for a resolution or a region that cannot be, and where no voxel is left.
 * @param boxWarp  side of the box, world units, centred on the origin
 */
export function volumeLines(boxWarp: number, { resolution, region = WHOLE }: VolumeGridOptions): GridLines {
	if (!Number.isInteger(resolution) || resolution < 1 || resolution > LARGEST_RESOLUTION) {
		throw new InputError(`volume: resolution ${resolution}, want a whole number from 1 to ${LARGEST_RESOLUTION}`);
	}
	const centres = cellCentres(-boxWarp / 2, boxWarp / 2, resolution);
	const [x0, x1, y0, y1, z0, z1] = region;
	const within = (axis: string, from: number, to: number): Float64Array => {
		const line = centres.filter((_, index) => (index + 0.5) / resolution >= from && (index + 0.5) / resolution < to);
		if (line.length > 0) return line;
		throw new InputError(`volume: no voxel between ${from} and ${to} along ${axis}, want shares 0 to 1, ascending`);
	};
	return { x: within("x", x0, x1), y: within("y", y0, y1), z: within("z", z0, z1) };
}
