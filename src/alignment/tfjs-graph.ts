/** Graph models of TensorFlow.js as our graphs: channels first, run by the same runtimes as networks. */

import { relu, sigmoid } from "../graph/ops/activations.ts";
import { add, maximum, minimum, mul } from "../graph/ops/arithmetic.ts";
import { conv2d } from "../graph/ops/convolution.ts";
import { pad, transpose } from "../graph/ops/layout.ts";
import { reduceMax } from "../graph/ops/reductions.ts";
import { reshape } from "../graph/ops/reshape.ts";
import type { SymbolicTensor } from "../graph/symbolic.ts";
import { CheckpointError } from "../tensor/errors.ts";
import { type Float32Tensor, float32Tensor } from "../tensor/host-tensor.ts";
import { elementCount } from "../tensor/shape.ts";
import type { TfjsModel, TfjsNode } from "./tfjs-model.ts";

/**
 * The model's outputs (its "Identity" nodes) by name, as the file has them: what was four-dimensional is reshaped there.
 * @param image  [1, 3, H, W], in the place of the model's only input
 * Throws `CheckpointError` for operations that face models do not have.
 */
export function tfjsGraph(model: TfjsModel, image: SymbolicTensor): Record<string, SymbolicTensor> {
	const builder = new Builder(model, image);
	const outputs: Record<string, SymbolicTensor> = {};
	for (const node of model.nodes) {
		const tensor = builder.build(node);
		if (node.op === "Identity") outputs[node.name] = tensor;
	}
	return outputs;
}

class Builder {
	readonly #model: TfjsModel;
	readonly #image: SymbolicTensor;
	readonly #tensors = new Map<string, SymbolicTensor>();

	constructor(model: TfjsModel, image: SymbolicTensor) {
		this.#model = model;
		this.#image = image;
	}

	build(node: TfjsNode): SymbolicTensor {
		const make = OPERATIONS[node.op];
		if (!make)
			throw new CheckpointError(`face model: node '${node.name}' is a '${node.op}', which is not computed here`);
		const tensor = make(node, this);
		this.#tensors.set(node.name, tensor);
		return tensor;
	}

	get image(): SymbolicTensor {
		return this.#image;
	}

	/** Input `at` of a node, which another node made. */
	tensor({ name, inputs }: TfjsNode, at: number): SymbolicTensor {
		const tensor = this.#tensors.get(inputs[at] ?? "");
		if (!tensor) throw new CheckpointError(`face model: input ${at} of '${name}' is no node`);
		return tensor;
	}

	/** Input `at` of a node, which is a weight. */
	weight({ name, inputs }: TfjsNode, at: number): Float32Tensor {
		const tensor = this.#model.weights.get(inputs[at] ?? "");
		if (tensor?.dtype !== "float32") throw new CheckpointError(`face model: input ${at} of '${name}' is no weight`);
		return tensor;
	}

	/** Input `at` of a node, which is a list of whole numbers. */
	integers({ name, inputs }: TfjsNode, at: number): number[] {
		const tensor = this.#model.weights.get(inputs[at] ?? "");
		if (tensor?.dtype !== "int32")
			throw new CheckpointError(`face model: input ${at} of '${name}' is no list of integers`);
		return [...tensor.data];
	}

	/** Numbers of a channel each, [C] or [1, 1, C], beside [N, C, H, W]. */
	perChannel(node: TfjsNode, at: number): SymbolicTensor {
		const { data } = this.weight(node, at);
		return this.#image.graph.constant(float32Tensor([1, data.length, 1, 1], data));
	}
}

