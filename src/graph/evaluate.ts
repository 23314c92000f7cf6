/** Evaluates a graph on the host with the plain references of its operations: the oracle of the tests, slow. */

import { GraphError } from "../tensor/errors.ts";
import type { HostTensor } from "../tensor/host-tensor.ts";
import { formatShape, sameShape } from "../tensor/shape.ts";
import { reachable } from "./graph.ts";
import type { OpDefinition } from "./op-definition.ts";
import type { SymbolicTensor } from "./symbolic.ts";

/** Values of `outputs`, given a value for every input they depend on. */
export function evaluate(
	outputs: readonly SymbolicTensor[],
	feeds: Readonly<Record<string, HostTensor>>,
): HostTensor[] {
	const values = new Map<SymbolicTensor, HostTensor>();
	const valueOf = (tensor: SymbolicTensor): HostTensor => {
		const value = values.get(tensor);
		if (!value) throw new GraphError(`evaluate: tensor ${tensor.id} was not computed`);
		return value;
	};
	for (const tensor of reachable(outputs)) values.set(tensor, evaluateOne(tensor, feeds, valueOf));
	return outputs.map(valueOf);
}

function evaluateOne(
	tensor: SymbolicTensor,
	feeds: Readonly<Record<string, HostTensor>>,
	valueOf: (tensor: SymbolicTensor) => HostTensor,
): HostTensor {
	const { origin } = tensor;
	if (origin.kind === "constant") return origin.value;
	if (origin.kind === "input") {
		const feed = feeds[origin.name];
		if (!feed) throw new GraphError(`evaluate: input '${origin.name}' has no value`);
		if (feed.dtype !== tensor.dtype || !sameShape(feed.shape, tensor.shape)) {
			throw new GraphError(
				`evaluate: input '${origin.name}' is ${feed.dtype} ${formatShape(feed.shape)}, want ${tensor.dtype} ${formatShape(tensor.shape)}`,
			);
		}
		return feed;
	}
	const definition = tensor.graph.ops[origin.op] as OpDefinition<unknown>;
	return definition.evaluate(origin.inputs.map(valueOf), origin.attributes, tensor);
}
