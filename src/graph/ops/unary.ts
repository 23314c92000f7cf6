/** Elementwise functions of one tensor of floats; the result has its shape. */

import type { SymbolicTensor } from "../symbolic.ts";

/** -x */
export function neg(x: SymbolicTensor): SymbolicTensor {
	const { origin } = x;
	if (origin.kind === "operation" && origin.op === "neg" && origin.inputs[0]) return origin.inputs[0];
	return x.graph.apply("neg", [x], {});
}

/** |x|; the gradient at 0 is 0. */
export function abs(x: SymbolicTensor): SymbolicTensor {
	return x.graph.apply("abs", [x], {});
}

/** -1, 0 or 1. No gradient flows. */
export function sign(x: SymbolicTensor): SymbolicTensor {
	return x.graph.apply("sign", [x], {});
}

/** The largest integer ≤ x, as a float. No gradient flows. */
export function floor(x: SymbolicTensor): SymbolicTensor {
	return x.graph.apply("floor", [x], {});
}

/** e to the power of x */
export function exp(x: SymbolicTensor): SymbolicTensor {
	return x.graph.apply("exp", [x], {});
}

/** The natural logarithm, x > 0. */
export function log(x: SymbolicTensor): SymbolicTensor {
	return x.graph.apply("log", [x], {});
}

/** √x, x ≥ 0; the gradient at 0 is infinite. */
export function sqrt(x: SymbolicTensor): SymbolicTensor {
	return x.graph.apply("sqrt", [x], {});
}

/** 1 / x */
export function reciprocal(x: SymbolicTensor): SymbolicTensor {
	return x.graph.apply("reciprocal", [x], {});
}

/** sin x, radians */
export function sin(x: SymbolicTensor): SymbolicTensor {
	return x.graph.apply("sin", [x], {});
}

/** cos x, radians */
export function cos(x: SymbolicTensor): SymbolicTensor {
	return x.graph.apply("cos", [x], {});
}

/** 1 / √x, x > 0 */
export function rsqrt(x: SymbolicTensor): SymbolicTensor {
	return reciprocal(sqrt(x));
}

/** x² */
export function square(x: SymbolicTensor): SymbolicTensor {
	return x.graph.apply("mul", [x, x], {});
}

/** x itself, but no gradient flows through it. */
export function detach(x: SymbolicTensor): SymbolicTensor {
	return x.graph.apply("detach", [x], {});
}
