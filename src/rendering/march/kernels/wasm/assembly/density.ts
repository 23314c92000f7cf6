/**
 * From sampled texels to sigma: softplus over the hidden units and one dot product.
 *
 * Sampling and softplus are two passes over a small buffer; together they need more registers than there are.
 */

import { softplusDot } from "./activations";
import { Field } from "./field";
import { element, sumLanes } from "./lanes";
import { CELLS_BYTES, gatherOne, gatherTwo, UPPER } from "./sampling";

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
	for (let i = 0; i < points; i++) {
		const at = hidden + <usize>i * texelBytes;
		const cell = element(cells, i);
		gatherTwo(at, field.planeA, field.planeB, cell, cell + CELLS_BYTES, texelBytes, rowBytes);
		if (field.planeC != 0) gatherOne(at, field.planeC, element(third, i), texelBytes, rowBytes, true);
		if (field.slices > 1) addUpper(field, cell + UPPER, at);
	}
	activate(field, hidden, points, sigma, constants);
}

/** hidden[D] += the bias, and what the upper slices have at a cell. */
function addUpper(field: Field, cell: usize, hidden: usize): void {
	const texelBytes = field.texelBytes;
	const rowBytes = field.rowBytes;
	gatherOne(hidden, field.planeA, cell, texelBytes, rowBytes, true);
	gatherOne(hidden, field.planeB, cell + CELLS_BYTES, texelBytes, rowBytes, true);
	if (field.planeC != 0) gatherOne(hidden, field.planeC, cell + 2 * CELLS_BYTES, texelBytes, rowBytes, true);
	for (let d: usize = 0; d < texelBytes; d += 16) {
		v128.store(hidden + d, f32x4.add(v128.load(hidden + d), v128.load(field.bias + d)));
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
