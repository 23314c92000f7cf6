/**
 * Two-dimensional convolution (cross-correlation, as everywhere in deep learning) and its transpose, NCHW.
 *
 * The gradients are made of operations with gradients, so they can be differentiated to any order:
 * - by the input, stride 1: a convolution with flipped weights whose channels are swapped (ONNX Runtime's Conv is up
 *   to twice as fast as its ConvTranspose); stride above 1: a transposed convolution;
 * - by the weights: one matrix product per tap; with groups a convolution of the input with the gradient, which is two
 *   to four times as slow (64 → 64 channels, 3×3, 64², batch 4, 2 cores: 34 ms against 76 ms) and less exact.
 */

import { ShapeError } from "../../tensor/errors.ts";
import { elementCount, formatShape } from "../../tensor/shape.ts";
import type { OnnxAttribute } from "../onnx/emitter.ts";
import type { OpDefinition } from "../op-definition.ts";
import type { SymbolicTensor, TensorType } from "../symbolic.ts";
import type { ConvAttributes, OpAttributes, OpTable } from "./attributes.ts";
import { visitProducts } from "./convolution-reference.ts";
import { fromNumbers, numbersOf } from "./host-numbers.ts";
import { flip, pad, reshape, slice, stack, transpose } from "./layout.ts";
import { matmul } from "./matmul.ts";

type Pair = readonly [number, number];
type TransposeAttributes = OpAttributes["convTranspose"];

export interface ConvOptions {
	/** One number for both axes, or [vertical, horizontal]; default 1. */
	readonly strides?: number | Pair;
	/** Zero padding: one number for all sides, or [top, left, bottom, right]; default 0. */
	readonly pads?: number | readonly [number, number, number, number];
	/** Distance of the kernel's taps; default 1. */
	readonly dilations?: number | Pair;
	/** Groups of channels that are convolved apart; default 1. */
	readonly groups?: number;
}

export interface ConvTransposeOptions extends ConvOptions {
	/** Rows and columns added to the result at the bottom and right, less than the stride; default 0. */
	readonly outputPadding?: number | Pair;
}

/**
 * Convolution, `result[y] = Σ weight[k] · x[y · stride − pad + k · dilation]`.
 * @param x       [N, I, H, W]
 * @param weight  [O, I / groups, kh, kw]
 * @returns       [N, O, h, w], h = ⌊(H + top + bottom − dilation · (kh − 1) − 1) / stride⌋ + 1. Throws `ShapeError`
 *                where channels and groups disagree or nothing is left.
 */
export function conv2d(x: SymbolicTensor, weight: SymbolicTensor, options: ConvOptions = {}): SymbolicTensor {
	return x.graph.apply("conv", [x, weight], convAttributes(options));
}

/**
 * The transpose (adjoint) of `conv2d`, `result[y · stride − pad + k · dilation] += weight[k] · x[y]`.
 * @param x       [N, I, H, W]
 * @param weight  [I, O / groups, kh, kw]
 * @returns       [N, O, h, w], h = (H − 1) · stride − top − bottom + dilation · (kh − 1) + 1 + outputPadding. Throws
 *                `ShapeError` where channels and groups disagree or nothing is left.
 */
export function convTranspose2d(
	x: SymbolicTensor,
	weight: SymbolicTensor,
	{ outputPadding = 0, ...options }: ConvTransposeOptions = {},
): SymbolicTensor {
	const attributes = { ...convAttributes(options), outputPadding: pair(outputPadding) };
	return x.graph.apply("convTranspose", [x, weight], attributes);
}

function convAttributes({ strides = 1, pads = 0, dilations = 1, groups = 1 }: ConvOptions): ConvAttributes {
	return {
		strides: pair(strides),
		pads: typeof pads === "number" ? [pads, pads, pads, pads] : pads,
		dilations: pair(dilations),
		groups,
	};
}

function pair(value: number | Pair): Pair {
	return typeof value === "number" ? [value, value] : value;
}

