/** The reverse of `slice`: puts values back where a slice took them, zeros elsewhere. */

import type { Shape } from "../../tensor/shape.ts";
import type { SymbolicTensor } from "../symbolic.ts";
import type { OpAttributes } from "./attributes.ts";
import { pad, reshape, slice } from "./layout.ts";

/** A tensor of `shape` that holds `values` at the places of the slice. */
export function scatterToSlice(values: SymbolicTensor, shape: Shape, range: OpAttributes["slice"]): SymbolicTensor {
	const { starts, ends, steps } = range;
	const taken = shape.map((_, axis) => (ends[axis] ?? 0) - (starts[axis] ?? 0));
	const spaced = steps.reduce((tensor, step, axis) => insertZeros(tensor, axis, step, taken[axis] ?? 0), values);
	return pad(
		spaced,
		starts,
		shape.map((size, axis) => size - (ends[axis] ?? 0)),
	);
}

/** Puts `step - 1` zeros after each element along an axis and cuts the axis to `size`. */
function insertZeros(x: SymbolicTensor, axis: number, step: number, size: number): SymbolicTensor {
	if (step === 1) return x;
	const rows = reshape(x, x.shape.toSpliced(axis + 1, 0, 1)); // […, n, 1, …]
	const after = rows.shape.map((_, i) => (i === axis + 1 ? step - 1 : 0));
	const padded = pad(
		rows,
		rows.shape.map(() => 0),
		after,
	); // […, n, step, …]
	const flat = reshape(padded, x.shape.with(axis, (x.shape[axis] ?? 0) * step));
	return slice(flat, { starts: flat.shape.map(() => 0), ends: flat.shape.with(axis, size) });
}
