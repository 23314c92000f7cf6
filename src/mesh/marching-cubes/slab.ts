/** One slab of samples, as marching cubes sees it: values with a margin, which are inside, and which rows are plain. */

import { InputError } from "../../tensor/errors.ts";

/** All samples of a row are outside, all are inside, or some are each. */
export const ROW_OUTSIDE = 0;
export const ROW_INSIDE = 1;
export const ROW_MIXED = 2;

/** A slab of `rows` × `columns`; with a margin the outer ring counts as outside and has the value −∞. */
export class Slab {
	/** [rows, columns] */
	readonly values: Float32Array;
	/** [rows, columns] 1 inside, 0 outside */
	readonly inside: Uint8Array;
	/** [rows] */
	readonly rowState: Uint8Array;
	readonly rows: number;
	readonly columns: number;
	readonly #margin: 0 | 1;

	constructor(Y: number, Z: number, margin: 0 | 1) {
		this.#margin = margin;
		this.rows = Y + 2 * margin;
		this.columns = Z + 2 * margin;
		this.values = new Float32Array(this.rows * this.columns).fill(Number.NEGATIVE_INFINITY);
		this.inside = new Uint8Array(this.rows * this.columns);
		this.rowState = new Uint8Array(this.rows);
	}

	/**
	 * Takes samples over.
	 * @param samples  [Y, Z]; copied
	 * @param level    a sample is inside from here on
	 * @param i        number of the slab, for the message of the `InputError` when a sample is not finite
	 */
	fill(samples: Float32Array, level: number, i: number): void {
		const margin = this.#margin;
		const Z = this.columns - 2 * margin;
		for (let j = 0; j < this.rows - 2 * margin; j++) {
			const first = (j + margin) * this.columns + margin;
			const row = samples.subarray(j * Z, (j + 1) * Z);
			this.values.set(row, first);
			const count = markInside(row, level, this.inside, first);
			if (Number.isNaN(count)) throw notFinite(row, i, j);
			this.rowState[j + margin] = this.#stateOf(count);
		}
	}

	/** Everything is outside: what lies beyond the first and the last slab. */
	clear(): void {
		this.values.fill(Number.NEGATIVE_INFINITY);
		this.inside.fill(0);
		this.rowState.fill(ROW_OUTSIDE);
	}

	#stateOf(count: number): number {
		if (count === 0) return ROW_OUTSIDE;
		return count === this.columns ? ROW_INSIDE : ROW_MIXED;
	}
}

/** Marks one row and returns how many samples are inside; NaN where one is not finite. */
function markInside(row: Float32Array, level: number, inside: Uint8Array, first: number): number {
	let count = 0;
	let zero = 0;
	for (let k = 0; k < row.length; k++) {
		const value = row[k]!;
		zero += value - value; // NaN from the first NaN or infinity on
		const is = value >= level ? 1 : 0;
		inside[first + k] = is;
		count += is;
	}
	return count + zero;
}

function notFinite(row: Float32Array, i: number, j: number): InputError {
	const k = row.findIndex((value) => !Number.isFinite(value));
	return new InputError(`marching cubes: sample [${i}, ${j}, ${k}] is ${row[k]}, want finite numbers`);
}
