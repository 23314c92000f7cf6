/** Whether a surface is a person, or the walls of a room about them. */

import type { ShapeRecord } from "./person-shape.ts";

/** Walls lie so close to the border of the region, in shares of its side. */
const CLOSE = 0.03;

/** Surfaces that reach left, right, top and back of the region: shoulders reach some of them, only walls reach all. */
export function isRoom({
	region,
	boxWarp,
	measures: { bounds },
}: Pick<ShapeRecord, "region" | "boxWarp" | "measures">): boolean {
	if (!bounds) return false;
	const [x0, x1, y0, y1, z0, z1] = region;
	const share = (place: number): number => place / boxWarp + 0.5;
	const { min, max } = bounds;
	return (
		share(min[0]) - x0 < CLOSE * (x1 - x0) &&
		x1 - share(max[0]) < CLOSE * (x1 - x0) &&
		y1 - share(max[1]) < CLOSE * (y1 - y0) &&
		share(min[2]) - z0 < CLOSE * (z1 - z0)
	);
}
