/** Where a line passes through a cube about the origin: the method of slabs (Kay and Kajiya 1986), in float64. */

/** Distances along a line, in units of its direction's length. */
export interface Crossing {
	readonly near: number;
	readonly far: number;
}

/**
 * Where a line enters and leaves the cube of side `side` centred on the origin; `null` when it misses it. Both may be
 * negative: behind the line's origin.
 * @param origin     [3] world units
 * @param direction  [3] not all zeros
 */
export function crossBox(origin: ArrayLike<number>, direction: ArrayLike<number>, side: number): Crossing | null {
	let near = Number.NEGATIVE_INFINITY;
	let far = Number.POSITIVE_INFINITY;
	for (let axis = 0; axis < 3; axis++) {
		const from = origin[axis] ?? Number.NaN;
		const step = direction[axis] ?? Number.NaN;
		if (step === 0) {
			// Parallel to this pair of faces: between them everywhere or nowhere.
			if (Math.abs(from) > side / 2) return null;
			continue;
		}
		const a = (-side / 2 - from) / step;
		const b = (side / 2 - from) / step;
		near = Math.max(near, Math.min(a, b));
		far = Math.min(far, Math.max(a, b));
	}
	return near <= far ? { near, far } : null;
}
