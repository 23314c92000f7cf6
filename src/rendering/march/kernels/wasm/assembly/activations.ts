/**
 * Softplus and the logistic function of the decoder, on four lanes.
 *
 * Neither branches, and both are safe for every finite argument: where the argument is large, the polynomial overflows
 * to infinity and its reciprocal is the right limit, so that no clamp is needed.
 *
 * Method: minimax fits by linear programming over 1201 Chebyshev nodes of [0, 14], of the function as it is after the
 * power is taken; then the polynomials are made monic by scaling the argument (scales.ts) and rewritten with the fewest
 * multiplications (Knuth, The Art of Computer Programming 2, §4.6.4, "adaptation of coefficients"). Bounds are what was
 * measured over float32 arguments from 0 to 3e38, rounding included.
 *
 * V8 rebuilds a splatted constant at every use, so loops load theirs once from a table in memory and hand them in.
 */

import { SOFTPLUS_SCALE } from "./scales";

/** Places in the table of constants: a0 … a4 and the scale of softplus, a0 … a3 of the logistic, and shared ones. */
const SOFTPLUS = 0;
const LOGISTIC = 6;
const ONE = 10;
const HALF = 11;
const MAGNITUDE = 12;
/** Bytes of the table. */
export const CONSTANTS_BYTES: usize = 64;

/** Writes the table that loops load their constants from. */
export function writeConstants(table: usize): void {
	store<f32>(table, -0.4034326374530792, SOFTPLUS * 4);
	store<f32>(table, 2.9557390213012695, SOFTPLUS * 4 + 4);
	store<f32>(table, 4.507819175720215, SOFTPLUS * 4 + 8);
	store<f32>(table, 1.2674205303192139, SOFTPLUS * 4 + 12);
	store<f32>(table, -5.226647853851318, SOFTPLUS * 4 + 16);
	store<f32>(table, <f32>SOFTPLUS_SCALE, SOFTPLUS * 4 + 20);
	store<f32>(table, 0.18920078873634338, LOGISTIC * 4);
	store<f32>(table, 1.6954625844955444, LOGISTIC * 4 + 4);
	store<f32>(table, -1.5035139322280884, LOGISTIC * 4 + 8);
	store<f32>(table, 0.6745588779449463, LOGISTIC * 4 + 12);
	store<f32>(table, 1, ONE * 4);
	store<f32>(table, 0.5, HALF * 4);
	store<u32>(table, 0x7fffffff, MAGNITUDE * 4);
}

function constant(table: usize, place: i32): v128 {
	return v128.load32_splat(table + ((<usize>place) << 2));
}

/**
 * s · softplus(x / s), s = SOFTPLUS_SCALE; softplus within 2.6e-6 of max(x, 0) + log(1 + exp(−|x|)).
 *
 * With t = |x|, log(1 + exp(−t)) ≈ 1 / D(t)³, D of degree 5: five multiplications and a division, where the power of
 * a polynomial followed by a polynomial for log(1 + y) takes fourteen multiplications.
 */
function softplus(x: v128, a0: v128, a1: v128, a2: v128, a3: v128, a4: v128, scale: v128, magnitude: v128): v128 {
	const t = v128.and(x, magnitude);
	const r = f32x4.add(t, a0);
	const y = f32x4.mul(r, r);
	const q = f32x4.add(f32x4.mul(f32x4.add(y, a1), y), a2);
	const d = f32x4.add(f32x4.mul(q, f32x4.add(t, a3)), a4);
	const cube = f32x4.mul(f32x4.mul(d, d), d);
	return f32x4.add(f32x4.pmax(x, f32x4.splat(0)), f32x4.div(scale, cube));
}

/**
 * values = softplus(values) in place (scaled as above); gives the four lanes of Σ weights · values.
 * @param values, weights  `bytes` bytes each, a multiple of 16
 */
export function softplusDot(values: usize, weights: usize, bytes: usize, table: usize): v128 {
	const a0 = constant(table, SOFTPLUS);
	const a1 = constant(table, SOFTPLUS + 1);
	const a2 = constant(table, SOFTPLUS + 2);
	const a3 = constant(table, SOFTPLUS + 3);
	const a4 = constant(table, SOFTPLUS + 4);
	const scale = constant(table, SOFTPLUS + 5);
	const magnitude = constant(table, MAGNITUDE);
	const end = values + bytes;
	let sum = f32x4.splat(0);
	while (values < end) {
		const x = v128.load(values);
		const h = softplus(x, a0, a1, a2, a3, a4, scale, magnitude);
		v128.store(values, h);
		sum = f32x4.add(sum, f32x4.mul(h, v128.load(weights)));
		values += 16;
		weights += 16;
	}
	return sum;
}

/**
 * As `softplusDot` of the sum of two rows, without keeping it.
 * @param a, b, weights  `bytes` bytes each, a multiple of 16
 */
export function softplusDotOfSum(a: usize, b: usize, weights: usize, bytes: usize, table: usize): v128 {
	const a0 = constant(table, SOFTPLUS);
	const a1 = constant(table, SOFTPLUS + 1);
	const a2 = constant(table, SOFTPLUS + 2);
	const a3 = constant(table, SOFTPLUS + 3);
	const a4 = constant(table, SOFTPLUS + 4);
	const scale = constant(table, SOFTPLUS + 5);
	const magnitude = constant(table, MAGNITUDE);
	const end = a + bytes;
	let sum = f32x4.splat(0);
	while (a < end) {
		const x = f32x4.add(v128.load(a), v128.load(b));
		const h = softplus(x, a0, a1, a2, a3, a4, scale, magnitude);
		sum = f32x4.add(sum, f32x4.mul(h, v128.load(weights)));
		a += 16;
		b += 16;
		weights += 16;
	}
	return sum;
}

