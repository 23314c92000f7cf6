/**
 * Bilinear sampling of images at points: ONNX's GridSample with mode `linear`, zeros outside, `align_corners = 0`.
 *
 * The gradients are written with gathers and scatter-adds over the four pixels around each point, which have
 * gradients themselves.
 */

import { ShapeError } from "../../tensor/errors.ts";
import { int64Tensor } from "../../tensor/host-tensor.ts";
import { elementCount } from "../../tensor/shape.ts";
import { type BilinearCorner, bilinearCorners } from "../functions/bilinear.ts";
import type { OpDefinition } from "../op-definition.ts";
import type { SymbolicTensor, TensorType } from "../symbolic.ts";
import { add, mul } from "./arithmetic.ts";
import type { NoAttributes, OpTable } from "./attributes.ts";
import { fromNumbers, numbersOf } from "./host-numbers.ts";
import { gather, scatterAddRows } from "./indexing.ts";
import { expand, reshape, stack, transpose } from "./layout.ts";
import { reduceSum } from "./reductions.ts";
import { formatType } from "./type-rules.ts";

/**
 * Samples images at points.
 * @param x     [N, C, H, W]
 * @param grid  [N, h, w, 2], first the coordinate along the width, then along the height; -1 and 1 are the outer edges
 * @returns     [N, C, h, w], bilinear, zeros outside. Throws `ShapeError` where shapes disagree.
 */
export function gridSample(x: SymbolicTensor, grid: SymbolicTensor): SymbolicTensor {
	return x.graph.apply("gridSample", [x, grid], {});
}

const definition: OpDefinition<NoAttributes> = {
	infer([x, grid]) {
		const ranks = x?.shape.length === 4 && grid?.shape.length === 4;
		if (!x || !grid || !ranks || x.shape[0] !== grid.shape[0] || grid.shape[3] !== 2 || x.dtype !== grid.dtype) {
			throw operandError(x, grid);
		}
		return { dtype: x.dtype, shape: [...x.shape.slice(0, 2), ...grid.shape.slice(1, 3)] };
	},
	gradient({ inputs: [x, grid], gradient, wants }) {
		if (!x || !grid) return [];
		const [samples, channels, height, width] = x.shape as [number, number, number, number];
		const corners = bilinearCorners(grid, height, width).map((corner) => perRow(corner, height * width));
		const rows = toRows(gradient); // [P, C]
		const pixels = [samples * height * width, channels] as const;
		return [
			wants(0) ? fromRows(scatterCorners(corners, rows, pixels), x.shape) : null,
			wants(1) ? reshape(pointGradient(corners, rows, toRows(x)), grid.shape) : null,
		];
	},
	emit: (emitter, inputs) =>
		emitter.node(
			"GridSample",
			inputs.map((input) => input.name),
			{ mode: { string: "linear" }, padding_mode: { string: "zeros" }, align_corners: { int: 0 } },
		),
	evaluate([x, grid], _attributes, output) {
		if (!x || !grid) throw operandError(x, grid);
		const [, channels, height, width] = x.shape as [number, number, number, number];
		const [values, points] = [numbersOf(x), numbersOf(grid)];
		const count = elementCount(output.shape.slice(2));
		const result = new Float64Array(elementCount(output.shape));
		for (let index = 0; index < result.length; index++) {
			const image = Math.floor(index / count); // sample · C + channel
			const point = Math.floor(image / channels) * count + (index % count);
			const pixels = values.subarray(image * height * width, (image + 1) * height * width);
			result[index] = sampleImage(pixels, height, width, points[2 * point]!, points[2 * point + 1]!);
		}
		return fromNumbers(output, result);
	},
};

function sampleImage(pixels: Float64Array, height: number, width: number, x: number, y: number): number {
	const column = ((x + 1) * width - 1) / 2;
	const row = ((y + 1) * height - 1) / 2;
	const [left, top] = [Math.floor(column), Math.floor(row)];
	const pixel = (r: number, c: number): number =>
		r < 0 || r >= height || c < 0 || c >= width ? 0 : pixels[r * width + c]!;
	const [toRight, toBottom] = [column - left, row - top];
	return (
		(1 - toBottom) * ((1 - toRight) * pixel(top, left) + toRight * pixel(top, left + 1)) +
		toBottom * ((1 - toRight) * pixel(top + 1, left) + toRight * pixel(top + 1, left + 1))
	);
}

/** Corners of [N, h, w] points as columns [P, 1], their indices [P] counted through all samples. */
function perRow({ index, weight, slopeX, slopeY }: BilinearCorner, pixelsPerSample: number): BilinearCorner {
	const [samples = 0] = index.shape;
	const firsts = Array.from({ length: samples }, (_, sample) => sample * pixelsPerSample);
	const offsets = index.graph.constant(int64Tensor([samples, 1, 1], firsts));
	const count = elementCount(index.shape);
	return {
		index: reshape(add(index, offsets), [count]),
		weight: reshape(weight, [count, 1]),
		slopeX: reshape(slopeX, [count, 1]),
		slopeY: reshape(slopeY, [count, 1]),
	};
}

/** Adds rows [P, C], shared among the corners by weight, into zeros [N · H · W, C]. */
function scatterCorners(
	corners: readonly BilinearCorner[],
	rows: SymbolicTensor,
	pixels: readonly [number, number],
): SymbolicTensor {
	const zeros = expand(rows.graph.scalar(0, rows.dtype), pixels);
	return corners.reduce((sums, { index, weight }) => scatterAddRows(sums, index, mul(rows, weight)), zeros);
}

/** Gradient by the points [P, 2]: how the corners' shares move, times how much the result's gradient likes each. */
function pointGradient(
	corners: readonly BilinearCorner[],
	rows: SymbolicTensor,
	pixels: SymbolicTensor,
): SymbolicTensor {
	const parts = corners.map(({ index, slopeX, slopeY }) => {
		const liking = reduceSum(mul(gather(pixels, index, 0), rows), [1], true); // [P, 1]
		return [mul(slopeX, liking), mul(slopeY, liking)] as const;
	});
	const sum = (axis: 0 | 1): SymbolicTensor => parts.map((part) => part[axis]).reduce((a, b) => add(a, b));
	return stack([sum(0), sum(1)], 1); // [P, 2, 1]
}

/** [N, C, h, w] → [N · h · w, C] */
function toRows(x: SymbolicTensor): SymbolicTensor {
	const [samples, channels, height, width] = x.shape as [number, number, number, number];
	return reshape(transpose(x, [0, 2, 3, 1]), [samples * height * width, channels]);
}

/** [N · H · W, C] → [N, C, H, W] */
function fromRows(rows: SymbolicTensor, shape: readonly number[]): SymbolicTensor {
	const [samples, channels, height, width] = shape as [number, number, number, number];
	return transpose(reshape(rows, [samples, height, width, channels]), [0, 3, 1, 2]);
}

function operandError(x: TensorType | undefined, grid: TensorType | undefined): ShapeError {
	const name = (type: TensorType | undefined): string => (type ? formatType(type) : "nothing");
	return new ShapeError(`gridSample: image ${name(x)} and grid ${name(grid)}, want [N, C, H, W] and [N, h, w, 2]`);
}

export const GRID_SAMPLE_OPS: Pick<OpTable, "gridSample"> = { gridSample: definition };
