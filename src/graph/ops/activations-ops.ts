/** Definitions of the activation functions; `activations.ts` has their functions. */

import { ShapeError } from "../../tensor/errors.ts";
import type { OpDefinition } from "../op-definition.ts";
import { sigmoid } from "./activations.ts";
import { mul, sub } from "./arithmetic.ts";
import type { OpAttributes, OpTable } from "./attributes.ts";
import { greater, less, where } from "./comparison.ts";
import { inferUnary, mapElements, unaryDefinition, unaryGradient } from "./elementwise.ts";
import { fromNumbers } from "./host-numbers.ts";

const logistic = unaryDefinition(
	"sigmoid",
	"Sigmoid",
	(x) => 1 / (1 + Math.exp(-x)),
	(_, { gradient, output }) => mul(gradient, mul(output, sub(1, output))),
);

const hyperbolicTangent = unaryDefinition("tanh", "Tanh", Math.tanh, (_, { gradient, output }) =>
	mul(gradient, sub(1, mul(output, output))),
);

const softplus = unaryDefinition(
	"softplus",
	"Softplus",
	(x) => Math.max(x, 0) + Math.log1p(Math.exp(-Math.abs(x))),
	(x, { gradient }) => mul(gradient, sigmoid(x)),
);

const leakyRelu: OpDefinition<OpAttributes["leakyRelu"]> = {
	infer: (inputs) => inferUnary("leakyRelu", inputs),
	gradient: unaryGradient((x, { gradient, attributes }) =>
		// The slope is picked, not computed from x: it is constant to the next derivative.
		mul(gradient, where(greater(x, 0), x.graph.scalar(1, x.dtype), attributes.slope)),
	),
	emit: (emitter, [x], { slope }) =>
		slope === 0
			? emitter.node("Relu", x ? [x.name] : [])
			: emitter.node("LeakyRelu", x ? [x.name] : [], { alpha: { float: slope } }),
	evaluate: (inputs, { slope }, output) =>
		mapElements(inputs, output, (x = 0) => {
			if (x > 0) return x;
			return slope === 0 ? 0 : slope * x;
		}),
};

const clip: OpDefinition<OpAttributes["clip"]> = {
	infer: (inputs, { min, max }) => {
		if (!(min <= max)) throw new ShapeError(`clip: bounds [${min}, ${max}], want min ≤ max`);
		return inferUnary("clip", inputs);
	},
	// Not "where x equals its clip": half floats may be rounded on the one way and not on the other.
	gradient: unaryGradient((x, { gradient, attributes: { min, max } }) => {
		const below = max === Number.POSITIVE_INFINITY ? gradient : where(greater(x, max), 0, gradient);
		return min === Number.NEGATIVE_INFINITY ? below : where(less(x, min), 0, below);
	}),
	emit: (emitter, [x], { min, max }) => {
		if (!x) return "";
		const bound = (value: number): string =>
			Number.isFinite(value) ? emitter.initializer(fromNumbers({ dtype: x.dtype, shape: [] }, [value])) : "";
		return emitter.node("Clip", [x.name, bound(min), bound(max)]);
	},
	evaluate: (inputs, { min, max }, output) => mapElements(inputs, output, (x = 0) => Math.min(Math.max(x, min), max)),
};

export const ACTIVATION_OPS: Pick<OpTable, "sigmoid" | "tanh" | "softplus" | "leakyRelu" | "clip"> = {
	sigmoid: logistic,
	tanh: hyperbolicTangent,
	softplus,
	leakyRelu,
	clip,
};