const convDefinition: OpDefinition<ConvAttributes> = {
	infer([x, weight], attributes) {
		const [samples, , channels] = checkOperands("conv", x, weight, 1, attributes);
		const [height, width] = spatial(x);
		const [kernelHeight, kernelWidth] = spatial(weight);
		const { strides, pads, dilations } = attributes;
		const size = (full: number, kernel: number, axis: 0 | 1): number =>
			Math.floor((full + pads[axis] + pads[axis + 2]! - dilations[axis] * (kernel - 1) - 1) / strides[axis]) + 1;
		return result("conv", x, weight, [samples, channels, size(height, kernelHeight, 0), size(width, kernelWidth, 1)]);
	},
	gradient({ inputs: [x, weight], attributes, gradient, wants }) {
		if (!x || !weight) return [];
		return [
			wants(0) ? inputGradient(x, weight, gradient, attributes) : null,
			wants(1) ? weightGradient(x, gradient, weight, attributes) : null,
		];
	},
	emit: (emitter, inputs, attributes) =>
		emitter.node(
			"Conv",
			inputs.map((input) => input.name),
			onnxAttributes(attributes),
		),
	evaluate([x, weight], attributes, output) {
		if (!x || !weight) throw operandError("conv", x, weight);
		const [values, kernel] = [numbersOf(x), numbersOf(weight)];
		const sums = new Float64Array(elementCount(output.shape));
		visitProducts(x.shape, output.shape, weight.shape, attributes, (from, to, tap) => {
			sums[to] = sums[to]! + values[from]! * kernel[tap]!;
		});
		return fromNumbers(output, sums);
	},
};

const convTransposeDefinition: OpDefinition<TransposeAttributes> = {
	infer([x, weight], attributes) {
		const [samples, , channels] = checkOperands("convTranspose", x, weight, 0, attributes);
		const [height, width] = spatial(x);
		const [kernelHeight, kernelWidth] = spatial(weight);
		const { strides, pads, dilations, outputPadding } = attributes;
		const size = (full: number, kernel: number, axis: 0 | 1): number =>
			(full - 1) * strides[axis] -
			pads[axis] -
			pads[axis + 2]! +
			dilations[axis] * (kernel - 1) +
			1 +
			outputPadding[axis];
		const sizes = [size(height, kernelHeight, 0), size(width, kernelWidth, 1)] as const;
		return result("convTranspose", x, weight, [samples, channels * attributes.groups, ...sizes]);
	},
	gradient({ inputs: [x, weight], attributes: { outputPadding: _, ...attributes }, gradient, wants }) {
		if (!x || !weight) return [];
		return [
			wants(0) ? cropTo(conv2d(gradient, weight, attributes), x) : null,
			wants(1) ? weightGradient(gradient, x, weight, attributes) : null,
		];
	},
	emit: (emitter, inputs, attributes) =>
		emitter.node(
			"ConvTranspose",
			inputs.map((input) => input.name),
			{ ...onnxAttributes(attributes), output_padding: { ints: attributes.outputPadding } },
		),
	evaluate([x, weight], attributes, output) {
		if (!x || !weight) throw operandError("convTranspose", x, weight);
		const [values, kernel] = [numbersOf(x), numbersOf(weight)];
		const sums = new Float64Array(elementCount(output.shape));
		visitProducts(output.shape, x.shape, weight.shape, attributes, (to, from, tap) => {
			sums[to] = sums[to]! + values[from]! * kernel[tap]!;
		});
		return fromNumbers(output, sums);
	},
};

/** Gradient of `conv2d(x, weight)` by `x`, given that of its result. */
function inputGradient(
	x: TensorType,
	weight: SymbolicTensor,
	gradient: SymbolicTensor,
	attributes: ConvAttributes,
): SymbolicTensor {
	const { strides, pads, dilations, groups } = attributes;
	const [height, width] = spatial(x);
	const [kernelHeight, kernelWidth] = spatial(weight);
	const [rows, columns] = spatial(gradient);
	// The reach of the kernel beyond the first tap.
	const [reachY, reachX] = [dilations[0] * (kernelHeight - 1), dilations[1] * (kernelWidth - 1)];
	if (strides[0] === 1 && strides[1] === 1) {
		const [top, left] = [reachY - pads[0], reachX - pads[1]];
		const mirrored = [top, left, height + reachY - rows - top, width + reachX - columns - left] as const;
		return convPadded(gradient, mirrorWeight(weight, groups), mirrored, { dilations, groups });
	}
	const outputPadding = [
		height - ((rows - 1) * strides[0] - pads[0] - pads[2] + reachY + 1),
		width - ((columns - 1) * strides[1] - pads[1] - pads[3] + reachX + 1),
	] as const;
	return convTranspose2d(gradient, weight, { ...attributes, outputPadding });
}

