/** Definitions of the reductions; `reductions.ts` has their functions. */

import { ShapeError } from "../../tensor/errors.ts";
import type { HostTensor } from "../../tensor/host-tensor.ts";
import { elementCount, formatShape } from "../../tensor/shape.ts";
import type { GradientContext, OpDefinition } from "../op-definition.ts";
import type { SymbolicTensor, TensorType } from "../symbolic.ts";
import { div, mul } from "./arithmetic.ts";
import type { AxesAttributes, OpTable } from "./attributes.ts";
import { cast, equal } from "./comparison.ts";
import { advance, flatIndex, fromNumbers, numbersOf } from "./host-numbers.ts";
import { expand, reshape } from "./layout.ts";
import { reducedShape, reduceSum } from "./reductions.ts";
import { expectInputs } from "./type-rules.ts";

interface Reduction {
	readonly op: string;
	readonly onnxType: string;
	readonly start: number;
	readonly combine: (sum: number, x: number) => number;
	/** Turns what was combined from `count` elements into the result. */
	readonly finish: (sum: number, count: number) => number;
	/** Whether a result exists for no elements at all. */
	readonly ofNothing: boolean;
	readonly derivative: (x: SymbolicTensor, context: GradientContext<AxesAttributes>) => SymbolicTensor;
}

function reductionDefinition(reduction: Reduction): OpDefinition<AxesAttributes> {
	const { op, onnxType } = reduction;
	return {
		infer: (inputs, { axes, keepDims }) => {
			const [x] = expectInputs(op, inputs, 1);
			if (!reduction.ofNothing && axes.some((axis) => x.shape[axis] === 0)) {
				throw new ShapeError(
					`${op}: [${axes.join(", ")}] of ${formatShape(x.shape)} has no elements, want at least one`,
				);
			}
			return { dtype: x.dtype, shape: reducedShape(x.shape, axes, keepDims) };
		},
		gradient: (context) => context.inputs.map((x) => reduction.derivative(x, context)),
		emit: (emitter, [x], { axes, keepDims }) =>
			emitter.node(onnxType, x ? [x.name, emitter.int64(axes)] : [], { keepdims: { int: keepDims ? 1 : 0 } }),
		evaluate: (inputs, { axes }, output) => reduceOnHost(reduction, inputs, axes, output),
	};
}

function reduceOnHost(
	{ start, combine, finish }: Reduction,
	inputs: readonly HostTensor[],
	axes: readonly number[],
	output: TensorType,
): HostTensor {
	const x = inputs[0]!;
	const values = numbersOf(x);
	const result = new Float64Array(elementCount(output.shape)).fill(start);
	const strides = keptStrides(x.shape, axes);
	const position = x.shape.map(() => 0);
	for (const value of values) {
		const at = flatIndex(position, strides);
		result[at] = combine(result[at]!, value);
		advance(position, x.shape);
	}
	const count = axes.reduce((product, axis) => product * x.shape[axis]!, 1);
	return fromNumbers(
		output,
		result.map((sum) => finish(sum, count)),
	);
}

/** Strides of the result seen from the input: 0 along reduced axes. */
function keptStrides(shape: readonly number[], axes: readonly number[]): number[] {
	let stride = 1;
	return shape
		.map((_, i) => shape.length - 1 - i)
		.map((axis) => {
			if (axes.includes(axis)) return 0;
			stride *= shape[axis]!;
			return stride / shape[axis]!;
		})
		.reverse();
}

/** Undoes the reduction of axes without a value: the gradient with axes of size 1 in their places. */
function withAxes(x: SymbolicTensor, reduced: SymbolicTensor, axes: readonly number[]): SymbolicTensor {
	return reshape(reduced, reducedShape(x.shape, axes, true));
}

function spread(x: SymbolicTensor, { gradient, attributes }: GradientContext<AxesAttributes>): SymbolicTensor {
	return expand(withAxes(x, gradient, attributes.axes), x.shape);
}

function spreadEvenly(x: SymbolicTensor, context: GradientContext<AxesAttributes>): SymbolicTensor {
	const count = elementCount(x.shape) / elementCount(context.output.shape);
	const { attributes, gradient } = context;
	return expand(mul(withAxes(x, gradient, attributes.axes), 1 / count), x.shape);
}

/** All elements that equal the extreme share its gradient equally. */
function shareAmongEqual(x: SymbolicTensor, context: GradientContext<AxesAttributes>): SymbolicTensor {
	const { attributes, gradient, output } = context;
	const isExtreme = cast(equal(x, withAxes(x, output, attributes.axes)), x.dtype);
	const share = div(withAxes(x, gradient, attributes.axes), reduceSum(isExtreme, attributes.axes, true));
	return mul(isExtreme, share);
}

export const REDUCTION_OPS: Pick<OpTable, "reduceSum" | "reduceMean" | "reduceMax" | "reduceMin"> = {
	reduceSum: reductionDefinition({
		op: "reduceSum",
		onnxType: "ReduceSum",
		start: 0,
		combine: (sum, x) => sum + x,
		finish: (sum) => sum,
		ofNothing: true,
		derivative: spread,
	}),
	reduceMean: reductionDefinition({
		op: "reduceMean",
		onnxType: "ReduceMean",
		start: 0,
		combine: (sum, x) => sum + x,
		finish: (sum, count) => sum / count,
		ofNothing: false,
		derivative: spreadEvenly,
	}),
	reduceMax: reductionDefinition({
		op: "reduceMax",
		onnxType: "ReduceMax",
		start: Number.NEGATIVE_INFINITY,
		combine: Math.max,
		finish: (most) => most,
		ofNothing: false,
		derivative: shareAmongEqual,
	}),
	reduceMin: reductionDefinition({
		op: "reduceMin",
		onnxType: "ReduceMin",
		start: Number.POSITIVE_INFINITY,
		combine: Math.min,
		finish: (least) => least,
		ofNothing: false,
		derivative: shareAmongEqual,
	}),
};
