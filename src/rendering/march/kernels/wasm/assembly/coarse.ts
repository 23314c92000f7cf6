/** The coarse samples: evenly spaced in depth or in 1/depth, pushed on by jitter (samplers.ts). */

import { element } from "./lanes";

/**
 * Writes tau[S] of the coarse samples, ascending, and infinity behind them.
 * @param jitter [S] uniform in [0, 1); readable three elements beyond
 */
export function placeCoarse(tau: usize, jitter: usize, samples: i32, near: f64, far: f64, disparity: boolean): void {
	// A single sample has the whole range to itself.
	const step: f64 = 1 / <f64>max(samples - 1, 1);
	if (disparity && near != far) {
		for (let i = 0; i < samples; i++) {
			const share = (<f64>i + <f64>load<f32>(element(jitter, i))) * step;
			store<f32>(element(tau, i), <f32>(1 / ((1 - share) / near + share / far) - near));
		}
	} else {
		const spacing = f32x4.splat(<f32>((far - near) * step));
		const four = f32x4.splat(4);
		let index = f32x4(0, 1, 2, 3);
		for (let i = 0; i < samples; i += 4) {
			const place = f32x4.add(index, v128.load(element(jitter, i)));
			v128.store(element(tau, i), f32x4.mul(place, spacing));
			index = f32x4.add(index, four);
		}
	}
	store<f32>(element(tau, samples), Infinity);
}
