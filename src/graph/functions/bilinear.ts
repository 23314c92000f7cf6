/**
 * Bilinear sampling taken apart into gathers, products and sums: the pixels around each point and their weights.
 * Pixel centres are at half-integers (`align_corners = false`), everything outside of the image is zero.
 */

import { clip } from "../ops/activations.ts";
import { add, mul, sub } from "../ops/arithmetic.ts";
import { cast, equal } from "../ops/comparison.ts";
import { sliceAxis, squeeze, stack } from "../ops/layout.ts";
import { floor } from "../ops/unary.ts";
import type { SymbolicTensor } from "../symbolic.ts";

/** The four pixels around each of P points, K = 4. */
export interface BilinearCorners {
	/** [N, K, P] int64: the pixel in row-major order, brought into the image. */
	readonly indices: SymbolicTensor;
	/** [N, K, P]: how much the pixel counts; 0 for one outside. */
	readonly weights: SymbolicTensor;
	/** [N, K, P]: derivatives of the weights by the point's coordinates. */
	readonly slopesX: SymbolicTensor;
	readonly slopesY: SymbolicTensor;
}

/** The neighbours of each coordinate along one axis, the lower and the upper one. */
interface LinearTaps {
	readonly indices: readonly [SymbolicTensor, SymbolicTensor];
	readonly weights: readonly [SymbolicTensor, SymbolicTensor];
	readonly slopes: readonly [SymbolicTensor, SymbolicTensor];
}

const CORNERS = [
	{ row: 0, column: 0 },
	{ row: 0, column: 1 },
	{ row: 1, column: 0 },
	{ row: 1, column: 1 },
] as const;

/**
 * @param points  [N, P, 2], x along the width and y along the height; -1 and 1 are the outer edges of the image
 * @param height  pixels
 * @param width   pixels; height · width at most 2^24, so that float32 counts them exactly
 */
export function bilinearCorners(points: SymbolicTensor, height: number, width: number): BilinearCorners {
	const coordinate = (index: number): SymbolicTensor => squeeze(sliceAxis(points, 2, index, index + 1), 2);
	const x = linearTaps(coordinate(0), width);
	const y = linearTaps(coordinate(1), height);
	const all = (corner: (row: 0 | 1, column: 0 | 1) => SymbolicTensor): SymbolicTensor =>
		stack(
			CORNERS.map(({ row, column }) => corner(row, column)),
			1,
		);
	return {
		indices: cast(
			all((row, column) => add(mul(y.indices[row], width), x.indices[column])),
			"int64",
		),
		weights: all((row, column) => mul(y.weights[row], x.weights[column])),
		slopesX: all((row, column) => mul(y.weights[row], x.slopes[column])),
		slopesY: all((row, column) => mul(y.slopes[row], x.weights[column])),
	};
}

function linearTaps(coordinates: SymbolicTensor, size: number): LinearTaps {
	// In pixels from the first centre; far points are brought to where nothing is seen, so that indices stay exact.
	const position = clip(sub(mul(add(coordinates, 1), size / 2), 0.5), -2, size + 1);
	const lower = floor(position);
	const upper = add(lower, 1);
	const toUpper = sub(position, lower);
	const indices = [clip(lower, 0, size - 1), clip(upper, 0, size - 1)] as const;
	const inside = (index: SymbolicTensor, brought: SymbolicTensor): SymbolicTensor =>
		cast(equal(index, brought), coordinates.dtype);
	const [lowerInside, upperInside] = [inside(lower, indices[0]), inside(upper, indices[1])];
	return {
		indices,
		weights: [mul(lowerInside, sub(1, toUpper)), mul(upperInside, toUpper)],
		slopes: [mul(lowerInside, -size / 2), mul(upperInside, size / 2)],
	};
}
