/**
 * The layers of a mapping that learn, as they begin: what is linear in the units that know decisions is told from the first
 * step on. Lessons in traits teach the other units what is not.
 */

import { affineRow, estimateRidge, fitRidge } from "../../analysis/linear/ridge.ts";
import type { GeneratorConfig } from "../../networks/config.ts";
import { LRELU_GAIN } from "../../networks/fully-connected.ts";
import { InputError } from "../../tensor/errors.ts";
import type { Float32Tensor } from "../../tensor/host-tensor.ts";
import { mean } from "../../tensor/statistics.ts";
import type { TrainedWeights } from "../networks/training-networks.ts";
import { KNOWING_LAYERS } from "./knowing-mapping.ts";
import { mappingLayer } from "./mapping-layer.ts";

/** Estimates of traits are raised so that 0 lies so many deviations below their mean: few are below 0, where activations bend. */
const RAISED = 2;
/** Of the variance of a unit: the least that its share in an estimate is worth. */
const PENALTY = 1e-4;

/** What the layers that know decisions say of many people, and the traits of these. */
export interface KnownUnits {
	/** [N, wDim] */
	readonly units: Float32Tensor;
	/** For each trait, those of N people. */
	readonly traits: readonly (readonly number[])[];
}

/**
 * The weights with the later layers of the mapping changed: their first units hand on the linear estimate of a trait each.
 * Throws `InputError` where a layer has fewer units than there are traits.
 */
export function estimatingMapping(
	weights: TrainedWeights,
	{ mapping }: GeneratorConfig,
	{ units, traits }: KnownUnits,
): TrainedWeights {
	const { wDim, numLayers, lrMultiplier } = mapping;
	if (traits.length > wDim) {
		throw new InputError(`teaching: a mapping of ${wDim} units, want at least ${traits.length}, one for each trait`);
	}
	const rows = { count: units.shape[0] ?? 0, dimension: wDim, data: units.data };
	const fitted = fitRidge(rows, traits, PENALTY);
	const later = Array.from({ length: numLayers - KNOWING_LAYERS }, (_, at) =>
		mappingLayer(weights, KNOWING_LAYERS + at, lrMultiplier),
	);
	for (const [trait, estimates] of estimateRidge(fitted, rows).entries()) {
		const raised = Math.min(-lowest(estimates), RAISED * deviationOf(estimates) - mean(estimates));
		const { slopes, offset } = affineRow(fitted, trait);
		for (const [at, own] of later.entries()) {
			const heard = at === 0 ? Array.from(slopes, (slope, unit) => [unit, slope] as const) : [[trait, 1] as const];
			own.set(
				trait,
				heard.map(([unit, value]) => [unit, value / LRELU_GAIN] as const),
				at === 0 ? (offset + raised) / LRELU_GAIN : 0,
			);
		}
	}
	return new Map([...weights, ...later.flatMap(({ tensors }) => tensors)]);
}

function lowest(values: readonly number[]): number {
	return values.reduce((least, value) => Math.min(least, value), Number.POSITIVE_INFINITY);
}

function deviationOf(values: readonly number[]): number {
	const middle = mean(values);
	return Math.sqrt(mean(values.map((value) => (value - middle) ** 2)));
}
