/**
 * Which triangle is seen at each sample of a picture: a z-buffer. What it looks like there is decided afterwards, once
 * for each sample (`shade.ts`), so overlapping triangles cost little.
 *
 * Depth is compared as 1 / z, which is linear on the picture. A sample on an edge belongs to both triangles, and the
 * first of equals stays, so there are no gaps and the outcome does not depend on anything but the order of triangles.
 * Triangles that reach behind the near plane are cut there.
 */

import type { Projection } from "./view-space.ts";

/** What is seen at each sample. */
export interface Visibility {
	/** [height, width] 1 / z, per world unit; 0 where nothing is */
	readonly inverseDepth: Float64Array;
	/** [height, width] number of the triangle, −1 where nothing is */
	readonly triangle: Int32Array;
}

/** Corners of a triangle on the picture: x, y in pixels and 1 / z, three times. */
type ScreenTriangle = Float64Array;

/**
 * @param view     [V, 3] vertices in camera space
 * @param indices  [T, 3]
 * @param near     depth before which nothing is drawn, world units, positive
 */
export function rasterize(
	view: Float64Array,
	indices: Uint32Array,
	projection: Projection,
	width: number,
	height: number,
	near: number,
): Visibility {
	const seen: Visibility = {
		inverseDepth: new Float64Array(width * height),
		triangle: new Int32Array(width * height).fill(-1),
	};
	const screen: ScreenTriangle = new Float64Array(9);
	for (let at = 0; at < indices.length; at += 3) {
		const [a, b, c] = [indices[at]! * 3, indices[at + 1]! * 3, indices[at + 2]! * 3];
		const behind = Number(view[a + 2]! < near) + Number(view[b + 2]! < near) + Number(view[c + 2]! < near);
		if (behind === 3) continue;
		if (behind > 0) {
			for (const piece of cutAtNear([a, b, c], view, near)) {
				for (let corner = 0; corner < 3; corner++) project(piece, corner * 3, projection, screen, corner);
				fill(screen, at / 3, seen, width, height);
			}
			continue;
		}
		project(view, a, projection, screen, 0);
		project(view, b, projection, screen, 1);
		project(view, c, projection, screen, 2);
		fill(screen, at / 3, seen, width, height);
	}
	return seen;
}

function project(view: Float64Array, at: number, p: Projection, screen: ScreenTriangle, corner: number): void {
	const inverse = 1 / view[at + 2]!;
	screen[corner * 3] = (p.focalX * view[at]! + p.skew * view[at + 1]!) * inverse + p.centerX;
	screen[corner * 3 + 1] = p.focalY * view[at + 1]! * inverse + p.centerY;
	screen[corner * 3 + 2] = inverse;
}

/** The part of a triangle beyond the near plane: one triangle or two, each [3, 3]. */
function cutAtNear(corners: readonly [number, number, number], view: Float64Array, near: number): Float64Array[] {
	const polygon: number[][] = [];
	for (const [side, from] of corners.entries()) {
		const a = view.subarray(from, from + 3);
		const to = corners[(side + 1) % 3] ?? from;
		const b = view.subarray(to, to + 3);
		if (a[2]! >= near) polygon.push([...a]);
		if (a[2]! >= near === b[2]! >= near) continue;
		const share = (near - a[2]!) / (b[2]! - a[2]!);
		polygon.push([0, 1, 2].map((axis) => (axis === 2 ? near : a[axis]! + (b[axis]! - a[axis]!) * share)));
	}
	const [first = [], ...rest] = polygon;
	return rest.slice(1).map((corner, at) => Float64Array.from([...first, ...(rest[at] ?? []), ...corner]));
}

/** Draws one triangle, seen from either side, over what is farther away. */
function fill(screen: ScreenTriangle, number: number, seen: Visibility, width: number, height: number): void {
	const [ax, ay, az] = [screen[0]!, screen[1]!, screen[2]!];
	const [bx, by, bz] = [screen[3]!, screen[4]!, screen[5]!];
	const [cx, cy, cz] = [screen[6]!, screen[7]!, screen[8]!];
	const doubleArea = (bx - ax) * (cy - ay) - (by - ay) * (cx - ax);
	if (doubleArea === 0 || !Number.isFinite(doubleArea)) return;
	// Samples lie at the centres of pixels: number i at i + 0.5.
	const left = Math.max(0, Math.ceil(Math.min(ax, bx, cx) - 0.5));
	const right = Math.min(width - 1, Math.floor(Math.max(ax, bx, cx) - 0.5));
	const top = Math.max(0, Math.ceil(Math.min(ay, by, cy) - 0.5));
	const bottom = Math.min(height - 1, Math.floor(Math.max(ay, by, cy) - 0.5));
	const { inverseDepth, triangle } = seen;
	for (let row = top; row <= bottom; row++) {
		const y = row + 0.5;
		for (let column = left; column <= right; column++) {
			const x = column + 0.5;
			const shareB = ((x - ax) * (cy - ay) - (y - ay) * (cx - ax)) / doubleArea;
			const shareC = ((bx - ax) * (y - ay) - (by - ay) * (x - ax)) / doubleArea;
			const shareA = 1 - shareB - shareC;
			if (shareA < 0 || shareB < 0 || shareC < 0) continue;
			const depth = shareA * az + shareB * bz + shareC * cz;
			const pixel = row * width + column;
			if (depth <= inverseDepth[pixel]!) continue;
			inverseDepth[pixel] = depth;
			triangle[pixel] = number;
		}
	}
}
