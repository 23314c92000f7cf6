/** Definitions of the elementwise functions of one tensor; `unary.ts` has their functions. */

import { div, mul } from "./arithmetic.ts";
import type { OpTable } from "./attributes.ts";
import { unaryDefinition } from "./elementwise.ts";
import { cos, neg, sign, sin } from "./unary.ts";

type UnaryOp = "neg" | "abs" | "sign" | "floor" | "exp" | "log" | "sqrt" | "reciprocal" | "sin" | "cos" | "detach";

export const UNARY_OPS: Pick<OpTable, UnaryOp> = {
	neg: unaryDefinition(
		"neg",
		"Neg",
		(x) => -x,
		(_, { gradient }) => neg(gradient),
	),
	abs: unaryDefinition("abs", "Abs", Math.abs, (x, { gradient }) => mul(gradient, sign(x))),
	sign: unaryDefinition("sign", "Sign", Math.sign, { zero: "piecewise constant" }),
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
