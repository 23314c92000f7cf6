/** Pixels of a picture that a step looks at. */

import type { RandomState } from "../tensor/random-state.ts";

/**
 * Random pixels, spread evenly: one in each cell of a grid. Of more cells than pixels that are wanted some are left out,
 * others each time.
 * @param side   pixels of a side of the picture
 * @returns [count] row · side + column
 */
export function drawPixels(side: number, count: number, random: RandomState): Int32Array {
	const cells = Math.ceil(Math.sqrt(count));
	const [turn = 0, ...drawn] = random.uniformFloat32(1 + 2 * count);
	return Int32Array.from({ length: count }, (_, index) => {
		const cell = Math.floor(((index + turn * count) * cells * cells) / count) % (cells * cells);
		const x = ((cell % cells) + (drawn[2 * index] ?? 0)) / cells;
		const y = (Math.floor(cell / cells) + (drawn[2 * index + 1] ?? 0)) / cells;
		const [column, row] = [Math.min(Math.floor(x * side), side - 1), Math.min(Math.floor(y * side), side - 1)];
		return row * side + column;
	});
}

/** Every `stride`-th pixel of every `stride`-th row, from a random one on: [floor(side / stride)²], rows one after another. */
export function gridPixels(side: number, stride: number, random: RandomState): Int32Array {
	const small = Math.floor(side / stride);
	const free = side - stride * (small - 1);
	const [right = 0, down = 0] = Array.from(random.uniformFloat32(2), (share) => Math.floor(share * free));
	return Int32Array.from({ length: small * small }, (_, index) => {
		const [column, row] = [right + stride * (index % small), down + stride * Math.floor(index / small)];
		return row * side + column;
	});
}
