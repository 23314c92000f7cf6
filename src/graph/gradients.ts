/**
 * Reverse-mode differentiation. Gradients are graph nodes like any other, so that they can be differentiated again
 * (R1 regularisation needs the gradient of a gradient).
 */

import { GraphError } from "../tensor/errors.ts";
import { formatShape, sameShape } from "../tensor/shape.ts";
import { type Graph, reachable } from "./graph.ts";
import type { GradientContext, GradientRule, OpDefinition } from "./op-definition.ts";
import { add } from "./ops/arithmetic.ts";
import { expand } from "./ops/layout.ts";
import { formatType, isFloat } from "./ops/type-rules.ts";
import type { SymbolicTensor } from "./symbolic.ts";

/**
 * Gradients of a scalar by tensors of its graph.
 * @param objective  shape [] (or one element)
 * @param by         tensors to differentiate by; one that the objective does not depend on gets zeros
 * @returns          one tensor per entry of `by`, of its shape
 * Throws `GraphError` for an objective of several elements or of integers, and for `by` of integers or another graph.
 */
export function gradients(objective: SymbolicTensor, by: readonly SymbolicTensor[]): SymbolicTensor[] {
	const { graph } = objective;
	if (objective.shape.some((size) => size !== 1) || !isFloat(objective.dtype)) {
		throw new GraphError(`gradients: the objective is ${formatType(objective)}, want one float`);
	}
	const alien = by.find((tensor) => tensor.graph !== graph || !isFloat(tensor.dtype));
	if (alien) throw new GraphError(`gradients: by ${formatType(alien)}, want floats of the objective's graph`);
	const order = reachable([objective]);
	const needed = dependents(order, by);
	const flowing = new Map<SymbolicTensor, SymbolicTensor>();
	flowing.set(objective, expand(graph.scalar(1, objective.dtype), objective.shape));
	for (const tensor of order.toReversed()) {
		const gradient = flowing.get(tensor);
		if (gradient && needed.has(tensor)) passBack(tensor, gradient, needed, flowing);
	}
	return by.map((tensor) => flowing.get(tensor) ?? zerosLike(graph, tensor));
}

/** The tensors among `order` that depend on one of `roots`, the roots included. */
function dependents(order: readonly SymbolicTensor[], roots: readonly SymbolicTensor[]): Set<SymbolicTensor> {
	const needed = new Set(roots);
	for (const tensor of order) {
		const { origin } = tensor;
		if (origin.kind === "operation" && origin.inputs.some((input) => needed.has(input))) needed.add(tensor);
	}
	return needed;
}

function passBack(
	output: SymbolicTensor,
	gradient: SymbolicTensor,
	needed: ReadonlySet<SymbolicTensor>,
	flowing: Map<SymbolicTensor, SymbolicTensor>,
): void {
	const { origin } = output;
	if (origin.kind !== "operation") return;
	const definition = output.graph.ops[origin.op] as OpDefinition<unknown>;
	if (typeof definition.gradient !== "function") return;
	const rule: GradientRule<unknown> = definition.gradient;
	const { inputs, attributes } = origin;
	const context: GradientContext<unknown> = {
		inputs,
		attributes,
		output,
		gradient,
		wants: (index) => {
			const input = inputs[index];
			return input !== undefined && needed.has(input);
		},
	};
	rule(context).forEach((part, index) => {
		const input = inputs[index];
		if (!part || !input || !needed.has(input)) return;
		if (!sameShape(part.shape, input.shape)) {
			throw new GraphError(
				`gradients: ${origin.op} gives input ${index} a gradient of shape ${formatShape(part.shape)}, want ${formatShape(input.shape)}`,
			);
		}
		const sum = flowing.get(input);
		flowing.set(input, sum ? add(sum, part) : part);
	});
}

function zerosLike(graph: Graph, tensor: SymbolicTensor): SymbolicTensor {
	return expand(graph.scalar(0, tensor.dtype), tensor.shape);
}
