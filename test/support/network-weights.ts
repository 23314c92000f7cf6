/** Weights for any network, by the names and shapes that it asks for. */

import { createGraph } from "../../src/graph/create.ts";
import { inputParameters, type Parameters, type Weights } from "../../src/networks/parameters.ts";
import { randomTensor } from "../op-check.ts";

/** Random weights for what `build` asks its parameters for; none is zero, so that nothing can be left out unnoticed. */
export function randomWeights(build: (parameters: Parameters) => void): Weights {
	const graph = createGraph();
	build(inputParameters(graph));
	return new Map([...graph.inputs].map(([name, { shape }], index) => [name, randomTensor(shape, index + 1, 0.5)]));
}
