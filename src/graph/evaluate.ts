/** Evaluates a graph on the host with the plain references of its operations: the oracle of the tests, slow. */

import type { DType } from "../tensor/dtype.ts";
import { GraphError } from "../tensor/errors.ts";
import { type HostTensor, hostTensor } from "../tensor/host-tensor.ts";
import { formatShape, sameShape } from "../tensor/shape.ts";
import { reachable } from "./graph.ts";
import type { OpDefinition } from "./op-definition.ts";
import type { SymbolicTensor, TensorType } from "./symbolic.ts";

export interface EvaluateOptions {
	/**
	 * How float32 is kept between operations: `float32` rounds as a device does; `float64` keeps all digits, and gives
	 * and takes float64 tensors wherever the graph has float32. Default float32.
	 */
	readonly precision?: "float32" | "float64";
}

/**
 * Values of `outputs`, given a value for every input they depend on.
 * Throws `GraphError` where an input has no value, or one of another type.
 */
export function evaluate(
	outputs: readonly SymbolicTensor[],
	feeds: Readonly<Record<string, HostTensor>>,
	{ precision = "float32" }: EvaluateOptions = {},
): HostTensor[] {
	const values = new Map<SymbolicTensor, HostTensor>();
	const known = (tensor: SymbolicTensor): HostTensor => {
		const value = values.get(tensor);
		if (!value) throw new GraphError(`evaluate: tensor ${tensor.id} was not computed`);
		return value;
	};
	const kept = (dtype: DType): DType => (dtype === "float32" ? precision : dtype);
	for (const tensor of reachable(outputs)) {
		const type = { dtype: kept(tensor.dtype), shape: tensor.shape };
		values.set(tensor, evaluateOne(tensor, type, feeds, known));
	}
	return outputs.map(known);
}

function evaluateOne(
	tensor: SymbolicTensor,
	type: TensorType,
	feeds: Readonly<Record<string, HostTensor>>,
	known: (tensor: SymbolicTensor) => HostTensor,
): HostTensor {
	const { origin } = tensor;
	if (origin.kind === "constant") return keptAs(origin.value, type);
	if (origin.kind === "input") return keptAs(fed(origin.name, feeds, type), type);
	const definition = tensor.graph.ops[origin.op] as OpDefinition<unknown>;
	return definition.evaluate(origin.inputs.map(known), origin.attributes, type);
}

function fed(name: string, feeds: Readonly<Record<string, HostTensor>>, want: TensorType): HostTensor {
	const feed = feeds[name];
	if (!feed) throw new GraphError(`evaluate: input '${name}' has no value`);
	const widened = feed.dtype === "float32" && want.dtype === "float64";
	if ((feed.dtype !== want.dtype && !widened) || !sameShape(feed.shape, want.shape)) {
		throw new GraphError(
			`evaluate: input '${name}' is ${feed.dtype} ${formatShape(feed.shape)}, want ${want.dtype} ${formatShape(want.shape)}`,
		);
	}
	return feed;
}

function keptAs(value: HostTensor, { dtype }: TensorType): HostTensor {
	if (value.dtype !== "float32" || dtype !== "float64") return value;
	return hostTensor("float64", value.shape, Float64Array.from(value.data as Float32Array));
}
