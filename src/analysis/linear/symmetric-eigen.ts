/**
 * Eigenvalues and eigenvectors of symmetric matrices: Householder reflections to tridiagonal form, then QL with implicit
 * shifts (Bowdler, Martin, Reinsch & Wilkinson 1968; Golub & Van Loan §8.3). Float64; n = 512 takes some seconds.
 *
 * Vectors are kept as rows, so that rotations run along memory.
 */

import { InputError, ShapeError } from "../../tensor/errors.ts";

export interface SymmetricEigen {
	/** [n] descending */
	readonly values: Float64Array;
	/** [n, n] row k is the unit eigenvector of value k; its largest component is positive, so that results repeat */
	readonly vectors: Float64Array;
}

interface Tridiagonal {
	/** [n] */
	readonly diagonal: Float64Array;
	/** [n] element i couples i and i + 1; the last is 0 */
	readonly beside: Float64Array;
	/** [n, n] row k is basis vector k of the tridiagonal form */
	readonly basis: Float64Array;
}

const MOST_SWEEPS = 60;

/**
 * @param matrix  [n, n] symmetric; only read, and only its lower triangle and diagonal are trusted
 * @returns values and vectors. Throws `ShapeError` for a matrix that is not square, `InputError` for numbers that are
 *   not finite
 */
export function symmetricEigen(matrix: Float64Array, n: number): SymmetricEigen {
	if (matrix.length !== n * n) throw new ShapeError(`symmetricEigen: ${matrix.length} numbers, want ${n} · ${n}`);
	if (!matrix.every(Number.isFinite))
		throw new InputError("symmetricEigen: the matrix has a number that is not finite");
	const form = tridiagonalize(matrix, n);
	diagonalize(form, n);
	return sorted(form, n);
}

/** Reflects away what is below the first lower diagonal, column by column. */
function tridiagonalize(matrix: Float64Array, n: number): Tridiagonal {
	const a = matrix.slice();
	for (let row = 0; row < n; row++)
		for (let column = 0; column < row; column++) a[column * n + row] = a[row * n + column]!;
	const basis = new Float64Array(n * n);
	for (let i = 0; i < n; i++) basis[i * n + i] = 1;
	const v = new Float64Array(n);
	const product = new Float64Array(n);
	for (let k = 0; k < n - 2; k++) {
		if (!reflector(a, k, n, v)) continue;
		reflectBothSides(a, v, product, k + 1, n);
		reflectRows(basis, v, product, k + 1, n);
	}
	const beside = new Float64Array(n);
	for (let i = 0; i < n - 1; i++) beside[i] = a[(i + 1) * n + i]!;
	return { diagonal: Float64Array.from({ length: n }, (_, i) => a[i * n + i]!), beside, basis };
}

/** Puts the unit vector into `v` whose reflection clears column k below row k + 1; false where it is clear already. */
function reflector(a: Float64Array, k: number, n: number, v: Float64Array): boolean {
	let norm = 0;
	for (let i = k + 1; i < n; i++) {
		v[i] = a[i * n + k]!;
		norm = Math.hypot(norm, v[i]!);
	}
	const first = v[k + 1]!;
	v[k + 1] = first + (first < 0 ? -norm : norm);
	let length = 0;
	for (let i = k + 1; i < n; i++) length = Math.hypot(length, v[i]!);
	if (length === 0 || norm === Math.abs(first)) return false;
	for (let i = k + 1; i < n; i++) v[i]! /= length;
	return true;
}

/** a ← H a H with H = 1 − 2 v vᵀ, where v begins at `from`. */
function reflectBothSides(a: Float64Array, v: Float64Array, p: Float64Array, from: number, n: number): void {
	let along = 0;
	for (let row = 0; row < n; row++) {
		let sum = 0;
		for (let column = from; column < n; column++) sum += a[row * n + column]! * v[column]!;
		p[row] = 2 * sum;
		if (row >= from) along += sum * v[row]!;
	}
	for (let i = from; i < n; i++) p[i]! -= 2 * along * v[i]!;
	for (let row = 0; row < n; row++) {
		const own = row >= from ? v[row]! : 0;
		for (let column = row < from ? from : 0; column < n; column++) {
			const across = column >= from ? v[column]! : 0;
			a[row * n + column]! -= own * p[column]! + p[row]! * across;
		}
	}
}

