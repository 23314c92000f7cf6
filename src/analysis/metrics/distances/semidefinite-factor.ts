/**
 * A factor of a positive semi-definite matrix by Cholesky's method with complete pivoting (Higham 2002, §10.3): A = F Fᵀ,
 * also where A has not full rank, as a covariance of fewer images than features.
 */

export interface Factor {
	readonly rank: number;
	/** [rank, D]: Fᵀ, row by row */
	readonly rows: Float64Array;
}

/** Pivots below this share of the first one are rounding errors. */
const SMALLEST_PIVOT = 4e-15;

/**
 * What is left of A when the pivots run out is at most D · 4e-15 of its largest diagonal element in any entry.
 * @param matrix  [D, D] symmetric, positive semi-definite up to rounding
 */
export function semidefiniteFactor(matrix: Float64Array, D: number): Factor {
	const rest = Float64Array.from({ length: D }, (_, i) => matrix[i * D + i] ?? 0);
	const smallest = SMALLEST_PIVOT * rest.reduce((most, value) => Math.max(most, value), 0);
	const rows: Float64Array[] = [];
	while (rows.length < D) {
		const pivot = indexOfLargest(rest);
		const size = rest[pivot] ?? 0;
		if (!(size > smallest)) break;
		const row = matrix.slice(pivot * D, (pivot + 1) * D);
		for (const earlier of rows) {
			const factor = earlier[pivot]!;
			for (let j = 0; j < D; j++) row[j]! -= factor * earlier[j]!;
		}
		const root = Math.sqrt(size);
		for (let j = 0; j < D; j++) {
			row[j] = rest[j] === 0 ? 0 : row[j]! / root;
			rest[j] = Math.max(rest[j]! - row[j]! ** 2, 0);
		}
		row[pivot] = root;
		rest[pivot] = 0;
		rows.push(row);
	}
	const all = new Float64Array(rows.length * D);
	rows.forEach((row, index) => {
		all.set(row, index * D);
	});
	return { rank: rows.length, rows: all };
}

function indexOfLargest(values: Float64Array): number {
	let largest = 0;
	for (let i = 1; i < values.length; i++) if (values[i]! > values[largest]!) largest = i;
	return largest;
}