const OPERATIONS: Readonly<Record<string, (node: TfjsNode, of: Builder) => SymbolicTensor>> = {
	Placeholder: (_, of) => of.image,
	Identity: (node, of) => of.tensor(node, 0),
	AddV2: (node, of) => add(of.tensor(node, 0), of.tensor(node, 1)),
	Relu: (node, of) => relu(of.tensor(node, 0)),
	Sigmoid: (node, of) => sigmoid(of.tensor(node, 0)),
	Prelu: (node, of) => prelu(of.tensor(node, 0), of.perChannel(node, 1)),
	MaxPool: (node, of) => maxPool(node, of.tensor(node, 0)),
	Pad: (node, of) => {
		const sides = of.integers(node, 1);
		// [before, after] of N, H, W, C
		const [before, after] = [0, 1].map((side) =>
			channelsFirst([0, 1, 2, 3].map((axis) => sides[2 * axis + side] ?? 0)),
		);
		return pad(of.tensor(node, 0), before ?? [], after ?? []);
	},
	Reshape: (node, of) => {
		const x = transpose(of.tensor(node, 0), [0, 2, 3, 1]);
		const wanted = of.integers(node, 1);
		const known = wanted.reduce((product, size) => (size < 0 ? product : product * size), 1);
		return reshape(
			x,
			wanted.map((size) => (size < 0 ? elementCount(x.shape) / known : size)),
		);
	},
	DepthwiseConv2dNative: (node, of) => {
		const x = of.tensor(node, 0);
		const [height = 1, width = 1, channels = 1, copies = 1] = of.weight(node, 1).shape;
		if (copies !== 1) throw new CheckpointError(`face model: '${node.name}' makes ${copies} of each channel, want 1`);
		const weight = permuted(of.weight(node, 1), [2, 3, 0, 1]);
		return conv2d(x, x.graph.constant(weight), { ...sliding(node, x, [height, width]), groups: channels });
	},
	_FusedConv2D: (node, of) => {
		const x = of.tensor(node, 0);
		const [height = 1, width = 1] = of.weight(node, 1).shape;
		const weight = x.graph.constant(permuted(of.weight(node, 1), [3, 2, 0, 1]));
		const bias = x.graph.constant(float32Tensor([weight.shape[0] ?? 0], of.weight(node, 2).data));
		const made = conv2d(x, weight, { ...sliding(node, x, [height, width]), bias });
		const [first, activation, ...more] = node.fused;
		if (first !== "BiasAdd" || more.length > 0)
			throw new CheckpointError(`face model: '${node.name}' fuses ${node.fused}`);
		if (activation === undefined) return made;
		if (activation === "Relu") return relu(made);
		if (activation === "Prelu") return prelu(made, of.perChannel(node, 3));
		throw new CheckpointError(`face model: '${node.name}' has the activation '${activation}'`);
	},
};

function prelu(x: SymbolicTensor, slope: SymbolicTensor): SymbolicTensor {
	return add(maximum(x, 0), mul(minimum(x, 0), slope));
}

/** Without overlap, over an even number of rows and columns. */
function maxPool({ name, kernel, strides }: TfjsNode, x: SymbolicTensor): SymbolicTensor {
	const [N = 1, C = 1, H = 1, W = 1] = x.shape;
	const [, rows = 1, columns = 1] = kernel;
	if (String(kernel) !== String(strides) || H % rows !== 0 || W % columns !== 0) {
		throw new CheckpointError(`face model: '${name}' pools [${kernel}] by [${strides}] of [${x.shape}]`);
	}
	return reduceMax(reshape(x, [N, C, H / rows, rows, W / columns, columns]), [3, 5]);
}

/** Strides and padding of a kernel that slides over x; TensorFlow puts the odd row of "SAME" at the end. */
function sliding(
	{ strides, padding }: TfjsNode,
	x: SymbolicTensor,
	kernel: readonly [number, number],
): { strides: [number, number]; pads: [number, number, number, number] } {
	const [, down = 1, across = 1] = strides;
	const sides = ([down, across] as const).map((stride, axis) => {
		if (padding === "VALID") return [0, 0];
		const size = x.shape[axis + 2] ?? 1;
		const whole = Math.max((Math.ceil(size / stride) - 1) * stride + (kernel[axis] ?? 1) - size, 0);
		return [Math.floor(whole / 2), Math.ceil(whole / 2)];
	});
	const [[top = 0, bottom = 0] = [], [left = 0, right = 0] = []] = sides;
	return { strides: [down, across], pads: [top, left, bottom, right] };
}

/** N, H, W, C in the order N, C, H, W. */
function channelsFirst([N = 0, H = 0, W = 0, C = 0]: readonly number[]): number[] {
	return [N, C, H, W];
}

/** Axis `i` of the result is axis `order[i]` of the tensor. */
function permuted({ shape, data }: Float32Tensor, order: readonly number[]): Float32Tensor {
	const strides = shape.map((_, axis) => shape.slice(axis + 1).reduce((product, size) => product * size, 1));
	const sizes = order.map((axis) => shape[axis] ?? 1);
	const moved = new Float32Array(data.length);
	const place = sizes.map(() => 0);
	for (let at = 0; at < moved.length; at++) {
		moved[at] = data[order.reduce((sum, axis, own) => sum + (place[own] ?? 0) * (strides[axis] ?? 0), 0)] ?? 0;
		for (let axis = place.length - 1; axis >= 0; axis--) {
			place[axis] = (place[axis] ?? 0) + 1;
			if ((place[axis] ?? 0) < (sizes[axis] ?? 0)) break;
			place[axis] = 0;
		}
	}
	return float32Tensor(sizes, moved);
}
