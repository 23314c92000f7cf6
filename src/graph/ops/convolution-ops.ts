/** Definitions of convolution and transposed convolution; each is the other one's gradient by its input. */

import { ShapeError } from "../../tensor/errors.ts";
import { elementCount } from "../../tensor/shape.ts";
import type { OnnxAttribute } from "../onnx/emitter.ts";
import type { OpDefinition } from "../op-definition.ts";
import type { TensorType } from "../symbolic.ts";
import type { ConvAttributes, OpAttributes, OpTable } from "./attributes.ts";
import { conv2d } from "./convolution.ts";
import { inputGradient, spatial } from "./convolution-gradients.ts";
import { visitProducts } from "./convolution-reference.ts";
import { fromNumbers, numbersOf } from "./host-numbers.ts";
import { reduceSum } from "./reductions.ts";
import { emitSeparably } from "./separable-filters.ts";
import { formatType } from "./type-rules.ts";
import { weightGradient } from "./weight-gradients.ts";

const convDefinition: OpDefinition<ConvAttributes> = {
	infer([x, weight, bias], attributes) {
		const [samples, , channels] = checkOperands("conv", x, weight, 1, attributes);
		checkBias(bias, weight);
		const [height, width] = spatial(x);
		const [kernelHeight, kernelWidth] = spatial(weight);
		const { strides, pads, dilations } = attributes;
		const size = (full: number, kernel: number, axis: 0 | 1): number =>
			Math.floor((full + pads[axis] + pads[axis + 2]! - dilations[axis] * (kernel - 1) - 1) / strides[axis]) + 1;
		return result("conv", x, weight, [samples, channels, size(height, kernelHeight, 0), size(width, kernelWidth, 1)]);
	},
	gradient({ inputs: [x, weight, bias], attributes, gradient, wants }) {
		if (!x || !weight) return [];
		return [
			wants(0) ? inputGradient(x, weight, gradient, attributes) : null,
			wants(1) ? weightGradient(x, gradient, weight, attributes) : null,
			...(bias ? [wants(2) ? reduceSum(gradient, [0, 2, 3]) : null] : []),
		];
	},
	emit: (emitter, inputs, attributes) =>
		emitter.node(
			"Conv",
			inputs.map((input) => input.name),
			onnxAttributes(attributes),
		),
	evaluate([x, weight, bias], attributes, output) {
		if (!x || !weight) throw operandError("conv", x, weight);
		const [values, kernel] = [numbersOf(x), numbersOf(weight)];
		const offsets = bias ? numbersOf(bias) : new Float64Array(weight.shape[0] ?? 0);
		const pixels = elementCount(output.shape.slice(2));
		const sums = new Float64Array(elementCount(output.shape)).map(
			(_, index) => offsets[Math.floor(index / pixels) % offsets.length]!,
		);
		visitProducts(x.shape, output.shape, weight.shape, attributes, (from, to, tap) => {
			sums[to] = sums[to]! + values[from]! * kernel[tap]!;
		});
		return fromNumbers(output, sums);
	},
};

const convTransposeDefinition: OpDefinition<OpAttributes["convTranspose"]> = {
	infer([x, weight], attributes) {
		const [samples, , channels] = checkOperands("convTranspose", x, weight, 0, attributes);
		const [height, width] = spatial(x);
		const [kernelHeight, kernelWidth] = spatial(weight);
		const { strides, pads, dilations, outputPadding } = attributes;
		if (outputPadding.some((size, axis) => size < 0 || size >= (strides[axis] ?? 1))) {
			throw new ShapeError(
				`convTranspose: output padding [${outputPadding.join(", ")}], want less than the strides [${strides.join(", ")}]`,
			);
		}
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
			wants(0) ? conv2d(gradient, weight, attributes) : null,
			wants(1) ? weightGradient(gradient, x, weight, attributes) : null,
		];
	},
	emit: (emitter, [x, weight], attributes, output) => {
		if (!x || !weight) throw operandError("convTranspose", x, weight);
		return (
			emitSeparably(emitter, x, weight, attributes, output) ??
			emitter.node("ConvTranspose", [x.name, weight.name], {
				...onnxAttributes(attributes),
				output_padding: { ints: attributes.outputPadding },
			})
		);
	},
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

function checkBias(bias: TensorType | undefined, weight: TensorType | undefined): void {
	const outputs = weight?.shape[0] ?? 0;
	if (!bias || (bias.dtype === weight?.dtype && bias.shape.length === 1 && bias.shape[0] === outputs)) return;
	throw new ShapeError(`conv: bias ${formatType(bias)}, want one number for each of ${outputs} output channels`);
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
	const name = (type: TensorType | undefined): string => (type ? formatType(type) : "nothing");
	const wanted = who === "conv" ? "[O, I/groups, kh, kw]" : "[I, O/groups, kh, kw]";
	return new ShapeError(
		`${who}: input ${name(x)} and weight ${name(weight)} in ${groups} group(s), want [N, I, H, W] and ${wanted} of one dtype, the kernel no larger than the padded input`,
	);
}

export const CONVOLUTION_OPS: Pick<OpTable, "conv" | "convTranspose"> = {
	conv: convDefinition,
	convTranspose: convTransposeDefinition,
};
