/**
 * Gradients of convolutions by their inputs, made of operations with gradients, so that they can be differentiated to
 * any order. Stride 1: a convolution with flipped weights whose channels are swapped (ONNX Runtime's Conv is up to twice
 * as fast as its ConvTranspose); stride above 1: a transposed convolution.
 */

import type { SymbolicTensor, TensorType } from "../symbolic.ts";
import type { ConvAttributes } from "./attributes.ts";
import { type ConvOptions, conv2d, convTranspose2d } from "./convolution.ts";
import { flip, reshape, slice, transpose } from "./layout.ts";

/** Gradient of `conv2d(x, weight)` by `x`, given that of its result. */
export function inputGradient(
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

/** Height and width. */
export function spatial(type: TensorType | undefined): [height: number, width: number] {
	const [height = 0, width = 0] = type?.shape.slice(2) ?? [];
	return [height, width];
}
