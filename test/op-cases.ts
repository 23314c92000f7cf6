/** One case for each operation. The table is total: an operation without a case does not compile. */

import {
	clip,
	clipSlope,
	leakyRelu,
	leakyReluSlope,
	sigmoid,
	softplus,
	softplusAbsolute,
	tanh,
} from "../src/graph/ops/activations.ts";
import { add, div, maximum, minimum, mul, pow, sub } from "../src/graph/ops/arithmetic.ts";
import type { OpName } from "../src/graph/ops/attributes.ts";
import { cast, equal, greater, less, where } from "../src/graph/ops/comparison.ts";
import { conv2d, convTranspose2d } from "../src/graph/ops/convolution.ts";
import { gridSample } from "../src/graph/ops/grid-sample.ts";
import { gather, gatherElements, permuteRows, scatterAddElements, scatterAddRows } from "../src/graph/ops/indexing.ts";
import { concat, expand, flip, pad, reshape, slice, transpose } from "../src/graph/ops/layout.ts";
import { matmul } from "../src/graph/ops/matmul.ts";
import { reduceMax, reduceMean, reduceMin, reduceSum } from "../src/graph/ops/reductions.ts";
import { cumsum } from "../src/graph/ops/scan.ts";
import { argsort, argTopK } from "../src/graph/ops/sorting.ts";
import { abs, cos, detach, exp, floor, log, neg, reciprocal, sign, sin, sqrt } from "../src/graph/ops/unary.ts";
import { type HostTensor, int64Tensor } from "../src/tensor/host-tensor.ts";
import { type OpBuilder, type OpCheckOptions, randomTensor, uniformTensor } from "./op-check.ts";
import { f32Conv, f32Reduction } from "./tolerances.ts";

export interface OpCase {
	readonly build: OpBuilder;
	readonly inputs: readonly HostTensor[];
	readonly options?: OpCheckOptions;
}

const X = randomTensor([2, 3]);
const POSITIVE = uniformTensor([2, 3], 0.5, 1.5);
const PAIR = [POSITIVE, uniformTensor([3], 1.6, 2.5)] as const;
const INDICES = int64Tensor([2, 2], [1, 0, 0, 1]);
const ZERO = { gradient: "zero" } as const;

