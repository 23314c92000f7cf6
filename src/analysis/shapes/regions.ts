/** Parts of the box that meshes are cut from, as shares 0 to 1 of its sides. */

import type { VolumeRegion } from "../../generator/volume.ts";
import { InputError } from "../../tensor/errors.ts";
import type { Vec3 } from "../../tensor/vec3.ts";

export const WHOLE_REGION: VolumeRegion = [0, 1, 0, 1, 0, 1];

/** The report's region of the eyes: 50 % to 63 % of the height (eg3d.md §10, E4). */
export const EYES_REGION: VolumeRegion = [0, 1, 0.5, 0.63, 0, 1];

/**
 * The middle of the box, without the outer 15 % along each side: the person without the room about them, whose walls have a
 * surface too. For embedded networks at levels from 10 on; where a network's people fill more of the box, they are cut.
 */
export const PERSON_REGION: VolumeRegion = [0.15, 0.85, 0.15, 0.85, 0.15, 0.85];

/** What the report blanked along every side of the box, as a share of it. */
export const REPORT_BORDER: number = 30 / 256;

/** A region without a border of the box; `share` is of the box's side. Throws `InputError` where nothing is left. */
export function withoutBorder(region: VolumeRegion, share: number): VolumeRegion {
	const [x0, x1, y0, y1, z0, z1] = region.map((bound, at) =>
		at % 2 === 0 ? Math.max(bound, share) : Math.min(bound, 1 - share),
	) as [number, number, number, number, number, number];
	return checkRegion([x0, x1, y0, y1, z0, z1]);
}

/**
 * The region around both eyes: `halfWidths` eye distances to each side of the middle along x, y and z.
 * @param middle    between the eyes, world units
 * @param distance  between the eyes, world units
 */
export function regionAroundEyes(middle: Vec3, distance: number, boxWarp: number): VolumeRegion {
	const half: Vec3 = [EYE_WIDTHS.x * distance, EYE_WIDTHS.y * distance, EYE_WIDTHS.z * distance];
	const bound = (axis: 0 | 1 | 2, side: -1 | 1): number =>
		Math.min(Math.max((middle[axis] + side * half[axis]) / boxWarp + 0.5, 0), 1);
	return checkRegion([bound(0, -1), bound(0, 1), bound(1, -1), bound(1, 1), bound(2, -1), bound(2, 1)]);
}

/** Half sides of the eyes' box in distances between the eyes: lids, brows and the root of the nose. */
const EYE_WIDTHS = { x: 0.95, y: 0.42, z: 0.7 } as const;

/** Throws `InputError` unless bounds are within the box and ascend. */
export function checkRegion(region: VolumeRegion): VolumeRegion {
	for (const [axis, name] of ["x", "y", "z"].entries()) {
		const from = region[axis * 2] ?? Number.NaN;
		const to = region[axis * 2 + 1] ?? Number.NaN;
		if (from >= 0 && to <= 1 && from < to) continue;
		throw new InputError(`crop: ${name} from ${from} to ${to}, want shares of the box's side, 0 to 1, ascending`);
	}
	return region;
}
