/**
 * Singular values of a real matrix: Householder reflections from both sides make it bidiagonal (Golub & Kahan 1965),
 * whose singular values are the positive eigenvalues of a tridiagonal matrix with zero diagonal, found by bisection with
 * Sturm's sequences (Golub & Van Loan, §8.4 and §8.6). Only sums of squares are ever formed of whole columns, never AᵀA,
 * so that small singular values keep an absolute error of a few float64 roundings of the largest one.
 */

/** Pivots are kept this far from zero, as a division by zero would lose the count. */
const SMALLEST_PIVOT = 1e-290;

/** A bidiagonal matrix: its diagonal and what stands right of it. */
interface Bidiagonal {
	readonly diagonal: Float64Array;
	/** One shorter. */
	readonly above: Float64Array;
}

/**
 * @param matrix  [M, N] row by row; is overwritten
 * @returns  min(M, N) values, descending, each within about 1e-15 · √(M N) of the largest
 */
export function singularValues(matrix: Float64Array, M: number, N: number): Float64Array {
	if (M === 0 || N === 0) return new Float64Array(0);
	const { diagonal, above } = M >= N ? bidiagonalize(matrix, M, N) : bidiagonalize(transposed(matrix, M, N), N, M);
	const offDiagonal = new Float64Array(2 * diagonal.length - 1);
	for (let i = 0; i < diagonal.length; i++) {
		offDiagonal[2 * i] = diagonal[i]!;
		if (i < above.length) offDiagonal[2 * i + 1] = above[i]!;
	}
	return positiveEigenvalues(offDiagonal);
}

function transposed(matrix: Float64Array, M: number, N: number): Float64Array {
	const result = new Float64Array(matrix.length);
	for (let i = 0; i < M; i++) for (let j = 0; j < N; j++) result[j * M + i] = matrix[i * N + j]!;
	return result;
}

/** M ≥ N. Overwrites the matrix. */
function bidiagonalize(a: Float64Array, M: number, N: number): Bidiagonal {
	const diagonal = new Float64Array(N);
	const above = new Float64Array(N - 1);
	for (let k = 0; k < N; k++) {
		const column = Float64Array.from({ length: M - k }, (_, i) => a[(k + i) * N + k]!);
		diagonal[k] = reflector(column);
		reflectRows(a, N, k, column);
		if (k + 1 >= N) break;
		const row = a.slice(k * N + k + 1, (k + 1) * N);
		above[k] = reflector(row);
		reflectColumns(a, M, N, k, row);
	}
	return { diagonal, above };
}

/**
 * Makes `x` the vector v, of length √2 or zero, whose reflection x − v (v·x) has only a first entry.
 * @returns that entry
 */
function reflector(x: Float64Array): number {
	const length = norm(x);
	const first = x[0] ?? 0;
	if (length === 0) return 0;
	const result = first > 0 ? -length : length;
	x[0] = first - result;
	const scale = 1 / Math.sqrt(length * (length + Math.abs(first)));
	for (let i = 0; i < x.length; i++) x[i]! *= scale;
	return result;
}

function norm(x: Float64Array): number {
	const largest = x.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
	return largest === 0 ? 0 : largest * Math.sqrt(x.reduce((sum, value) => sum + (value / largest) ** 2, 0));
}

/** Reflects rows k and below of columns behind k. */
function reflectRows(a: Float64Array, N: number, k: number, v: Float64Array): void {
	const products = new Float64Array(N - k - 1);
	for (let i = 0; i < v.length; i++) {
		const row = a.subarray((k + i) * N + k + 1, (k + i + 1) * N);
		const factor = v[i]!;
		for (let j = 0; j < products.length; j++) products[j]! += factor * row[j]!;
	}
	for (let i = 0; i < v.length; i++) {
		const row = a.subarray((k + i) * N + k + 1, (k + i + 1) * N);
		const factor = v[i]!;
		for (let j = 0; j < products.length; j++) row[j]! -= factor * products[j]!;
	}
}

/** Reflects columns behind k of rows below k. */
function reflectColumns(a: Float64Array, M: number, N: number, k: number, v: Float64Array): void {
	for (let i = k + 1; i < M; i++) {
		const row = a.subarray(i * N + k + 1, (i + 1) * N);
		let product = 0;
		for (let j = 0; j < v.length; j++) product += row[j]! * v[j]!;
		for (let j = 0; j < v.length; j++) row[j]! -= product * v[j]!;
	}
}

/** The larger half of the eigenvalues of a symmetric tridiagonal matrix with zero diagonal, descending. */
function positiveEigenvalues(offDiagonal: Float64Array): Float64Array {
	const count = (offDiagonal.length + 1) / 2;
	const squares = offDiagonal.map((value) => value * value);
	let bound = 0;
	for (let i = 0; i <= offDiagonal.length; i++) {
		bound = Math.max(bound, Math.abs(offDiagonal[i - 1] ?? 0) + Math.abs(offDiagonal[i] ?? 0));
	}
	const values = new Float64Array(count);
	let high = bound;
	for (let index = 0; index < count; index++) {
		let low = 0;
		for (let step = 0; step < 60 && high - low > bound * 1e-16; step++) {
			const middle = (low + high) / 2;
			if (countAbove(squares, middle) > index) low = middle;
			else high = middle;
		}
		values[index] = high;
	}
	return values;
}

/** Eigenvalues above `x`: positive pivots of the matrix less x (Sylvester's law of inertia). */
function countAbove(squares: Float64Array, x: number): number {
	let pivot = -x;
	let count = pivot > 0 ? 1 : 0;
	for (let i = 0; i < squares.length; i++) {
		if (Math.abs(pivot) < SMALLEST_PIVOT) pivot = -SMALLEST_PIVOT;
		pivot = -x - squares[i]! / pivot;
		if (pivot > 0) count++;
	}
	return count;
}
