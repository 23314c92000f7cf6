/** What definitions of elementwise operations share: all of their parts but the formula and its derivative. */

import type { HostTensor } from "../../tensor/host-tensor.ts";
import { elementCount } from "../../tensor/shape.ts";
import type { GradientContext, OpDefinition, ZeroGradient } from "../op-definition.ts";
import type { SymbolicTensor, TensorType } from "../symbolic.ts";
import type { NoAttributes } from "./attributes.ts";
import { advance, broadcastStrides, flatIndex, fromNumbers, numbersOf } from "./host-numbers.ts";
import { sumToShape } from "./layout.ts";
import { broadcastType, expectFloat, expectInputs } from "./type-rules.ts";

/** The gradient by the input of a function of one tensor. */
export type Derivative<A> = (x: SymbolicTensor, context: GradientContext<A>) => SymbolicTensor;

/** Gradients by the two inputs, of the output's shape; summing over broadcast axes comes after. */
export interface PairDerivative<A> {
	readonly left: (a: SymbolicTensor, b: SymbolicTensor, context: GradientContext<A>) => SymbolicTensor;
	readonly right: (a: SymbolicTensor, b: SymbolicTensor, context: GradientContext<A>) => SymbolicTensor;
}

/** An elementwise function of one tensor of floats that is one ONNX operator. */
export function unaryDefinition(
	op: string,
	onnxType: string,
	compute: (x: number) => number,
	derivative: Derivative<NoAttributes> | ZeroGradient,
): OpDefinition<NoAttributes> {
	return {
		infer: (inputs) => inferUnary(op, inputs),
		gradient: typeof derivative === "function" ? unaryGradient(derivative) : derivative,
		emit: (emitter, [x]) => emitter.node(onnxType, x ? [x.name] : []),
		evaluate: (inputs, _, output) => mapElements(inputs, output, (x = 0) => compute(x)),
	};
}

/** An elementwise function of two tensors of one dtype that is one ONNX operator. */
export function pairDefinition(
	op: string,
	onnxType: string,
	compute: (a: number, b: number) => number,
	derivative: PairDerivative<NoAttributes>,
): OpDefinition<NoAttributes> {
	return {
		infer: (inputs) => broadcastType(op, ...expectInputs(op, inputs, 2)),
		gradient: (context) => {
			const [a, b] = context.inputs;
			if (!a || !b) return [];
			return [
				context.wants(0) ? sumToShape(derivative.left(a, b, context), a.shape) : null,
				context.wants(1) ? sumToShape(derivative.right(a, b, context), b.shape) : null,
			];
		},
		emit: (emitter, inputs) =>
			emitter.node(
				onnxType,
				inputs.map((input) => input.name),
			),
		evaluate: (inputs, _, output) => mapElements(inputs, output, (a = 0, b = 0) => compute(a, b)),
	};
}

/** The type of a function of one tensor of floats: its input's. */
export function inferUnary(op: string, inputs: readonly TensorType[]): TensorType {
	const [x] = expectInputs(op, inputs, 1);
	expectFloat(op, x);
	return x;
}

/** The gradient rule of a function of one tensor. */
export function unaryGradient<A>(derivative: Derivative<A>): (context: GradientContext<A>) => SymbolicTensor[] {
	return (context) => context.inputs.map((x) => derivative(x, context));
}

/** Applies `compute` to the elements of the inputs, broadcast to the output. */
export function mapElements(
	inputs: readonly HostTensor[],
	output: TensorType,
	compute: (...values: number[]) => number,
): HostTensor {
	const values = inputs.map(numbersOf);
	const strides = inputs.map((input) => broadcastStrides(input.shape, output.shape));
	const position = output.shape.map(() => 0);
	const result = new Float64Array(elementCount(output.shape));
	for (let i = 0; i < result.length; i++) {
		result[i] = compute(...values.map((list, which) => list[flatIndex(position, strides[which]!)]!));
		advance(position, output.shape);
	}
	return fromNumbers(output, result);
}
