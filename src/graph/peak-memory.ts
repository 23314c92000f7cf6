/**
 * How much memory a run of a graph needs at a time: the most that is alive at once when nodes run in the order in which
 * they were made and every result is dropped after its last use. A runtime may do better (results written over inputs)
 * or worse (scratch space of convolutions, blocks that do not fit together).
 */

import { bytesPerElement } from "../tensor/dtype.ts";
import { elementCount } from "../tensor/shape.ts";
import { reachable } from "./graph.ts";
import type { SymbolicTensor } from "./symbolic.ts";

/** Bytes of the results alive at once, outputs included; inputs and constants are the caller's. */
export function peakBytes(outputs: readonly SymbolicTensor[]): number {
	const order = reachable(outputs);
	const lastUse = new Map<SymbolicTensor, number>();
	for (const [place, { origin }] of order.entries()) {
		if (origin.kind !== "operation") continue;
		for (const input of origin.inputs) lastUse.set(storageOf(input), place);
	}
	for (const output of outputs) lastUse.set(storageOf(output), order.length);
	const dropped = new Map<number, number>();
	let alive = 0;
	let peak = 0;
	for (const [place, tensor] of order.entries()) {
		const bytes = ownBytes(tensor);
		alive += bytes;
		peak = Math.max(peak, alive);
		const last = lastUse.get(tensor) ?? place;
		dropped.set(last, (dropped.get(last) ?? 0) + bytes);
		alive -= dropped.get(place) ?? 0;
	}
	return peak;
}

/** Whose memory a tensor lies in: a reshape is a view. */
function storageOf(tensor: SymbolicTensor): SymbolicTensor {
	const { origin } = tensor;
	const source = origin.kind === "operation" && origin.op === "reshape" ? origin.inputs[0] : undefined;
	return source ? storageOf(source) : tensor;
}

function ownBytes(tensor: SymbolicTensor): number {
	const { origin, shape, dtype } = tensor;
	if (origin.kind !== "operation" || storageOf(tensor) !== tensor) return 0;
	return elementCount(shape) * bytesPerElement(dtype);
}
