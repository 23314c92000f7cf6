/**
 * Where a network gets its parameters from. Networks ask by official name and shape; whether the answer is a constant
 * (inference: ONNX Runtime packs it ahead of time) or an input of the graph (training) is decided by the caller.
 */

import type { Graph } from "../graph/graph.ts";
import type { SymbolicTensor } from "../graph/symbolic.ts";
import { CheckpointError } from "../tensor/errors.ts";
import { expectDType, type Float32Tensor, type HostTensor } from "../tensor/host-tensor.ts";
import { formatShape, type Shape, sameShape } from "../tensor/shape.ts";

/** Tensors of a network by official dotted name, parameters and buffers together. */
export type Weights = ReadonlyMap<string, HostTensor>;

export interface Parameters {
	readonly graph: Graph;
	/** The parameter `name` (below this scope) as a graph node. Throws `CheckpointError` when it is missing or misshapen. */
	get(name: string, shape: Shape): SymbolicTensor;
	/** The parameters below `prefix`. */
	scope(prefix: string): Parameters;
}

/** Looks up a float32 weight. Throws `CheckpointError` naming it when it is missing or has another shape or dtype. */
export function weight(weights: Weights, name: string, shape: Shape): Float32Tensor {
	const tensor = weights.get(name);
	if (!tensor) throw new CheckpointError(`checkpoint: '${name}' is missing, want shape ${formatShape(shape)}`);
	if (!sameShape(tensor.shape, shape)) {
		throw new CheckpointError(
			`checkpoint: '${name}' has shape ${formatShape(tensor.shape)}, want ${formatShape(shape)} – do its configuration and weights belong together?`,
		);
	}
	return expectDType(name, tensor, "float32");
}

/** Parameters as constants of an inference graph. */
export function constantParameters(graph: Graph, weights: Weights, prefix = ""): Parameters {
	return {
		graph,
		get: (name, shape) => graph.constant(weight(weights, prefix + name, shape), prefix + name),
		scope: (next) => constantParameters(graph, weights, `${prefix}${next}.`),
	};
}

/** Parameters as inputs of a training graph, named by their official names. */
export function inputParameters(graph: Graph, prefix = ""): Parameters {
	return {
		graph,
		get: (name, shape) => {
			const known = graph.inputs.get(prefix + name);
			if (!known) return graph.input(prefix + name, shape);
			if (sameShape(known.shape, shape)) return known;
			throw new CheckpointError(
				`parameter '${prefix + name}': asked for as ${formatShape(shape)}, but it is ${formatShape(known.shape)}`,
			);
		},
		scope: (next) => inputParameters(graph, `${prefix}${next}.`),
	};
}

const BUFFER = /(^|\.)(noise_const|w_avg|resample_filter)$/;

/**
 * Whether a tensor is a buffer: state that no gradient reaches. Everything else is a parameter.
 * @param name  official dotted name, e.g. "backbone.mapping.w_avg"
 */
export function isBuffer(name: string): boolean {
	return BUFFER.test(name);
}
