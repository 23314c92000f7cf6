/**
 * From sampled texels to sigma: softplus over the hidden units and one dot product.
 *
 * Sampling and softplus are two passes over a small buffer; together they need more registers than there are.
 */

import { softplusDot } from "./activations";
import { Field } from "./field";
import { element, sumLanes } from "./lanes";
import { CELLS_BYTES, gatherOne, gatherSlices, gatherTwo } from "./sampling";

/**
 * Samples the planes at the cells of `points` points, activates the hidden units and gives sigma.
 * @param cells     of the first, second and third plane, CELLS_BYTES each; of upper slices behind them
 * @param hidden    [points, D] activations, kept for the colours
 * @param sigma     [points]
 * @param constants table of `writeConstants`
 */
export function evaluateCells(
	field: Field,
	cells: usize,
	points: i32,
	hidden: usize,
	sigma: usize,
	constants: usize,
): void {
	const texelBytes = field.texelBytes;
	const rowBytes = field.rowBytes;
	const third = cells + 2 * CELLS_BYTES;
	if (field.slices > 1) {
		gatherAllSlices(field, cells, points, hidden);
	} else {
		for (let i = 0; i < points; i++) {
			const at = hidden + <usize>i * texelBytes;
			const cell = element(cells, i);
			gatherTwo(at, field.planeA, field.planeB, cell, cell + CELLS_BYTES, texelBytes, rowBytes);
			if (field.planeC != 0) gatherOne(at, field.planeC, element(third, i), texelBytes, rowBytes, true);
		}
	}
	activate(field, hidden, points, sigma, constants);
}

/** hidden[points, D] = bias and all planes' slices. */
function gatherAllSlices(field: Field, cells: usize, points: i32, hidden: usize): void {
	const texelBytes = field.texelBytes;
	const rowBytes = field.rowBytes;
	for (let i = 0; i < points; i++) {
		const at = hidden + <usize>i * texelBytes;
		const cell = element(cells, i);
		gatherSlices(at, field.bias, field.planeA, cell, texelBytes, rowBytes);
		gatherSlices(at, at, field.planeB, cell + CELLS_BYTES, texelBytes, rowBytes);
		if (field.planeC != 0) gatherSlices(at, at, field.planeC, cell + 2 * CELLS_BYTES, texelBytes, rowBytes);
	}
}

/** hidden[points, D] = softplus(hidden) in place; sigma[points] = weights · hidden + bias. */
export function activate(field: Field, hidden: usize, points: i32, sigma: usize, constants: usize): void {
	const texelBytes = field.texelBytes;
	for (let i = 0; i < points; i++) {
		const sum = softplusDot(hidden + <usize>i * texelBytes, field.sigmaWeights, texelBytes, constants);
		store<f32>(element(sigma, i), sumLanes(sum) + field.sigmaBias);
	}
}
