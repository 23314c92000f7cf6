/**
 * Exponential and softplus with full relative accuracy, for alpha along a ray: there are few of them, and where
 * almost nothing is seen the depth hangs on the single-precision steps of alpha (see composite.ts).
 */

/** Above this, exp(-x) is taken as 0 (it is below 1e-38). */
const LARGEST: f32 = 87.3;
/** log 2 in two parts, the first with few enough digits that its multiples are exact. */
const LOG2_HIGH: f32 = 0.693359375;
const LOG2_LOW: f32 = -2.1219444e-4;

/**
 * exp(-x) for x ≥ 0: exactly 1 at 0, correctly rounded near it, relative error below 1.5e-7 everywhere, 0 above 87.3.
 *
 * Cody and Waite: x = n · log 2 − r with |r| ≤ log(2)/2, exp(r) by Taylor's polynomial of degree 7 (the first term
 * left out is below 5.2e-9), 2^-n put into the exponent bits.
 */
export function expNegative(x: v128): v128 {
	const y = f32x4.pmin(x, f32x4.splat(LARGEST));
	const n = f32x4.nearest(f32x4.mul(y, f32x4.splat(1.442695041)));
	const high = f32x4.sub(f32x4.mul(n, f32x4.splat(LOG2_HIGH)), y);
	const r = f32x4.add(high, f32x4.mul(n, f32x4.splat(LOG2_LOW)));
	// Estrin's order: half the latency of Horner's, and little else to do meanwhile.
	const r2 = f32x4.mul(r, r);
	const p67 = f32x4.add(f32x4.mul(r, f32x4.splat(1.0 / 5040.0)), f32x4.splat(1.0 / 720.0));
	const p45 = f32x4.add(f32x4.mul(r, f32x4.splat(1.0 / 120.0)), f32x4.splat(1.0 / 24.0));
	const p23 = f32x4.add(f32x4.mul(r, f32x4.splat(1.0 / 6.0)), f32x4.splat(0.5));
	const p27 = f32x4.add(p23, f32x4.mul(r2, f32x4.add(p45, f32x4.mul(r2, p67))));
	const p = f32x4.add(f32x4.add(r, f32x4.mul(r2, p27)), f32x4.splat(1));
	const scale = i32x4.shl(i32x4.sub(i32x4.splat(127), i32x4.trunc_sat_f32x4_s(n)), 23);
	return v128.andnot(f32x4.mul(p, scale), f32x4.gt(x, f32x4.splat(LARGEST)));
}

/**
 * softplus(x) = max(x, 0) + log(1 + exp(−|x|)), relative error below 4e-7 (down to where exp underflows at −87.3).
 *
 * log(1 + u) = 2 · artanh(z) with z = u / (2 + u) ≤ 1/3; 2 · artanh(z)/z by a minimax polynomial of degree 4 in
 * z² (relative error 4e-8).
 */
export function softplusExact(x: v128): v128 {
	const u = expNegative(f32x4.abs(x));
	const z = f32x4.div(u, f32x4.add(u, f32x4.splat(2)));
	const s = f32x4.mul(z, z);
	const s2 = f32x4.mul(s, s);
	const p34 = f32x4.add(f32x4.mul(s, f32x4.splat(0.25979605)), f32x4.splat(0.28398687));
	const p12 = f32x4.add(f32x4.mul(s, f32x4.splat(0.4000014)), f32x4.splat(0.6666667));
	const p14 = f32x4.add(p12, f32x4.mul(s2, p34));
	const p = f32x4.add(f32x4.mul(s, p14), f32x4.splat(2));
	return f32x4.add(f32x4.pmax(x, f32x4.splat(0)), f32x4.mul(p, z));
}

/** logistic(x) = 1 / (1 + exp(−x)), relative error below 4e-7 (down to where exp underflows at −87.3). */
export function logisticExact(x: v128): v128 {
	const u = expNegative(f32x4.abs(x));
	const positive = f32x4.ge(x, f32x4.splat(0));
	const one = f32x4.splat(1);
	return f32x4.div(v128.bitselect(one, u, positive), f32x4.add(one, u));
}
