/**
 * Bilinear resizing of images as PyTorch's `interpolate(mode="bilinear", align_corners=False)`, with and without
 * antialiasing: a product with one constant matrix per axis. ONNX's Resize has no antialias in every runtime and no
 * gradient operator; matrices have both, and the sizes here are small.
 */

import { ShapeError } from "../../tensor/errors.ts";
import { type Float32Tensor, float32Tensor } from "../../tensor/host-tensor.ts";
import { matchShape } from "../../tensor/shape.ts";
import { transpose } from "../ops/layout.ts";
import { matmul } from "../ops/matmul.ts";
import type { SymbolicTensor } from "../symbolic.ts";

export interface ResizeOptions {
	/** Widen the filter to cover all source pixels when the image shrinks; default false. */
	readonly antialias?: boolean;
}

/**
 * @param x     [N, C, H, W]
 * @param size  [height, width], each ≥ 1
 * @returns     [N, C, height, width]. Throws `ShapeError` where `x` is no image or a size is below 1.
 */
export function resize2d(
	x: SymbolicTensor,
	size: readonly [height: number, width: number],
	{ antialias = false }: ResizeOptions = {},
): SymbolicTensor {
	const { H, W } = matchShape("resize2d", x.shape, ["N", "C", "H", "W"]);
	const [height, width] = size;
	if (size.some((side) => !Number.isInteger(side) || side < 1)) {
		throw new ShapeError(`resize2d: size [${size.join(", ")}], want integers of at least 1`);
	}
	const weights = (from: number, to: number): SymbolicTensor =>
		x.graph.constant(resizeMatrix(from, to, { antialias }), `resize.${from}to${to}${antialias ? ".antialias" : ""}`);
	const rows = height === H ? x : matmul(weights(H, height), x);
	return width === W ? rows : matmul(rows, transpose(weights(W, width), [1, 0]));
}

/** [to, from]: how much each source pixel counts in each resized pixel; rows sum to 1. */
export function resizeMatrix(from: number, to: number, { antialias = false }: ResizeOptions): Float32Tensor {
	const matrix = new Float32Array(to * from);
	const scale = from / to;
	for (let target = 0; target < to; target++) {
		const row = matrix.subarray(target * from, (target + 1) * from);
		// In source pixels, from the outer edge; rounded as PyTorch does, which shows where an image has steep edges.
		const centre = Math.fround(Math.fround(scale) * (target + 0.5));
		if (antialias) triangleRow(row, centre, Math.max(scale, 1));
		else linearRow(row, centre);
	}
	return float32Tensor([to, from], matrix);
}

/** The two neighbours of a point, the edge pixel repeated outside. */
function linearRow(row: Float32Array, centre: number): void {
	const position = Math.max(centre - 0.5, 0);
	const lower = Math.floor(position);
	const upper = Math.min(lower + 1, row.length - 1);
	const toUpper = upper === lower ? 0 : position - lower;
	row[upper] = toUpper;
	row[lower] = 1 - toUpper;
}

/** A triangle of half-width `radius` about a point, cut at the edges and normalised. */
function triangleRow(row: Float32Array, centre: number, radius: number): void {
	const first = Math.max(Math.floor(centre - radius + 0.5), 0);
	const end = Math.min(Math.floor(centre + radius + 0.5), row.length);
	const weights = Array.from({ length: end - first }, (_, i) =>
		Math.max(1 - Math.abs((first + i + 0.5 - centre) / radius), 0),
	);
	const sum = weights.reduce((a, b) => a + b, 0);
	row.set(
		weights.map((weight) => weight / sum),
		first,
	);
}
