/**
 * Depthwise transposed convolutions with one constant filter for all channels, written as one matrix product per axis
 * where the filter is a product of a column and a row. ONNX Runtime runs its ConvTranspose channel by channel;
 * milliseconds on 2 cores, 4×4 filter, stride 2:
 *
 * | channels, size, batch | ConvTranspose | matrices |
 * |---|---|---|
 * | 96, 128² → 256², 1 | 19 | 17 |
 * | 96, 128² → 256², 4 | 183 | 63 |
 * | 96, 64² → 128², 4 | 50 | 9 |
 * | 32, 64² → 128², 8 | 30 | 5 |
 * | 3, 256² → 512², 1 | 2.0 | 3.5 |
 */

import { type Float32Tensor, float32Tensor, type HostTensor } from "../../tensor/host-tensor.ts";
import { sum } from "../../tensor/statistics.ts";
import type { OnnxEmitter } from "../onnx/emitter.ts";
import type { OnnxOperand } from "../op-definition.ts";
import type { TensorType } from "../symbolic.ts";
import type { OpAttributes } from "./attributes.ts";

/** Pixels per side of the result up to which dense matrices pay. */
const LARGEST_SIDE = 512;
/** A product may differ from the filter by this share of its largest tap. */
const ROUNDING = 1e-6;

/** A filter as the product of a column [kh] and a row [kw]. */
interface Separated {
	readonly column: readonly number[];
	readonly row: readonly number[];
}

/** The transposed convolution as matrix products; `null` where it cannot be, or should not be. */
export function emitSeparably(
	emitter: OnnxEmitter,
	x: OnnxOperand,
	weight: OnnxOperand,
	{ strides, pads, dilations, groups }: OpAttributes["convTranspose"],
	output: TensorType,
): string | null {
	const [, channels = 0, height = 0, width = 0] = x.shape;
	const [, , outHeight = 0, outWidth = 0] = output.shape;
	const depthwise = groups === channels && weight.shape[1] === 1;
	const filter = depthwise && weight.constant?.dtype === "float32" ? weight.constant : null;
	const factors = filter && Math.max(outHeight, outWidth) <= LARGEST_SIDE ? separate(filter as Float32Tensor) : null;
	if (!factors) return null;
	const matrix = (taps: readonly number[], out: number, size: number, axis: 0 | 1): HostTensor =>
		spreadMatrix(taps, out, size, (source, tap) => source * strides[axis] - pads[axis] + tap * dilations[axis]);
	const rows = emitter.initializer(matrix(factors.column, outHeight, height, 0)); // [h, H]
	const columns = emitter.initializer(transposed(matrix(factors.row, outWidth, width, 1))); // [W, w]
	return emitter.node("MatMul", [rows, emitter.node("MatMul", [x.name, columns])]);
}

/** [out, size]: column `source` holds the taps where they fall. */
function spreadMatrix(
	taps: readonly number[],
	out: number,
	size: number,
	place: (source: number, tap: number) => number,
): Float32Tensor {
	const matrix = new Float32Array(out * size);
	for (let source = 0; source < size; source++) {
		for (const [tap, value] of taps.entries()) {
			const target = place(source, tap);
			if (target >= 0 && target < out) matrix[target * size + source] = value;
		}
	}
	return float32Tensor([out, size], matrix);
}

function transposed({ shape, data }: HostTensor): Float32Tensor {
	const [rows = 0, columns = 0] = shape;
	const swapped = Float32Array.from({ length: rows * columns }, (_, index) =>
		Number(data[(index % rows) * columns + Math.floor(index / rows)]),
	);
	return float32Tensor([columns, rows], swapped);
}

/** Column and row whose product is the one filter of all channels [C, 1, kh, kw]; `null` where there are none. */
function separate({ shape, data }: Float32Tensor): Separated | null {
	const [, , height = 0, width = 0] = shape;
	const taps = height * width;
	if (data.some((tap, index) => tap !== data[index % taps])) return null;
	const at = (y: number, x: number): number => data[y * width + x]!;
	const sums = Array.from({ length: height }, (_, y) => sum(Array.from({ length: width }, (__, x) => at(y, x))));
	const total = sum(sums);
	const peak = data.subarray(0, taps).reduce((largest, tap) => Math.max(largest, Math.abs(tap)), 0);
	if (Math.abs(total) < ROUNDING * peak) return null;
	const column = sums.map((value) => value / total);
	const row = Array.from({ length: width }, (_, x) => sum(sums.map((__, y) => at(y, x))));
	const exact = column.every((a, y) => row.every((b, x) => Math.abs(a * b - at(y, x)) <= ROUNDING * peak));
	return exact ? { column, row } : null;
}
