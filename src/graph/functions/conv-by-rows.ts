/**
 * 3×3 convolution with half the multiplications: Winograd's minimal filtering F(4, 3) along the columns of an image
 * (Winograd 1980; Lavin & Gray 2016, "Fast Algorithms for Convolutional Neural Networks", §4.1).
 *
 * Four rows of the result take six rows of x. Six linear combinations of these, each convolved with a 1×3 kernel that is
 * a combination of the kernel's rows, give by linear combination the four: 6 × 3 multiplications instead of 4 × 9. All
 * but the 1×3 convolutions works on whole rows, so that nothing is gathered pixel by pixel. Filtering both ways would
 * halve the multiplications again, and move more memory than that saves (`docs/decisions/lean-graphs.md`).
 */

import { ShapeError } from "../../tensor/errors.ts";
import { float32Tensor } from "../../tensor/host-tensor.ts";
import { formatShape, matchShape } from "../../tensor/shape.ts";
import { conv2d } from "../ops/convolution.ts";
import { reshape, transpose } from "../ops/layout.ts";
import { matmul } from "../ops/matmul.ts";
import type { SymbolicTensor } from "../symbolic.ts";

/** Rows of the result that are computed together. */
const TILE = 4;

/**
 * Where Toom and Cook's polynomials are evaluated, infinity besides. Rounding errors are twice those of a direct
 * convolution with these points, three times with the usual 0, ±1, ±2.
 */
const POINTS = [0, 5 / 8, -5 / 8, 3 / 2, -3 / 2] as const;

/** Combinations: one per point, and one for infinity. */
const TERMS = POINTS.length + 1;

type Matrix = readonly (readonly number[])[];

/**
 * A convolution that keeps the size, `conv2d(x, weight, { pads: 1 })`.
 * @param x       [N, I, H, W], H a multiple of 4
 * @param weight  [O, I, 3, 3]; should be constant, as it becomes twice as large
 * @returns       [N, O, H, W]. Throws `ShapeError` for other shapes.
 */
export function convByRows(x: SymbolicTensor, weight: SymbolicTensor): SymbolicTensor {
	const { N, I, H, W } = matchShape("convByRows input", x.shape, ["N", "I", "H", "W"]);
	const { O } = matchShape("convByRows weight", weight.shape, ["O", I, 3, 3]);
	if (H % TILE !== 0) {
		throw new ShapeError(`convByRows: input ${formatShape(x.shape)}, want a height that is a multiple of ${TILE}`);
	}
	const tiles = H / TILE;
	const kernels = matmul(constant(x, KERNEL_TO_TERMS), reshape(transpose(weight, [2, 0, 1, 3]), [3, O * I * 3]));
	const terms = reshape(termsOf(x), [N, TERMS * I, tiles, W]);
	const convolved = conv2d(terms, reshape(kernels, [TERMS * O, I, 1, 3]), { pads: [0, 1, 0, 1], groups: TERMS });
	const rows = matmul(constant(x, TERMS_TO_ROWS), reshape(convolved, [N, TERMS, O * tiles * W])); // [N, 4, …]
	return reshape(transpose(reshape(rows, [N, TILE, O * tiles, W]), [0, 2, 1, 3]), [N, O, H, W]);
}

/** The combinations of rows, [N, 6, I, H / 4 · W]: a convolution of each channel by itself with stride 4. */
function termsOf(x: SymbolicTensor): SymbolicTensor {
	const [N = 0, I = 0, H = 0, W = 0] = x.shape;
	// As a batch of pairs in two groups: ONNX Runtime would put the 6 results of a lone channel into a block of 16.
	const pair = I % 2 === 0 ? 2 : 1;
	const kernel = float32Tensor([pair * TERMS, 1, TERMS, 1], Array<Matrix>(pair).fill(ROWS_TO_TERMS).flat(2));
	const terms = conv2d(reshape(x, [(N * I) / pair, pair, H, W]), x.graph.constant(kernel), {
		strides: [TILE, 1],
		pads: [1, 0, 1, 0],
		groups: pair,
	});
	return transpose(reshape(terms, [N, I, TERMS, (H / TILE) * W]), [0, 2, 1, 3]);
}

function constant({ graph }: SymbolicTensor, matrix: Matrix): SymbolicTensor {
	return graph.constant(float32Tensor([matrix.length, matrix[0]?.length ?? 0], matrix.flat()));
}

/** [6, 6]: six rows of x to terms. Rows hold the polynomials that vanish at all points but one. */
const ROWS_TO_TERMS: Matrix = [
	...POINTS.map((point) => [...polynomial(POINTS.filter((root) => root !== point)), 0]),
	polynomial(POINTS),
];

/** [6, 3]: the kernel's three rows to terms, the polynomial with these coefficients at each point. */
const KERNEL_TO_TERMS: Matrix = [
	...POINTS.map((point) => {
		const scale = POINTS.reduce((product, other) => (other === point ? product : product * (point - other)), 1);
		return [1, point, point ** 2].map((power) => power / scale);
	}),
	[0, 0, 1],
];

/** [4, 6]: terms to four rows of the result. */
const TERMS_TO_ROWS: Matrix = Array.from({ length: TILE }, (_, row) => [
	...POINTS.map((point) => point ** row),
	row === TILE - 1 ? 1 : 0,
]);

/** Coefficients, constant term first, of the polynomial with these roots and leading coefficient 1. */
function polynomial(roots: readonly number[]): number[] {
	let coefficients = [1];
	for (const root of roots) {
		const before = coefficients;
		coefficients = [0, ...before].map((raised, k) => raised - root * (before[k] ?? 0));
	}
	return coefficients;
}