/** `conv2d` whose pads may be negative, which crops. */
function convPadded(
	x: SymbolicTensor,
	weight: SymbolicTensor,
	pads: readonly [number, number, number, number],
	options: ConvOptions,
): SymbolicTensor {
	const [height, width] = spatial(x);
	const [top, left, bottom, right] = pads.map((side) => Math.max(-side, 0)) as [number, number, number, number];
	const cropped = [top, left, bottom, right].some((side) => side > 0)
		? slice(x, { starts: [0, 0, top, left], ends: [...x.shape.slice(0, 2), height - bottom, width - right] })
		: x;
	const outer = pads.map((side) => Math.max(side, 0)) as [number, number, number, number];
	return conv2d(cropped, weight, { ...options, pads: outer });
}

/** Weights [O, I/groups, kh, kw] of the adjoint convolution: flipped, input and output channels swapped per group. */
function mirrorWeight(weight: SymbolicTensor, groups: number): SymbolicTensor {
	const [outputs, inputs, height, width] = weight.shape as [number, number, number, number];
	const grouped = reshape(weight, [groups, outputs / groups, inputs, height, width]);
	const swapped = reshape(transpose(grouped, [0, 2, 1, 3, 4]), [groups * inputs, outputs / groups, height, width]);
	return height === 1 && width === 1 ? swapped : flip(swapped, [2, 3]);
}

/** Gradient of `conv2d(wide, weight)` by the weight, given that of its result, `narrow`. */
function weightGradient(
	wide: SymbolicTensor,
	narrow: SymbolicTensor,
	weight: TensorType,
	attributes: ConvAttributes,
): SymbolicTensor {
	return attributes.groups === 1
		? weightGradientByTaps(wide, narrow, weight, attributes)
		: weightGradientByConv(wide, narrow, weight, attributes);
}

/** One product per tap: all pixels of the narrow image with those of the wide one that the tap brings together. */
function weightGradientByTaps(
	wide: SymbolicTensor,
	narrow: SymbolicTensor,
	weight: TensorType,
	{ strides, pads, dilations }: ConvAttributes,
): SymbolicTensor {
	const [samples, channels, rows, columns] = narrow.shape as [number, number, number, number];
	const [top, left, bottom, right] = pads;
	const [kernelHeight, kernelWidth] = spatial(weight);
	const wideChannels = wide.shape[1] ?? 0;
	const pixels = samples * rows * columns;
	const results = reshape(transpose(narrow, [1, 0, 2, 3]), [channels, pixels]);
	const padded = pad(transpose(wide, [0, 2, 3, 1]), [0, top, left, 0], [0, bottom, right, 0]); // [N, H, W, I]
	const taps = Array.from({ length: kernelHeight * kernelWidth }, (_, tap) => {
		const y = Math.floor(tap / kernelWidth) * dilations[0];
		const x = (tap % kernelWidth) * dilations[1];
		const met = slice(padded, {
			starts: [0, y, x, 0],
			ends: [samples, y + (rows - 1) * strides[0] + 1, x + (columns - 1) * strides[1] + 1, wideChannels],
			steps: [1, ...strides, 1],
		});
		return matmul(results, reshape(met, [pixels, wideChannels])); // [O, I]
	});
	return reshape(stack(taps, 2), weight.shape);
}

