/**
 * Bilinear sampling of images at points: ONNX's GridSample with mode `linear`, zeros outside, `align_corners = 0`.
 *
 * The gradients are written with gathers and scatter-adds over the four pixels around each point, which have
 * gradients themselves.
 */

import { ShapeError } from "../../tensor/errors.ts";
import { int64Tensor } from "../../tensor/host-tensor.ts";
import { elementCount } from "../../tensor/shape.ts";
import { type BilinearCorners, bilinearCorners } from "../functions/bilinear.ts";
import type { OpDefinition } from "../op-definition.ts";
import type { SymbolicTensor, TensorType } from "../symbolic.ts";
import { add, mul } from "./arithmetic.ts";
import type { NoAttributes, OpTable } from "./attributes.ts";
import { fromNumbers, numbersOf } from "./host-numbers.ts";
import { gather, scatterAddElements } from "./indexing.ts";
import { expand, reshape, sliceAxis, stack, transpose, unsqueeze } from "./layout.ts";
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
		const pixels = [samples, channels, height * width] as const;
		const corners = bilinearCorners(reshape(grid, [samples, -1, 2]), height, width);
		const perPoint = reshape(gradient, [samples, channels, -1]); // [N, C, P]
		return [
			wants(0) ? reshape(imageGradient(corners, perPoint, pixels), x.shape) : null,
			wants(1) ? reshape(pointGradient(corners, perPoint, reshape(x, pixels)), grid.shape) : null,
		];
	},
	emit: (emitter, inputs) =>
		emitter.node(
			"GridSample",
			inputs.map((input) => input.name),
			{
				mode: { string: emitter.opset < 20 ? "bilinear" : "linear" },
				padding_mode: { string: "zeros" },
				align_corners: { int: 0 },
			},
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

/** Gradient by the images [N, C, H · W]: shares each point's gradient [N, C, P] out among the pixels around it. */
function imageGradient(
	{ indices, weights }: BilinearCorners,
	gradient: SymbolicTensor,
	pixels: readonly [number, number, number],
): SymbolicTensor {
	const [samples, channels] = pixels;
	const shares = mul(unsqueeze(gradient, 2), unsqueeze(weights, 1)); // [N, C, K, P]
	const zeros = expand(gradient.graph.scalar(0, gradient.dtype), pixels);
	return scatterAddElements(zeros, perChannel(indices, channels), reshape(shares, [samples, channels, -1]), 2);
}

/**
 * Gradient by the points [N, P, 2]: how the shares of the pixels move, times how much each pixel is asked for. Pixels are
 * taken as rows of all their channels: an index for each number of them would take longer to write than to use.
 */
function pointGradient(
	{ indices, slopesX, slopesY }: BilinearCorners,
	gradient: SymbolicTensor,
	images: SymbolicTensor,
): SymbolicTensor {
	const [samples = 0, channels = 0, pixels = 0] = images.shape;
	const [, corners = 0] = indices.shape;
	const rows = reshape(transpose(images, [0, 2, 1]), [samples * pixels, channels]);
	const starts = int64Tensor(
		[samples, 1, 1],
		Array.from({ length: samples }, (_, sample) => sample * pixels),
	);
	const places = add(indices, images.graph.constant(starts));
	const perPoint = transpose(gradient, [0, 2, 1]); // [N, P, C]
	// corner by corner: equal shapes are multiplied several times as fast as shapes that are repeated
	const asked = stack(
		Array.from({ length: corners }, (_, corner) => {
			const place = reshape(sliceAxis(places, 1, corner, corner + 1), [samples, -1]);
			return reduceSum(mul(gather(rows, place, 0), perPoint), [2]);
		}),
		1,
	); // [N, K, P]
	return stack([reduceSum(mul(slopesX, asked), [1]), reduceSum(mul(slopesY, asked), [1])], 2);
}

/** Indices [N, K, P] for each channel, [N, C, K · P]. */
function perChannel(indices: SymbolicTensor, channels: number): SymbolicTensor {
	const [samples = 0, corners = 0, points = 0] = indices.shape;
	return expand(reshape(indices, [samples, 1, corners * points]), [samples, channels, corners * points]);
}

function operandError(x: TensorType | undefined, grid: TensorType | undefined): ShapeError {
	const name = (type: TensorType | undefined): string => (type ? formatType(type) : "nothing");
	return new ShapeError(`gridSample: image ${name(x)} and grid ${name(grid)}, want [N, C, H, W] and [N, h, w, 2]`);
}

export const GRID_SAMPLE_OPS: Pick<OpTable, "gridSample"> = { gridSample: definition };
