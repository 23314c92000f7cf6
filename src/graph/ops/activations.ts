/** Activation functions: elementwise functions of one tensor of floats; the result has its shape. */

import type { SymbolicTensor } from "../symbolic.ts";

/** 1 / (1 + e^-x) */
export function sigmoid(x: SymbolicTensor): SymbolicTensor {
	return x.graph.apply("sigmoid", [x], {});
}

/** The hyperbolic tangent. */
export function tanh(x: SymbolicTensor): SymbolicTensor {
	return x.graph.apply("tanh", [x], {});
}

/** log(1 + e^x), without overflow for large |x|. */
export function softplus(x: SymbolicTensor): SymbolicTensor {
	return x.graph.apply("softplus", [x], {});
}

/**
 * As `softplus`, right to 1e-6 absolutely: small values lose their relative accuracy. Four times as fast on ONNX Runtime's
 * CPU provider, which computes the logistic function with vectors and softplus without.
 */
export function softplusAbsolute(x: SymbolicTensor): SymbolicTensor {
	return x.graph.apply("softplusAbsolute", [x], {});
}

/** x where x > 0, slope · x elsewhere; the gradient at 0 is the slope. */
export function leakyRelu(x: SymbolicTensor, slope: number): SymbolicTensor {
	return x.graph.apply("leakyRelu", [x], { slope });
}

/** The slope of `leakyRelu` at x: 1 where x > 0, `slope` elsewhere. No gradient flows. */
export function leakyReluSlope(x: SymbolicTensor, slope: number): SymbolicTensor {
	return x.graph.apply("leakyReluSlope", [x], { slope });
}

/** x where x > 0, 0 elsewhere; the gradient at 0 is 0. */
export function relu(x: SymbolicTensor): SymbolicTensor {
	return leakyRelu(x, 0);
}

/**
 * x confined to [min, max]; the gradient passes where min ≤ x ≤ max.
 * @param min  -Infinity for no bound
 * @param max  Infinity for no bound
 */
export function clip(x: SymbolicTensor, min: number, max: number): SymbolicTensor {
	return x.graph.apply("clip", [x], { min, max });
}

/** The slope of `clip` at x: 1 where min ≤ x ≤ max, 0 elsewhere. No gradient flows. */
export function clipSlope(x: SymbolicTensor, min: number, max: number): SymbolicTensor {
	return x.graph.apply("clipSlope", [x], { min, max });
}
