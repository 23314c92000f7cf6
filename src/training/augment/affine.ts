/** Affine maps of the plane of an image, and of colours: small matrices in float64, row by row. */

/** [2, 3]: x' = a x + b y + c, y' = d x + e y + f */
export type Affine2 = readonly [a: number, b: number, c: number, d: number, e: number, f: number];

export const IDENTITY2: Affine2 = [1, 0, 0, 0, 1, 0];

/** First `inner`, then `outer`. */
export function composeAffine2(outer: Affine2, inner: Affine2): Affine2 {
	const [a, b, c, d, e, f] = outer;
	const [p, q, r, s, t, u] = inner;
	return [a * p + b * s, a * q + b * t, a * r + b * u + c, d * p + e * s, d * q + e * t, d * r + e * u + f];
}

export function translation2(x: number, y: number): Affine2 {
	return [1, 0, x, 0, 1, y];
}

export function scaling2(x: number, y: number): Affine2 {
	return [x, 0, 0, 0, y, 0];
}

/** From x towards y. */
export function rotation2(radians: number): Affine2 {
	const [cos, sin] = [Math.cos(radians), Math.sin(radians)];
	return [cos, -sin, 0, sin, cos, 0];
}

/** [3, 4]: a linear map of colours and an offset, row by row. */
export type Affine3 = readonly number[];

export const IDENTITY3: Affine3 = [1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1, 0];

/** First `inner`, then `outer`. */
export function composeAffine3(outer: Affine3, inner: Affine3): Affine3 {
	return outer.map((_, at) => {
		const [row, column] = [Math.floor(at / 4), at % 4];
		let sum = column === 3 ? (outer[row * 4 + 3] ?? 0) : 0;
		for (let k = 0; k < 3; k++) sum += (outer[row * 4 + k] ?? 0) * (inner[k * 4 + column] ?? 0);
		return sum;
	});
}

/** `along` times the grey part of a colour, plus the linear map `across` (of the part perpendicular to grey). */
export function aboutGrey(along: number, acrossCos: number, acrossSin: number): Affine3 {
	// vvᵀ = 1/3 everywhere; the cross product with v = (1, 1, 1)/√3 turns the plane of no grey by 90°.
	const third = 1 / 3;
	const turn = acrossSin / Math.sqrt(3);
	const cross = [0, -turn, turn, turn, 0, -turn, -turn, turn, 0];
	return Array.from({ length: 12 }, (_, at) => {
		const [row, column] = [Math.floor(at / 4), at % 4];
		if (column === 3) return 0;
		const across = (row === column ? 1 : 0) - third;
		return along * third + acrossCos * across + (cross[row * 3 + column] ?? 0);
	});
}
