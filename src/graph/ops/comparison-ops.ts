/** Definitions of comparisons, selection and casts; `comparison.ts` has their functions. */

import { ShapeError } from "../../tensor/errors.ts";
import { broadcastShapes } from "../../tensor/shape.ts";
import type { OpDefinition } from "../op-definition.ts";
import type { NoAttributes, OpAttributes, OpTable } from "./attributes.ts";
import { cast, where } from "./comparison.ts";
import { mapElements } from "./elementwise.ts";
import { sumToShape } from "./layout.ts";
import { broadcastType, expectInputs, expectSameDType, formatType, isFloat } from "./type-rules.ts";

function comparison(
	op: string,
	onnxType: string,
	compare: (a: number, b: number) => boolean,
): OpDefinition<NoAttributes> {
	return {
		infer: (inputs) => ({ dtype: "bool", shape: broadcastType(op, ...expectInputs(op, inputs, 2)).shape }),
		gradient: { zero: "the result is bool" },
		emit: (emitter, inputs) =>
			emitter.node(
				onnxType,
				inputs.map((input) => input.name),
			),
		evaluate: (inputs, _, output) => mapElements(inputs, output, (a = 0, b = 0) => (compare(a, b) ? 1 : 0)),
	};
}

const selection: OpDefinition<NoAttributes> = {
	infer: (inputs) => {
		const [condition, a, b] = expectInputs("where", inputs, 3);
		if (condition.dtype !== "bool") throw new ShapeError(`where: condition is ${formatType(condition)}, want bool`);
		expectSameDType("where", a, b);
		const shape = broadcastShapes("where", condition.shape, broadcastShapes("where", a.shape, b.shape));
		return { dtype: a.dtype, shape };
	},
	gradient: ({ inputs: [condition, a, b], gradient, wants }) => {
		if (!condition || !a || !b) return [];
		return [
			null,
			wants(1) ? sumToShape(where(condition, gradient, 0), a.shape) : null,
			wants(2) ? sumToShape(where(condition, 0, gradient), b.shape) : null,
		];
	},
	emit: (emitter, inputs) =>
		emitter.node(
			"Where",
			inputs.map((input) => input.name),
		),
	evaluate: (inputs, _, output) => mapElements(inputs, output, (condition = 0, a = 0, b = 0) => (condition ? a : b)),
};

const conversion: OpDefinition<OpAttributes["cast"]> = {
	infer: (inputs, { to }) => ({ dtype: to, shape: expectInputs("cast", inputs, 1)[0].shape }),
	gradient: ({ inputs: [x], output, gradient }) =>
		x && isFloat(x.dtype) && isFloat(output.dtype) ? [cast(gradient, x.dtype)] : [null],
	emit: (emitter, [x], { to }) => emitter.node("Cast", x ? [x.name] : [], { to: { int: emitter.dataType(to) } }),
	evaluate: (inputs, _, output) =>
		mapElements(inputs, output, (x = 0) => {
			if (output.dtype === "bool") return x === 0 ? 0 : 1;
			return isFloat(output.dtype) ? x : Math.trunc(x);
		}),
};

export const COMPARISON_OPS: Pick<OpTable, "less" | "greater" | "equal" | "where" | "cast"> = {
	less: comparison("less", "Less", (a, b) => a < b),
	greater: comparison("greater", "Greater", (a, b) => a > b),
	equal: comparison("equal", "Equal", (a, b) => a === b),
	where: selection,
	cast: conversion,
};
