/** Compares one tensor with its golden. */

import { ShapeError } from "../../tensor/errors.ts";
import type { HostTensor } from "../../tensor/host-tensor.ts";
import { formatShape, type Shape, sameShape } from "../../tensor/shape.ts";
import type { StageTolerance } from "./tolerances.ts";

export interface Comparison {
	readonly name: string;
	readonly shape: Shape;
	/** Largest |got − want|. */
	readonly maxAbsolute: number;
	/** Largest |got − want| / |want| among values that are not tiny (above a thousandth of the largest). */
	readonly maxRelative: number;
	/** ‖got − want‖ / ‖want‖ */
	readonly relativeL2: number;
	/** Largest |got − want| over the largest |want|. */
	readonly peak: number;
	/** Where the largest absolute error is, and the two values there. */
	readonly worst: { readonly index: readonly number[]; readonly got: number; readonly want: number };
	readonly tolerance: StageTolerance;
	readonly passed: boolean;
}

/** Values below this share of the largest are left out of the relative error. */
const TINY = 1e-3;

/** Throws `ShapeError` when the shapes differ. A NaN on either side, unless on both, fails. */
export function compareTensors(name: string, got: HostTensor, want: HostTensor, tolerance: StageTolerance): Comparison {
	if (!sameShape(got.shape, want.shape)) {
		throw new ShapeError(
			`verify: '${name}' is ${formatShape(want.shape)} in the golden, but ${formatShape(got.shape)} here`,
		);
	}
	const { data: wanted } = want;
	const largest = largestMagnitude(wanted);
	let [maxAbsolute, maxRelative, errorEnergy, energy, worstAt] = [0, 0, 0, 0, 0];
	for (let index = 0; index < wanted.length; index++) {
		const expected = Number(wanted[index]);
		const error = difference(Number(got.data[index]), expected);
		errorEnergy += error * error;
		energy += expected * expected;
		if (Math.abs(expected) > TINY * largest) maxRelative = Math.max(maxRelative, error / Math.abs(expected));
		if (error > maxAbsolute) [maxAbsolute, worstAt] = [error, index];
	}
	const relativeL2 = errorEnergy === 0 ? 0 : Math.sqrt(errorEnergy / energy);
	const peak = maxAbsolute === 0 ? 0 : maxAbsolute / largest;
	const worst = { index: unravel(worstAt, want.shape), got: Number(got.data[worstAt]), want: Number(wanted[worstAt]) };
	const passed = relativeL2 <= tolerance.relativeL2 && peak <= tolerance.peak;
	return { name, shape: want.shape, maxAbsolute, maxRelative, relativeL2, peak, worst, tolerance, passed };
}

/** |got − want|; infinite when one of them is not finite and they are not the same. */
function difference(got: number, want: number): number {
	if (Object.is(got, want)) return 0;
	const error = Math.abs(got - want);
	return Number.isFinite(error) ? error : Number.POSITIVE_INFINITY;
}

function largestMagnitude(values: ArrayLike<number | bigint>): number {
	let largest = 0;
	for (let index = 0; index < values.length; index++) {
		const magnitude = Math.abs(Number(values[index]));
		if (Number.isFinite(magnitude) && magnitude > largest) largest = magnitude;
	}
	return largest;
}

function unravel(index: number, shape: Shape): number[] {
	let rest = index;
	return [...shape]
		.reverse()
		.map((size) => {
			const position = rest % size;
			rest = Math.floor(rest / size);
			return position;
		})
		.reverse();
}
