/**
 * A mapping that begins with steps where latents decide. Kinds, yes or no, and colours of a list change at known values
 * of z; a mapping that begins at random takes millions of people to become so sharp (docs/decisions/teaching.md). Its
 * first layer begins with two units for each such value, its second with one that is off below and on above it, its third
 * with one for each set of values that come together. Numbers of z that are quantities pass through a unit of their own.
 * The other units are random. Nothing of these layers learns: in lessons the steps would lose their places. The layers
 * after them begin with what can be told of each trait at once, and learn the rest.
 */

import type { Conjunction } from "../../heads/latent/conjunctions.ts";
import type { Decision } from "../../heads/latent/decisions.ts";
import { PERSON_NUMBERS } from "../../heads/latent/layout.ts";
import type { GeneratorConfig } from "../../networks/config.ts";
import { LRELU_GAIN, LRELU_SLOPE } from "../../networks/fully-connected.ts";
import { InputError } from "../../tensor/errors.ts";
import type { TrainedWeights } from "../networks/training-networks.ts";
import { type MappingLayer, mappingLayer } from "./mapping-layer.ts";

/** A step goes from off to on within so much of z. */
const WIDTH = 0.03;
/** What a unit says that is on, before the gain of its activation. */
const ON = 1.5;
/** Slope of units of steps in the first layer: steeper ones would answer too much to each step of learning. */
const SLOPE = 4;
/** Slope and offset of units that let a quantity through, before the gain: rarely below 0. */
const THROUGH = { slope: 0.7, offset: 1.5 } as const;
/** Layers that know decisions. */
export const KNOWING_LAYERS = 3;

/**
 * The weights with the first three layers of the mapping changed.
 * @param decisions     get a step each
 * @param conjunctions  of those decisions; as many of the first ones as there is room for are used
 * Throws `InputError` where the mapping has fewer than four layers, or too few units.
 */
export function knowingMapping(
	weights: TrainedWeights,
	{ mapping }: GeneratorConfig,
	decisions: readonly Decision[],
	conjunctions: readonly Conjunction[],
): TrainedWeights {
	const { wDim, numLayers, lrMultiplier } = mapping;
	const stepped = new Set(decisions.flatMap(({ index, kind }) => (kind === "side" ? [] : [index])));
	const quantities = Array.from({ length: PERSON_NUMBERS }, (_, index) => index).filter((index) => !stepped.has(index));
	const taken = 2 * decisions.length + quantities.length;
	if (numLayers <= KNOWING_LAYERS || taken > wDim) {
		throw new InputError(
			`teaching: a mapping of ${numLayers} layers of ${wDim} units, want ${KNOWING_LAYERS + 1} layers or more of at least ${taken}`,
		);
	}
	const [first, second, third] = [0, 1, 2].map((number) => mappingLayer(weights, number, lrMultiplier)) as [
		MappingLayer,
		MappingLayer,
		MappingLayer,
	];
	for (const [step, { index, at }] of decisions.entries()) {
		for (const [unit, side] of [0.5, -0.5].entries()) {
			first.set(2 * step + unit, [[index, SLOPE]], SLOPE * (side * WIDTH - at));
		}
		// the difference of the two rises from LRELU_SLOPE to 1, times the height of the step
		const share = ON / (LRELU_GAIN * (1 - LRELU_SLOPE) * SLOPE * WIDTH);
		const inputs = [[2 * step, share] as const, [2 * step + 1, -share] as const];
		second.set(step, inputs, (-ON * LRELU_SLOPE) / (1 - LRELU_SLOPE));
	}
	for (const [at, index] of quantities.entries()) {
		first.set(2 * decisions.length + at, [[index, THROUGH.slope]], THROUGH.offset);
		second.set(decisions.length + at, [[2 * decisions.length + at, 1 / LRELU_GAIN]], 0);
	}
	const passed = decisions.length + quantities.length;
	for (let unit = 0; unit < passed; unit++) third.set(unit, [[unit, 1 / LRELU_GAIN]], 0);
	for (const [at, { needs }] of conjunctions.slice(0, wDim - passed).entries()) {
		// on where all are right; each wrong one takes a whole step away
		const inputs = needs.map(({ decision, above }) => [decision, (above ? 1 : -1) / LRELU_GAIN] as const);
		third.set(passed + at, inputs, ON * (1 - needs.filter(({ above }) => above).length));
	}
	// steep units would drown the others
	for (let unit = passed; unit < wDim; unit++) second.forget(unit, 2 * decisions.length);
	return new Map([...weights, ...first.tensors, ...second.tensors, ...third.tensors]);
}
