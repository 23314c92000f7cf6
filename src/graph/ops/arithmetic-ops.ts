/** Definitions of the elementwise arithmetic operations; `arithmetic.ts` has their functions. */

import { ShapeError } from "../../tensor/errors.ts";
import type { OpDefinition } from "../op-definition.ts";
import type { SymbolicTensor, TensorType } from "../symbolic.ts";
import { div, mul, pow, sub } from "./arithmetic.ts";
import type { NoAttributes, OpTable } from "./attributes.ts";
import { equal, greater, where } from "./comparison.ts";
import { pairDefinition } from "./elementwise.ts";
import { uniformValue } from "./operand.ts";
import { formatType } from "./type-rules.ts";
import { log, neg } from "./unary.ts";

/** What goes to a where a wins over b by `a > b`: all, half at a tie, nothing. */
function winnersShare(winner: SymbolicTensor, loser: SymbolicTensor, gradient: SymbolicTensor): SymbolicTensor {
	return where(equal(winner, loser), mul(gradient, 0.5), where(greater(winner, loser), gradient, 0));
}

/** b · a^(b-1), and 0 for b = 0 even where a = 0. */
function powByBase(a: SymbolicTensor, b: SymbolicTensor): SymbolicTensor {
	const exponent = uniformValue(b);
	if (exponent !== undefined) return exponent === 0 ? mul(a, 0) : mul(pow(a, exponent - 1), exponent);
	const isZero = equal(b, 0);
	return where(isZero, 0, mul(b, pow(a, sub(where(isZero, 1, b), 1))));
}

/** log a, and 0 where a ≤ 0. */
function logOfPositive(a: SymbolicTensor): SymbolicTensor {
	const positive = greater(a, 0);
	return where(positive, log(where(positive, a, 1)), 0);
}

function notBool(definition: OpDefinition<NoAttributes>, op: string): OpDefinition<NoAttributes> {
	return {
		...definition,
		infer: (inputs: readonly TensorType[], attributes) => {
			const bool = inputs.find((input) => input.dtype === "bool");
			if (bool) throw new ShapeError(`${op}: input is ${formatType(bool)}, want numbers; use cast`);
			return definition.infer(inputs, attributes);
		},
	};
}

const add = pairDefinition("add", "Add", (a, b) => a + b, {
	left: (_a, _b, { gradient }) => gradient,
	right: (_a, _b, { gradient }) => gradient,
});

const subtract = pairDefinition("sub", "Sub", (a, b) => a - b, {
	left: (_a, _b, { gradient }) => gradient,
	right: (_a, _b, { gradient }) => neg(gradient),
});

const multiply = pairDefinition("mul", "Mul", (a, b) => a * b, {
	left: (_, b, { gradient }) => mul(gradient, b),
	right: (a, _, { gradient }) => mul(gradient, a),
});

const divide = pairDefinition("div", "Div", (a, b) => a / b, {
	left: (_, b, { gradient }) => div(gradient, b),
	right: (_, b, { gradient, output }) => neg(div(mul(gradient, output), b)),
});

const power = pairDefinition("pow", "Pow", (a, b) => a ** b, {
	left: (a, b, { gradient }) => mul(gradient, powByBase(a, b)),
	right: (a, _, { gradient, output }) => mul(gradient, mul(output, logOfPositive(a))),
});

const larger = pairDefinition("maximum", "Max", (a, b) => Math.max(a, b), {
	left: (a, b, { gradient }) => winnersShare(a, b, gradient),
	right: (a, b, { gradient }) => winnersShare(b, a, gradient),
});

const smaller = pairDefinition("minimum", "Min", (a, b) => Math.min(a, b), {
	left: (a, b, { gradient }) => winnersShare(b, a, gradient),
	right: (a, b, { gradient }) => winnersShare(a, b, gradient),
});

export const ARITHMETIC_OPS: Pick<OpTable, "add" | "sub" | "mul" | "div" | "maximum" | "minimum" | "pow"> = {
	add: notBool(add, "add"),
	sub: notBool(subtract, "sub"),
	mul: notBool(multiply, "mul"),
	div: notBool(divide, "div"),
	maximum: notBool(larger, "maximum"),
	minimum: notBool(smaller, "minimum"),
	pow: notBool(power, "pow"),
};
