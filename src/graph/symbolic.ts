/**
 * Symbolic tensors: the nodes of a graph under construction.
 *
 * Shapes are static and known as a node is made; nothing is computed until the graph is serialised to ONNX and run,
 * or evaluated on the host by `evaluate.ts`.
 */

import type { DType } from "../tensor/dtype.ts";
import type { HostTensor } from "../tensor/host-tensor.ts";
import type { Shape } from "../tensor/shape.ts";
import type { Graph } from "./graph.ts";
import type { OpAttributes, OpName } from "./ops/attributes.ts";

/** What is known of a tensor before anything is computed. */
export interface TensorType {
	readonly dtype: DType;
	readonly shape: Shape;
}

/** Where a tensor comes from. */
export type Origin =
	| { readonly kind: "input"; readonly name: string }
	| { readonly kind: "constant"; readonly value: HostTensor; readonly name: string | undefined }
	| OperationOrigin;

/** An operation and what it was applied to. */
export type OperationOrigin = {
	readonly [K in OpName]: {
		readonly kind: "operation";
		readonly op: K;
		readonly inputs: readonly SymbolicTensor[];
		readonly attributes: OpAttributes[K];
	};
}[OpName];

export interface SymbolicTensor extends TensorType {
	readonly graph: Graph;
	/** Unique within its graph, ascending in order of creation: inputs of a node always have smaller ids. */
	readonly id: number;
	readonly origin: Origin;
}
