/** The inputs of phase graphs: one name, one shape, declared where they are first asked for. */

import type { Graph } from "../../graph/graph.ts";
import type { SymbolicTensor } from "../../graph/symbolic.ts";
import { GraphError } from "../../tensor/errors.ts";
import { formatShape, type Shape, sameShape } from "../../tensor/shape.ts";

/** Prefixes of the inputs that take the networks' tensors, followed by their official names. */
export const GENERATOR_PREFIX = "G.";
export const DISCRIMINATOR_PREFIX = "D.";

/** The float32 input `name`, made the first time. Throws `GraphError` where it is asked for in two shapes. */
export function phaseInput(graph: Graph, name: string, shape: Shape): SymbolicTensor {
	const known = graph.inputs.get(name);
	if (!known) return graph.input(name, shape);
	if (sameShape(known.shape, shape)) return known;
	throw new GraphError(
		`phase input '${name}': asked for as ${formatShape(shape)}, but it is ${formatShape(known.shape)}`,
	);
}
