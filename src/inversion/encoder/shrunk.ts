/** Pictures as the encoder takes them. */

/**
 * Means over the squares that pixels of the smaller picture cover; a picture that is smaller already is enlarged by
 * repeating pixels.
 * @param pixels  [from, from, 3] in [0, 1]
 * @returns       [3, to, to] in [-1, 1]
 */
export function shrunk(pixels: ArrayLike<number>, from: number, to: number): Float32Array {
	const result = new Float32Array(3 * to * to);
	const covers = Array.from({ length: to }, (_, place) =>
		coverOf((place * from) / to, ((place + 1) * from) / to, from),
	);
	for (const [row, down] of covers.entries()) {
		for (const [column, across] of covers.entries()) {
			const sums = [0, 0, 0];
			let weight = 0;
			for (const [y, high] of down) {
				for (const [x, wide] of across) {
					const at = 3 * (y * from + x);
					for (let channel = 0; channel < 3; channel++) sums[channel]! += high * wide * (pixels[at + channel] ?? 0);
					weight += high * wide;
				}
			}
			for (let channel = 0; channel < 3; channel++) {
				result[channel * to * to + row * to + column] = (2 * sums[channel]!) / weight - 1;
			}
		}
	}
	return result;
}

/** Pixels that an interval touches, and how much of each. */
function coverOf(begin: number, end: number, count: number): (readonly [pixel: number, share: number])[] {
	const pixels: (readonly [number, number])[] = [];
	for (let pixel = Math.floor(begin); pixel < Math.min(Math.ceil(end), count); pixel++) {
		const share = Math.min(end, pixel + 1) - Math.max(begin, pixel);
		if (share > 1e-9) pixels.push([pixel, share]);
	}
	return pixels;
}
