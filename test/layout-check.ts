/** What the tests of layout operations share: exact checks, and elements that say where they come from. */

import { createGraph } from "../src/graph/create.ts";
import { evaluate } from "../src/graph/evaluate.ts";
import type { SymbolicTensor } from "../src/graph/symbolic.ts";
import { float32Tensor, type HostTensor } from "../src/tensor/host-tensor.ts";
import { elementCount, type Shape } from "../src/tensor/shape.ts";
import { checkOp, type OpBuilder } from "./op-check.ts";
import { exact } from "./tolerances.ts";

/** `checkOp` for operations that move elements: values agree exactly. */
export function checkLayout(
	name: Parameters<typeof checkOp>[0],
	build: OpBuilder,
	inputs: readonly HostTensor[],
): Promise<void> {
	return checkOp(name, build, inputs, { forward: exact });
}

/** What a function makes of a tensor of 0, 1, 2, … on the host, in row-major order. */
export function appliedToCounting(shape: Shape, build: (x: SymbolicTensor) => SymbolicTensor): number[] {
	const counting = Array.from({ length: elementCount(shape) }, (_, i) => i);
	const [result] = evaluate([build(inputOf(...shape))], { x: float32Tensor(shape, counting) });
	return Array.from(result?.data ?? [], Number);
}

/** The input x of a graph of its own. */
export function inputOf(...shape: number[]): SymbolicTensor {
	return createGraph().input("x", shape);
}
