/**
 * A mapping that begins with steps where latents decide. Kinds, yes or no, and colours of a list change at known values
 * of z; a mapping that begins at random takes millions of people to become so sharp (docs/decisions/teaching.md). Its
 * first layer begins with two units for each such value, its second with one that is off below and on above it. Numbers
 * of z that are quantities pass through a unit of their own in both layers. The other units begin random, and all of it
 * learns.
 */

import type { Decision } from "../../heads/latent/decisions.ts";
import { PERSON_NUMBERS } from "../../heads/latent/layout.ts";
import type { GeneratorConfig } from "../../networks/config.ts";
import { LRELU_GAIN, LRELU_SLOPE } from "../../networks/fully-connected.ts";
import { InputError } from "../../tensor/errors.ts";
import { expectDType, type Float32Tensor, float32Tensor } from "../../tensor/host-tensor.ts";
import type { TrainedWeights } from "../networks/training-networks.ts";

/** Decisions for fewer people are left to learning. */
const LEAST_PEOPLE = 0.02;
/** A number of z that decides at more values than this, each for other people, is a quantity that is compared. */
const MOST_CHOICES = 8;
/** A step goes from off to on within so much of z. */
const WIDTH = 0.05;
/** What a unit says that is on, before the gain of its activation. */
const ON = 1.5;
/** Slope of units of steps in the first layer: steeper ones would answer too much to each step of learning. */
const SLOPE = 4;
/** Slope and offset of units that let a quantity through, before the gain: rarely below 0. */
const THROUGH = { slope: 0.7, offset: 1.5 } as const;

/**
 * The weights with the first two layers of the mapping changed.
 * Throws `InputError` where the mapping has fewer than three layers, or too few units.
 */
export function knowingMapping(
	weights: TrainedWeights,
	{ mapping }: GeneratorConfig,
	decisions: readonly Decision[],
): TrainedWeights {
	const { wDim, numLayers, lrMultiplier } = mapping;
	const steps = stepsOf(decisions);
	const stepped = new Set(steps.map(({ index }) => index));
	const quantities = Array.from({ length: PERSON_NUMBERS }, (_, index) => index).filter((index) => !stepped.has(index));
	const taken = 2 * steps.length + quantities.length;
	if (numLayers < 3 || taken > wDim) {
		throw new InputError(
			`teaching: a mapping of ${numLayers} layers of ${wDim} units, want 3 layers or more of at least ${taken}`,
		);
	}
	const first = layer(weights, 0, lrMultiplier);
	const second = layer(weights, 1, lrMultiplier);
	for (const [step, { index, at }] of steps.entries()) {
		for (const [unit, side] of [0.5, -0.5].entries()) {
			first.set(2 * step + unit, [[index, SLOPE]], SLOPE * (side * WIDTH - at));
		}
		// the difference of the two rises from LRELU_SLOPE to 1, times the height of the step
		const share = ON / (LRELU_GAIN * (1 - LRELU_SLOPE) * SLOPE * WIDTH);
		const inputs = [[2 * step, share] as const, [2 * step + 1, -share] as const];
		second.set(step, inputs, (-ON * LRELU_SLOPE) / (1 - LRELU_SLOPE));
	}
	for (const [at, index] of quantities.entries()) {
		first.set(2 * steps.length + at, [[index, THROUGH.slope]], THROUGH.offset);
		second.set(steps.length + at, [[2 * steps.length + at, 1 / LRELU_GAIN]], 0);
	}
	// steep units would drown the others
	for (let unit = steps.length + quantities.length; unit < wDim; unit++) second.forget(unit, 2 * steps.length);
	return new Map([...weights, ...first.tensors, ...second.tensors]);
}

/** Decisions that get a step each. */
function stepsOf(decisions: readonly Decision[]): Decision[] {
	const asked = decisions.filter(({ people }) => people >= LEAST_PEOPLE);
	const choices = new Map<number, number>();
	for (const { index, kind } of asked) if (kind === "choice") choices.set(index, (choices.get(index) ?? 0) + 1);
	return asked.filter(({ index, kind }) => kind === "place" || (choices.get(index) ?? 0) <= MOST_CHOICES);
}

/** One layer of a mapping, written in effective weights. */
function layer(weights: TrainedWeights, number: number, lrMultiplier: number) {
	const copy = (name: string): Float32Tensor => {
		const tensor = weights.get(name);
		if (!tensor) throw new RangeError(`teaching: the mapping has no '${name}'`);
		const { shape, data } = expectDType(name, tensor, "float32");
		return float32Tensor(shape, data.slice());
	};
	const path = `backbone.mapping.fc${number}`;
	const [weight, bias] = [copy(`${path}.weight`), copy(`${path}.bias`)];
	// z comes first; what follows it is the condition
	const inputs = weight.shape[1] ?? 0;
	const gain = lrMultiplier / Math.sqrt(inputs);
	return {
		tensors: [
			[`${path}.weight`, weight],
			[`${path}.bias`, bias],
		] as const,
		/** A unit that hears the given inputs alone. */
		set(unit: number, heard: readonly (readonly [number, number])[], offset: number): void {
			weight.data.fill(0, unit * inputs, (unit + 1) * inputs);
			for (const [input, value] of heard) weight.data[unit * inputs + input] = value / gain;
			bias.data[unit] = offset / lrMultiplier;
		},
		/** A unit that does not hear the first inputs any more, and the others as much louder. */
		forget(unit: number, count: number): void {
			const louder = Math.sqrt(inputs / Math.max(inputs - count, 1));
			for (let input = 0; input < inputs; input++) {
				const at = unit * inputs + input;
				weight.data[at] = input < count ? 0 : (weight.data[at] ?? 0) * louder;
			}
		},
	};
}
