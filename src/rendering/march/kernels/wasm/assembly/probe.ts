/** Entry points for tests: the approximations on rows of numbers. Nothing else uses them. */

import { mapLogistic, softplusDot, writeConstants } from "./activations";
import { expNegative, softplusExact } from "./exponential";

/** values = softplus as the decoder has it: scaled argument, scaled result. `bytes` is a multiple of 16. */
export function probeSoftplus(values: usize, bytes: usize, constants: usize): void {
	writeConstants(constants);
	softplusDot(values, values, bytes, constants);
}

/** values = logistic of the scaled arguments. */
export function probeLogistic(values: usize, bytes: usize, constants: usize): void {
	writeConstants(constants);
	mapLogistic(values, bytes, f32x4.splat(1), f32x4.splat(0.5), constants);
}

/** values = exp(−values) */
export function probeExpNegative(values: usize, bytes: usize): void {
	for (let at = values; at < values + bytes; at += 16) v128.store(at, expNegative(v128.load(at)));
}

/** values = softplus(values), with full relative accuracy */
export function probeSoftplusExact(values: usize, bytes: usize): void {
	for (let at = values; at < values + bytes; at += 16) v128.store(at, softplusExact(v128.load(at)));
}
