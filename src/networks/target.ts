/** What a network's graph is written for. */

import type { Device } from "../host/inference-runtime.ts";

/**
 * - `any`: as few nodes as possible, plain convolutions and transposed convolutions. For training, where weights are
 *   inputs, for GPUs, and for other programs.
 * - `cpu`: more nodes, which ONNX Runtime's CPU provider runs faster when the weights are constant. The same function
 *   to within rounding (`docs/decisions/lean-graphs.md`).
 */
export type GraphTarget = "any" | "cpu";

/** What the CPU's graphs are chosen for: the quickest, or those that take less memory when they are compiled. */
export type Preference = "speed" | "memory";

/** In which numbers super-resolution computes: `fp16` is half the memory traffic where a GPU has half floats. */
export type Precision = "fp32" | "fp16";

/** The graphs of a device. */
export function graphTarget(device: Device, prefer: Preference): GraphTarget {
	return device === "cpu" && prefer === "speed" ? "cpu" : "any";
}

/** How resolution is doubled. */
export function upMethod(target: GraphTarget): "transposed" | "phases" {
	return target === "cpu" ? "phases" : "transposed";
}