/** Small and smooth; the tests of each operation have the odd shapes and the edges. */
export const OP_CASES: Readonly<Record<OpName, OpCase>> = {
	add: { build: (_, a, b) => add(a, b), inputs: PAIR },
	sub: { build: (_, a, b) => sub(a, b), inputs: PAIR },
	mul: { build: (_, a, b) => mul(a, b), inputs: PAIR },
	div: { build: (_, a, b) => div(a, b), inputs: PAIR },
	maximum: { build: (_, a, b) => maximum(a, b), inputs: PAIR },
	minimum: { build: (_, a, b) => minimum(a, b), inputs: PAIR },
	pow: { build: (_, a, b) => pow(a, b), inputs: PAIR },
	neg: { build: (_, x) => neg(x), inputs: [X] },
	abs: { build: (_, x) => abs(x), inputs: [X] },
	sign: { build: (_, x) => sign(x), inputs: [X], options: ZERO },
	floor: { build: (_, x) => floor(x), inputs: [X], options: ZERO },
	exp: { build: (_, x) => exp(x), inputs: [X] },
	log: { build: (_, x) => log(x), inputs: [POSITIVE] },
	sqrt: { build: (_, x) => sqrt(x), inputs: [POSITIVE] },
	reciprocal: { build: (_, x) => reciprocal(x), inputs: [POSITIVE] },
	sin: { build: (_, x) => sin(x), inputs: [X] },
	cos: { build: (_, x) => cos(x), inputs: [X] },
	detach: { build: (_, x) => detach(x), inputs: [X], options: { gradient: "stopped" } },
	sigmoid: { build: (_, x) => sigmoid(x), inputs: [X] },
	tanh: { build: (_, x) => tanh(x), inputs: [X] },
	softplus: { build: (_, x) => softplus(x), inputs: [X] },
	softplusAbsolute: { build: (_, x) => softplusAbsolute(x), inputs: [X] },
	leakyRelu: { build: (_, x) => leakyRelu(x, 0.2), inputs: [X] },
	leakyReluSlope: { build: (_, x) => leakyReluSlope(x, 0.2), inputs: [X], options: ZERO },
	clip: { build: (_, x) => clip(x, -0.5, 0.5), inputs: [X] },
	clipSlope: { build: (_, x) => clipSlope(x, -0.5, 0.5), inputs: [X], options: ZERO },
	less: { build: (_, a, b) => less(a, b), inputs: PAIR },
	greater: { build: (_, a, b) => greater(a, b), inputs: PAIR },
	equal: { build: (_, a, b) => equal(a, b), inputs: PAIR },
	where: { build: (_, a, b) => where(greater(a, 1), a, b), inputs: PAIR },
	cast: { build: (_, x) => cast(x, "int64"), inputs: [X] },
	reduceSum: { build: (_, x) => reduceSum(x, [1]), inputs: [X] },
	reduceMean: { build: (_, x) => reduceMean(x, [1]), inputs: [X] },
	reduceMax: { build: (_, x) => reduceMax(x, [1]), inputs: [X] },
	reduceMin: { build: (_, x) => reduceMin(x, [1]), inputs: [X] },
	reshape: { build: (_, x) => reshape(x, [3, 2]), inputs: [X] },
	transpose: { build: (_, x) => transpose(x, [1, 0]), inputs: [X] },
	expand: { build: (_, x) => expand(x, [2, 2, 3]), inputs: [X] },
	slice: { build: (_, x) => slice(x, { starts: [0, 1], ends: [2, 3] }), inputs: [X] },
	pad: { build: (_, x) => pad(x, [0, 1], [2, 0]), inputs: [X] },
	concat: { build: (_, a, b) => concat([a, b], 0), inputs: [X, randomTensor([1, 3], 2)] },
	flip: { build: (_, x) => flip(x, [1]), inputs: [X] },
	matmul: {
		build: (_, a, b) => matmul(a, b),
		inputs: [X, randomTensor([3, 4], 2)],
		options: { forward: f32Reduction(3) },
	},
	conv: {
		build: (_, x, weight) => conv2d(x, weight, { pads: 1 }),
		inputs: [randomTensor([1, 2, 3, 4]), randomTensor([2, 2, 3, 3], 2)],
		options: { forward: f32Conv, backward: f32Conv },
	},
	convTranspose: {
		build: (_, x, weight) => convTranspose2d(x, weight, { strides: 2 }),
		inputs: [randomTensor([1, 2, 2, 3]), randomTensor([2, 2, 3, 3], 2)],
		options: { forward: f32Conv, backward: f32Conv },
	},
	gather: { build: (_, x, indices) => gather(x, indices, 1), inputs: [X, INDICES] },
	permuteRows: {
		build: (_, x, order) => permuteRows(x, order),
		inputs: [randomTensor([3, 2]), int64Tensor([3], [2, 0, 1])],
	},
	gatherElements: { build: (_, x, indices) => gatherElements(x, indices, 1), inputs: [X, INDICES] },
	scatterAddElements: {
		build: (_, x, indices, updates) => scatterAddElements(x, indices, updates, 1),
		inputs: [X, INDICES, randomTensor([2, 2], 2)],
	},
	scatterAddRows: {
		build: (_, x, indices, updates) => scatterAddRows(x, indices, updates),
		inputs: [X, int64Tensor([3], [1, 0, 1]), randomTensor([3, 3], 2)],
	},
	argsort: { build: (_, x) => argsort(x), inputs: [X] },
	argTopK: { build: (_, x) => argTopK(x, 2), inputs: [X] },
	cumsum: { build: (_, x) => cumsum(x, 1), inputs: [X] },
	gridSample: {
		build: (_, x, grid) => gridSample(x, grid),
		inputs: [randomTensor([1, 2, 3, 4]), uniformTensor([1, 2, 2, 2], -0.9, 0.9)],
		options: { forward: f32Conv },
	},
};
