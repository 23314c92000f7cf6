/**
 * Bilinear sampling taken apart into gathers, products and sums: the corners around each point and their weights.
 * Pixel centres are at half-integers (`align_corners = false`), everything outside of the image is zero.
 */

import type { SymbolicTensor } from "../symbolic.ts";
import { add, mul, sub } from "../ops/arithmetic.ts";
import { clip } from "../ops/activations.ts";
import { cast, equal } from "../ops/comparison.ts";
import { squeeze, sliceAxis } from "../ops/layout.ts";
import { floor } from "../ops/unary.ts";

/** Along one axis: where the two neighbours of each point are, and how much each counts. */
export interface LinearTaps {
	/** Indices of the neighbours as floats, brought into range. */
	readonly indices: readonly [SymbolicTensor, SymbolicTensor];
	/** 1 - t and t, or 0 for a neighbour outside. */
	readonly weights: readonly [SymbolicTensor, SymbolicTensor];
	/** Derivative of the weights by the coordinate: -size/2 and size/2, or 0 for a neighbour outside. */
	readonly slopes: readonly [SymbolicTensor, SymbolicTensor];
}

/** One of the four pixels around each point. */
export interface BilinearCorner {
	/** Index of the pixel in row-major order, int64, in range. */
	readonly index: SymbolicTensor;
	/** Weight of the pixel, and its derivatives by the point's coordinates. */
	readonly weight: SymbolicTensor;
	readonly slopeX: SymbolicTensor;
	readonly slopeY: SymbolicTensor;
}

/**
 * Neighbours along one axis.
 * @param coordinates  any shape; -1 and 1 are the outer edges of the first and last pixel
 * @param size         pixels along the axis
 */
export function linearTaps(coordinates: SymbolicTensor, size: number): LinearTaps {
	// Far points are brought to where nothing is seen, so that indices stay exact.
	const pixels = clip(mul(add(coordinates, 1), size / 2), -1, size + 1);
	const position = sub(pixels, 0.5);
	const first = floor(position);
	const second = add(first, 1);
	const toSecond = sub(position, first);
	const indices = [clip(first, 0, size - 1), clip(second, 0, size - 1)] as const;
	const inside = [
		cast(equal(first, indices[0]), coordinates.dtype),
		cast(equal(second, indices[1]), coordinates.dtype),
	] as const;
	return {
		indices,
		weights: [mul(inside[0], sub(1, toSecond)), mul(inside[1], toSecond)],
		slopes: [mul(inside[0], -size / 2), mul(inside[1], size / 2)],
	};
}

/**
 * The four pixels around each point of an image.
 * @param points  [..., 2], x along the width and y along the height, in [-1, 1] inside of the image
 * @returns       four corners, each of shape [...]
 */
export function bilinearCorners(points: SymbolicTensor, height: number, width: number): readonly BilinearCorner[] {
	const coordinate = (index: number): SymbolicTensor => squeeze(sliceAxis(points, -1, index, index + 1), -1);
	const horizontal = linearTaps(coordinate(0), width);
	const vertical = linearTaps(coordinate(1), height);
	return ([0, 1] as const).flatMap((row) =>
		([0, 1] as const).map((column) => ({
			index: cast(add(mul(vertical.indices[row], width), horizontal.indices[column]), "int64"),
			weight: mul(vertical.weights[row], horizontal.weights[column]),
			slopeX: mul(vertical.weights[row], horizontal.slopes[column]),
			slopeY: mul(vertical.slopes[row], horizontal.weights[column]),
		})),
	);
}
