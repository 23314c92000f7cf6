/** Values of images between pixels. */

/** A rectangle of numbers, row by row. */
export interface Plane {
	readonly width: number;
	readonly height: number;
	readonly data: ArrayLike<number>;
}

/** A value between four pixels, and how much these differ. */
export interface Sampled {
	value: number;
	spread: number;
}

/**
 * Bilinear, border pixels repeated outside.
 * @param u,v   0 to 1 across the image; pixel centres at (i + 0.5) / n
 * @param into  takes the result, so that nothing is allocated
 */
export function samplePlane({ width, height, data }: Plane, u: number, v: number, into: Sampled): void {
	const x = Math.min(Math.max(u * width - 0.5, 0), width - 1);
	const y = Math.min(Math.max(v * height - 0.5, 0), height - 1);
	const [left, top] = [Math.floor(x), Math.floor(y)];
	const [right, bottom] = [Math.min(left + 1, width - 1), Math.min(top + 1, height - 1)];
	const a = data[top * width + left]!;
	const b = data[top * width + right]!;
	const c = data[bottom * width + left]!;
	const d = data[bottom * width + right]!;
	const upper = a + (b - a) * (x - left);
	const lower = c + (d - c) * (x - left);
	into.value = upper + (lower - upper) * (y - top);
	into.spread = Math.max(a, b, c, d) - Math.min(a, b, c, d);
}
