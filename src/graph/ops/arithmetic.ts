/**
 * Elementwise arithmetic with NumPy broadcasting. Every function takes tensors of one dtype, or a number for one of
 * the two; the result has the broadcast shape. All throw `ShapeError` where the shapes do not broadcast.
 */

import { broadcastShapes } from "../../tensor/shape.ts";
import type { SymbolicTensor } from "../symbolic.ts";
import { expand } from "./layout.ts";
import { type Operand, toTensors, uniformValue, withoutExpand } from "./operand.ts";
import { reciprocal, sqrt } from "./unary.ts";

type ArithmeticOp = "add" | "sub" | "mul" | "div" | "maximum" | "minimum" | "pow";

/** a + b */
export function add(a: Operand, b: Operand): SymbolicTensor {
	return arithmetic("add", a, b, { left: 0, right: 0 });
}

/** a - b */
export function sub(a: Operand, b: Operand): SymbolicTensor {
	return arithmetic("sub", a, b, { right: 0 });
}

/** a · b */
export function mul(a: Operand, b: Operand): SymbolicTensor {
	return arithmetic("mul", a, b, { left: 1, right: 1 });
}

/** a / b */
export function div(a: Operand, b: Operand): SymbolicTensor {
	return arithmetic("div", a, b, { right: 1 });
}

/** The larger of the two; where they are equal, the gradient goes half to each. */
export function maximum(a: Operand, b: Operand): SymbolicTensor {
	return arithmetic("maximum", a, b);
}

/** The smaller of the two; where they are equal, the gradient goes half to each. */
export function minimum(a: Operand, b: Operand): SymbolicTensor {
	return arithmetic("minimum", a, b);
}

/** a to the power of b, floats. The gradient by b is taken as 0 where a ≤ 0. */
export function pow(a: Operand, b: Operand): SymbolicTensor {
	if (typeof a !== "number" && typeof b === "number") {
		if (b === 2) return mul(a, a);
		if (b === 0.5) return sqrt(a);
		if (b === -1) return reciprocal(a);
	}
	return arithmetic("pow", a, b, { right: 1 });
}

/** Values of an operand that leave the other one as it is. */
interface Neutral {
	readonly left?: number;
	readonly right?: number;
}

function arithmetic(op: ArithmeticOp, left: Operand, right: Operand, neutral: Neutral = {}): SymbolicTensor {
	const [a, b] = toTensors(op, left, right);
	const shape = broadcastShapes(op, a.shape, b.shape);
	if (a.dtype === b.dtype && a.graph === b.graph) {
		if (neutral.right !== undefined && uniformValue(b) === neutral.right) return expand(a, shape);
		if (neutral.left !== undefined && uniformValue(a) === neutral.left) return expand(b, shape);
	}
	const slimA = withoutExpand(a, b, shape);
	return a.graph.apply(op, [slimA, withoutExpand(b, slimA, shape)], {});
}
