/** Makes graphs that know all operations. */

import { Graph } from "./graph.ts";
import { OPS } from "./ops/table.ts";

export function createGraph(): Graph {
	return new Graph(OPS);
}
