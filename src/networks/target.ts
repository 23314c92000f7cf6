/** What a network's graph is written for. */

/**
 * - `any`: as few nodes as possible, plain convolutions and transposed convolutions. For training, where weights are
 *   inputs, for GPUs, and for other programs.
 * - `cpu`: more nodes, which ONNX Runtime's CPU provider runs faster when the weights are constant. The same function
 *   to within rounding (`docs/decisions/0004-lean-graphs.md`).
 */
export type GraphTarget = "any" | "cpu";

/** How resolution is doubled. */
export function upMethod(target: GraphTarget): "transposed" | "phases" {
	return target === "cpu" ? "phases" : "transposed";
}
