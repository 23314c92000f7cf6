/** Quadrature along a ray (Max 1995): opacity of the intervals between neighbouring samples, light left before each. */

import { DENSITY_SHIFT, TRANSMITTANCE_EPSILON } from "./contract-constants";
import { expNegative, softplusExact } from "./exponential";
import { element } from "./lanes";

/**
 * A ray is opaque once less light than this is left. What lies behind has a summed weight below it, so that no feature
 * changes by more than 2.1e-7.
 */
export const OPAQUE: f32 = 1e-7;

/**
 * Writes the weights of intervals [from, to) and gives the light that is left behind them.
 * alpha = 1 − exp(−softplus(mean sigma − 1) · delta), weight = alpha · light, light *= 1 − alpha + 1e-10.
 * @param tau, sigma  in ascending depth; readable four elements beyond `to`
 * @param weights     writable three elements beyond `to`
 * @param light       transmittance before `from`
 */
export function marchIntervals(tau: usize, sigma: usize, weights: usize, from: i32, to: i32, light: f32): f32 {
	for (let i = from; i < to; i += 4) {
		const sigmas = element(sigma, i);
		const taus = element(tau, i);
		// Halved before they are added, so that no finite sigma overflows.
		const half = f32x4.splat(0.5);
		const middle = f32x4.add(f32x4.mul(half, v128.load(sigmas)), f32x4.mul(half, v128.load(sigmas, 4)));
		const density = softplusExact(f32x4.sub(middle, f32x4.splat(<f32>DENSITY_SHIFT)));
		const delta = f32x4.sub(v128.load(taus, 4), v128.load(taus));
		// The share an interval lets through; the weights' place holds it for the moment.
		v128.store(element(weights, i), expNegative(f32x4.mul(density, delta)));
	}
	for (let i = from; i < to; i++) {
		const through = load<f32>(element(weights, i));
		store<f32>(element(weights, i), (1 - through) * light);
		light *= through + <f32>TRANSMITTANCE_EPSILON;
	}
	return light;
}
