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
