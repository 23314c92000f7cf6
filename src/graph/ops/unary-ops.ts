/** Definitions of the elementwise functions of one tensor; `unary.ts` has their functions. */

import type { OnnxEmitter } from "../onnx/emitter.ts";
import type { OnnxOperand } from "../op-definition.ts";
import { div, mul } from "./arithmetic.ts";
import type { OpTable } from "./attributes.ts";
import { unaryDefinition } from "./elementwise.ts";
import { fromNumbers } from "./host-numbers.ts";
import { cos, neg, sign, sin } from "./unary.ts";

type UnaryOp = "neg" | "abs" | "sign" | "floor" | "exp" | "log" | "sqrt" | "reciprocal" | "sin" | "cos" | "detach";

/** (x > 0) - (x < 0), since ONNX Runtime 1.30's WebGPU provider has no Sign and would leave the node to the CPU. */
function emitSign(emitter: OnnxEmitter, [x]: readonly OnnxOperand[]): string {
	if (!x) return "";
	const zero = emitter.initializer(fromNumbers({ dtype: x.dtype, shape: [] }, [0]));
	const to = { to: { int: emitter.dataType(x.dtype) } };
	const where = (comparison: string): string => emitter.node("Cast", [emitter.node(comparison, [x.name, zero])], to);
	return emitter.node("Sub", [where("Greater"), where("Less")]);
}

export const UNARY_OPS: Pick<OpTable, UnaryOp> = {
	neg: unaryDefinition(
		"neg",
		"Neg",
		(x) => -x,
		(_, { gradient }) => neg(gradient),
	),
	abs: unaryDefinition("abs", "Abs", Math.abs, (x, { gradient }) => mul(gradient, sign(x))),
	sign: { ...unaryDefinition("sign", "Sign", Math.sign, { zero: "piecewise constant" }), emit: emitSign },
	floor: unaryDefinition("floor", "Floor", Math.floor, { zero: "piecewise constant" }),
	exp: unaryDefinition("exp", "Exp", Math.exp, (_, { gradient, output }) => mul(gradient, output)),
	log: unaryDefinition("log", "Log", Math.log, (x, { gradient }) => div(gradient, x)),
	sqrt: unaryDefinition("sqrt", "Sqrt", Math.sqrt, (_, { gradient, output }) => div(gradient, mul(output, 2))),
	reciprocal: unaryDefinition(
		"reciprocal",
		"Reciprocal",
		(x) => 1 / x,
		(_, { gradient, output }) => neg(mul(gradient, mul(output, output))),
	),
	sin: unaryDefinition("sin", "Sin", Math.sin, (x, { gradient }) => mul(gradient, cos(x))),
	cos: unaryDefinition("cos", "Cos", Math.cos, (x, { gradient }) => neg(mul(gradient, sin(x)))),
	detach: {
		...unaryDefinition("detach", "Identity", (x) => x, { zero: "it is there to stop gradients" }),
		// Only gradients see it: no node is written.
		emit: (_, [x]) => x?.name ?? "",
	},
};