/** logistic(x / s) − 1/2, s = LOGISTIC_SCALE; see `addLogistic`. */
function centredLogistic(
	x: v128,
	a0: v128,
	a1: v128,
	a2: v128,
	a3: v128,
	one: v128,
	half: v128,
	magnitude: v128,
): v128 {
	const t = v128.and(x, magnitude);
	const y = f32x4.add(f32x4.mul(f32x4.add(t, a0), t), a1);
	let d = f32x4.add(f32x4.mul(f32x4.add(f32x4.add(y, t), a2), y), a3);
	d = f32x4.mul(d, d);
	d = f32x4.mul(d, d);
	d = f32x4.mul(d, d);
	const tail = f32x4.sub(half, f32x4.div(one, f32x4.add(d, one)));
	return v128.or(tail, v128.andnot(x, magnitude));
}

/**
 * sums += weight · (logistic(values / s) − 1/2) for four rows of values, s = LOGISTIC_SCALE; logistic within 2.0e-6.
 *
 * With t = |x|, 1 / (1 + exp(t)) ≈ 1 / (1 + D(t)⁸), D of degree 4; the rest is symmetry.
 * @param sums     `bytes` bytes, a multiple of 16
 * @param values   four rows of `bytes` bytes
 * @param weights  [4] one for each row
 */
export function addLogistic(sums: usize, values: usize, bytes: usize, weights: usize, table: usize): void {
	const a0 = constant(table, LOGISTIC);
	const a1 = constant(table, LOGISTIC + 1);
	const a2 = constant(table, LOGISTIC + 2);
	const a3 = constant(table, LOGISTIC + 3);
	const one = constant(table, ONE);
	const half = constant(table, HALF);
	const magnitude = constant(table, MAGNITUDE);
	const end = sums + bytes;
	while (sums < end) {
		let sum = v128.load(sums);
		let row = values;
		let x = centredLogistic(v128.load(row), a0, a1, a2, a3, one, half, magnitude);
		sum = f32x4.add(sum, f32x4.mul(v128.load32_splat(weights), x));
		row += bytes;
		x = centredLogistic(v128.load(row), a0, a1, a2, a3, one, half, magnitude);
		sum = f32x4.add(sum, f32x4.mul(v128.load32_splat(weights, 4), x));
		row += bytes;
		x = centredLogistic(v128.load(row), a0, a1, a2, a3, one, half, magnitude);
		sum = f32x4.add(sum, f32x4.mul(v128.load32_splat(weights, 8), x));
		row += bytes;
		x = centredLogistic(v128.load(row), a0, a1, a2, a3, one, half, magnitude);
		sum = f32x4.add(sum, f32x4.mul(v128.load32_splat(weights, 12), x));
		v128.store(sums, sum);
		sums += 16;
		values += 16;
	}
}

/** values = scale · (logistic(values / s) − 1/2) + offset in place, `bytes` bytes, a multiple of 16; see `addLogistic`. */
export function mapLogistic(values: usize, bytes: usize, scale: v128, offset: v128, table: usize): void {
	const a0 = constant(table, LOGISTIC);
	const a1 = constant(table, LOGISTIC + 1);
	const a2 = constant(table, LOGISTIC + 2);
	const a3 = constant(table, LOGISTIC + 3);
	const one = constant(table, ONE);
	const half = constant(table, HALF);
	const magnitude = constant(table, MAGNITUDE);
	const end = values + bytes;
	while (values < end) {
		const x = centredLogistic(v128.load(values), a0, a1, a2, a3, one, half, magnitude);
		v128.store(values, f32x4.add(f32x4.mul(scale, x), offset));
		values += 16;
	}
}

/**
 * The way back through the colours of one sample. With S = logistic(values / s), s = LOGISTIC_SCALE:
 * values = factor · gradient · S · (1 − S) in place, and those are added to `sums`.
 * @param values, gradient, sums  `bytes` bytes each, a multiple of 16
 * @returns the four lanes of Σ gradient · (S − 1/2)
 */
export function logisticBack(
	values: usize,
	gradient: usize,
	sums: usize,
	bytes: usize,
	factor: f32,
	table: usize,
): v128 {
	const a0 = constant(table, LOGISTIC);
	const a1 = constant(table, LOGISTIC + 1);
	const a2 = constant(table, LOGISTIC + 2);
	const a3 = constant(table, LOGISTIC + 3);
	const one = constant(table, ONE);
	const half = constant(table, HALF);
	const magnitude = constant(table, MAGNITUDE);
	const quarter = f32x4.mul(half, half);
	const share = f32x4.splat(factor);
	const end = values + bytes;
	let sum = f32x4.splat(0);
	while (values < end) {
		const x = centredLogistic(v128.load(values), a0, a1, a2, a3, one, half, magnitude);
		const g = v128.load(gradient);
		sum = f32x4.add(sum, f32x4.mul(g, x));
		const back = f32x4.mul(f32x4.mul(g, share), f32x4.sub(quarter, f32x4.mul(x, x)));
		v128.store(values, back);
		v128.store(sums, f32x4.add(v128.load(sums), back));
		values += 16;
		gradient += 16;
		sums += 16;
	}
	return sum;
}
