/** Comparisons, selection and casts, elementwise with NumPy broadcasting. No gradient flows through a comparison. */

import type { DType } from "../../tensor/dtype.ts";
import { broadcastShapes } from "../../tensor/shape.ts";
import type { SymbolicTensor } from "../symbolic.ts";
import { type Operand, toTensors, withoutExpand } from "./operand.ts";

/** a < b, of dtype bool */
export function less(a: Operand, b: Operand): SymbolicTensor {
	return comparison("less", a, b);
}

/** a > b, of dtype bool */
export function greater(a: Operand, b: Operand): SymbolicTensor {
	return comparison("greater", a, b);
}

/** a = b, of dtype bool */
export function equal(a: Operand, b: Operand): SymbolicTensor {
	return comparison("equal", a, b);
}

/** a where the condition (bool) holds, b elsewhere; all three broadcast. */
export function where(condition: SymbolicTensor, a: Operand, b: Operand): SymbolicTensor {
	const [whenTrue, whenFalse] =
		typeof a === "number" && typeof b === "number"
			? [condition.graph.scalar(a), condition.graph.scalar(b)]
			: toTensors("where", a, b);
	const shape = broadcastShapes("where", condition.shape, broadcastShapes("where", whenTrue.shape, whenFalse.shape));
	const slimTrue = withoutExpand(whenTrue, condition, shape);
	const slimFalse = withoutExpand(whenFalse, condition, shape);
	return condition.graph.apply("where", [condition, slimTrue, slimFalse], {});
}

/** Converts to another dtype; floats become integers by cutting off the fraction, and bool by being non-zero. */
export function cast(x: SymbolicTensor, dtype: DType): SymbolicTensor {
	return x.dtype === dtype ? x : x.graph.apply("cast", [x], { to: dtype });
}

function comparison(op: "less" | "greater" | "equal", left: Operand, right: Operand): SymbolicTensor {
	const [a, b] = toTensors(op, left, right);
	const shape = broadcastShapes(op, a.shape, b.shape);
	const slimA = withoutExpand(a, b, shape);
	return a.graph.apply(op, [slimA, withoutExpand(b, slimA, shape)], {});
}