/** A convolution of the two images with batch and channels swapped, where strides and dilations change places. */
function weightGradientByConv(
	wide: SymbolicTensor,
	narrow: SymbolicTensor,
	weight: TensorType,
	{ strides, pads, dilations, groups }: ConvAttributes,
): SymbolicTensor {
	const [samples, channels, height, width] = wide.shape as [number, number, number, number];
	const perGroup = channels / groups;
	const grouped = transpose(reshape(wide, [samples, groups, perGroup, height, width]), [2, 1, 0, 3, 4]);
	const input = reshape(grouped, [perGroup, groups * samples, height, width]);
	const kernel = transpose(narrow, [1, 0, 2, 3]); // [O, N, h, w]
	// Rows and columns of the input that no output of the strided convolution saw give taps that are not there.
	const taps = conv2d(input, kernel, { strides: dilations, dilations: strides, pads, groups });
	return cropTo(transpose(taps, [1, 0, 2, 3]), weight);
}

/** Crops the last two axes at their ends to those of `type`, or pads with zeros where they are shorter. */
function cropTo(x: SymbolicTensor, type: TensorType): SymbolicTensor {
	const [height, width] = spatial(type);
	const [rows, columns] = spatial(x);
	if (rows === height && columns === width) return x;
	const kept = [Math.min(rows, height), Math.min(columns, width)] as const;
	const cropped = slice(x, { starts: [0, 0, 0, 0], ends: [...x.shape.slice(0, 2), ...kept] });
	if (kept[0] === height && kept[1] === width) return cropped;
	return pad(cropped, [0, 0, 0, 0], [0, 0, height - kept[0], width - kept[1]]);
}

function onnxAttributes({ strides, pads, dilations, groups }: ConvAttributes): Readonly<Record<string, OnnxAttribute>> {
	return { strides: { ints: strides }, pads: { ints: pads }, dilations: { ints: dilations }, group: { int: groups } };
}

/** Checks operands; the weight's axis `inputAxis` is counted per group. Returns [N, I, O (per group if transposed)]. */
function checkOperands(
	who: string,
	x: TensorType | undefined,
	weight: TensorType | undefined,
	inputAxis: 0 | 1,
	{ strides, pads, dilations, groups }: ConvAttributes,
): [samples: number, inputs: number, outputs: number] {
	if (!x || !weight || x.shape.length !== 4 || weight.shape.length !== 4 || x.dtype !== weight.dtype) {
		throw operandError(who, x, weight);
	}
	if ([...strides, ...dilations, groups].some((n) => n < 1) || pads.some((n) => n < 0)) {
		throw new ShapeError(
			`${who}: strides [${strides.join(", ")}], dilations [${dilations.join(", ")}], groups ${groups}, pads [${pads.join(", ")}], want positive ones and no negative pads`,
		);
	}
	const [samples, channels] = x.shape as [number, number];
	const wanted = inputAxis === 1 ? channels / groups : channels;
	if (channels % groups !== 0 || weight.shape[inputAxis] !== wanted || weight.shape[0]! % groups !== 0) {
		throw operandError(who, x, weight, groups);
	}
	return [samples, channels, weight.shape[1 - inputAxis] ?? 0];
}

function result(
	who: string,
	x: TensorType | undefined,
	weight: TensorType | undefined,
	shape: readonly number[],
): TensorType {
	if (!x || shape.some((size) => size < 1)) throw operandError(who, x, weight);
	return { dtype: x.dtype, shape };
}

function operandError(who: string, x?: TensorType, weight?: TensorType, groups = 1): ShapeError {
	const name = (type: TensorType | undefined): string =>
		type ? `${type.dtype} ${formatShape(type.shape)}` : "nothing";
	const wanted = who === "conv" ? "[O, I/groups, kh, kw]" : "[I, O/groups, kh, kw]";
	return new ShapeError(
		`${who}: input ${name(x)} and weight ${name(weight)} in ${groups} group(s), want [N, I, H, W] and ${wanted} of one dtype, the kernel no larger than the padded input`,
	);
}

function spatial(type: TensorType | undefined): [height: number, width: number] {
	const [height = 0, width = 0] = type?.shape.slice(2) ?? [];
	return [height, width];
}

export const CONVOLUTION_OPS: Pick<OpTable, "conv" | "convTranspose"> = {
	conv: convDefinition,
	convTranspose: convTransposeDefinition,
};