/** basis ← H basis: its rows are the vectors. */
function reflectRows(basis: Float64Array, v: Float64Array, sum: Float64Array, from: number, n: number): void {
	sum.fill(0);
	for (let row = from; row < n; row++) {
		for (let column = 0; column < n; column++) sum[column]! += v[row]! * basis[row * n + column]!;
	}
	for (let row = from; row < n; row++) {
		for (let column = 0; column < n; column++) basis[row * n + column]! -= 2 * v[row]! * sum[column]!;
	}
}

/**
 * Rotates what is beside the diagonal away, from the first value to the last. A coupling is nothing when it is rounding
 * beside the largest of the matrix; beside its own neighbours it would never be in the null space of a covariance.
 */
function diagonalize({ diagonal, beside, basis }: Tridiagonal, n: number): void {
	let scale = 0;
	for (let i = 0; i < n; i++) scale = Math.max(scale, Math.abs(diagonal[i]!) + Math.abs(beside[i]!));
	const nothing = Number.EPSILON * scale;
	for (let first = 0; first < n; first++) {
		for (let sweep = 0; ; sweep++) {
			let last = first;
			while (last < n - 1 && Math.abs(beside[last]!) > nothing) last += 1;
			if (last === first) break;
			if (sweep === MOST_SWEEPS) throw new InputError("symmetricEigen: does not converge – are the numbers sound?");
			rotateBlock(diagonal, beside, basis, first, last, n);
		}
	}
}

/** One QL step with Wilkinson's shift over [first, last]. */
function rotateBlock(
	diagonal: Float64Array,
	beside: Float64Array,
	basis: Float64Array,
	first: number,
	last: number,
	n: number,
): void {
	const half = (diagonal[first + 1]! - diagonal[first]!) / (2 * beside[first]!);
	const root = Math.hypot(half, 1);
	let g = diagonal[last]! - diagonal[first]! + beside[first]! / (half + (half < 0 ? -root : root));
	let [sine, cosine, moved] = [1, 1, 0];
	for (let i = last - 1; i >= first; i--) {
		const f = sine * beside[i]!;
		const b = cosine * beside[i]!;
		const length = Math.hypot(f, g);
		beside[i + 1] = length;
		if (length === 0) {
			diagonal[i + 1]! -= moved;
			beside[last] = 0;
			return;
		}
		sine = f / length;
		cosine = g / length;
		const base = diagonal[i + 1]! - moved;
		const twice = (diagonal[i]! - base) * sine + 2 * cosine * b;
		moved = sine * twice;
		diagonal[i + 1] = base + moved;
		g = cosine * twice - b;
		rotateRows(basis, i, sine, cosine, n);
	}
	diagonal[first]! -= moved;
	beside[first] = g;
	beside[last] = 0;
}

function rotateRows(basis: Float64Array, i: number, sine: number, cosine: number, n: number): void {
	const upper = basis.subarray(i * n, (i + 1) * n);
	const lower = basis.subarray((i + 1) * n, (i + 2) * n);
	for (let column = 0; column < n; column++) {
		const [a, b] = [upper[column]!, lower[column]!];
		lower[column] = sine * a + cosine * b;
		upper[column] = cosine * a - sine * b;
	}
}

function sorted({ diagonal, basis }: Tridiagonal, n: number): SymmetricEigen {
	const order = [...diagonal.keys()].sort((a, b) => diagonal[b]! - diagonal[a]! || a - b);
	const vectors = new Float64Array(n * n);
	for (const [to, from] of order.entries()) {
		const row = basis.subarray(from * n, (from + 1) * n);
		const largest = row.reduce((most, value) => (Math.abs(value) > Math.abs(most) ? value : most), 0);
		vectors.set(largest < 0 ? row.map((value) => -value) : row, to * n);
	}
	return { values: Float64Array.from(order, (from) => diagonal[from]!), vectors };
}
