/**
 * What a generator is taught with: points of known colour and opacity, then rays of known colour and depth, and the
 * traits that the mapping should tell apart. Not in the paper.
 */

import { softplus } from "../../graph/ops/activations.ts";
import { add, mul, sub } from "../../graph/ops/arithmetic.ts";
import { reshape, sliceAxis } from "../../graph/ops/layout.ts";
import { reduceMean } from "../../graph/ops/reductions.ts";
import { abs, exp, log, neg, square } from "../../graph/ops/unary.ts";
import type { SymbolicTensor } from "../../graph/symbolic.ts";
import { DENSITY_SHIFT } from "../../rendering/march/contract.ts";
import type { SymbolicSamples } from "../../rendering/march/symbolic-field.ts";
import { matchShape } from "../../tensor/shape.ts";

/** Weights of the parts of the losses. */
const POINTS = { colour: 4, beside: 0.5, opacity: 0.5 } as const;
const RAYS = { colour: 4, square: 8, depth: 1 } as const;
/** Opacity is that of a layer so thick, world units. */
const LAYER = 0.02;
/** Keeps the logarithm of no opacity finite. */
const TINY = 1e-4;

/** Losses by name; their sum is the objective. Scalars. */
export type NamedLosses = Readonly<Record<string, SymbolicTensor>>;

/**
 * Colours count closely before and behind surfaces, too: marching takes the mean of the samples on both sides.
 * @param samples  at points [N, 4 · R, 3], kind after kind: on surfaces, behind, closely before, anywhere before them
 * @param colours  [N, R, 3] of the surfaces, in [0, 1]
 * @param known    [N, 3 · R] 1 where the opacity of the last three kinds is known, else 0
 */
export function pointLosses(samples: SymbolicSamples, colours: SymbolicTensor, known: SymbolicTensor): NamedLosses {
	const { N, R } = matchShape("colours", colours.shape, ["N", "R", 3]);
	const kind = (tensor: SymbolicTensor, from: number, to = from + 1): SymbolicTensor =>
		sliceAxis(tensor, 1, from * R, to * R);
	const difference = (at: number): SymbolicTensor => reduceMean(abs(sub(kind(samples.rgb, at), colours)));
	const thickness = mul(softplus(sub(reshape(kind(samples.sigma, 1, 4), [N, 3 * R]), DENSITY_SHIFT)), LAYER);
	// cross-entropy with the opacity 1 - exp(-thickness), wanted 1 behind the surface and 0 before it
	const opaque = neg(log(add(sub(1, exp(neg(kind(thickness, 0)))), TINY)));
	const behind = reduceMean(mul(opaque, kind(known, 0)));
	const before = mul(reduceMean(mul(kind(thickness, 1, 3), kind(known, 1, 3))), 2);
	return {
		"Teach/points/colour": mul(
			add(difference(0), mul(add(difference(1), difference(2)), POINTS.beside)),
			POINTS.colour,
		),
		"Teach/points/opacity": mul(add(behind, before), POINTS.opacity),
	};
}

/**
 * @param seen  features [N, R, 3] about [-1, 1] and depth [N, R] world units
 * @param colours  [N, R, 3] in [0, 1]
 * @param depths   [N, R] world units
 */
export function rayLosses(
	seen: { readonly features: SymbolicTensor; readonly depth: SymbolicTensor },
	colours: SymbolicTensor,
	depths: SymbolicTensor,
): NamedLosses {
	return {
		...pictureLosses(seen, colours),
		"Teach/rays/depth": mul(reduceMean(abs(sub(seen.depth, depths))), RAYS.depth),
	};
}

/** As `rayLosses`, where depths are not known. */
export function pictureLosses(
	{ features }: { readonly features: SymbolicTensor },
	colours: SymbolicTensor,
): NamedLosses {
	return { "Teach/rays/colour": rayColourLoss(colourDifference(features, colours)) };
}

/** Of marched features [N, R, F] about [-1, 1] and colours [N, R, 3] in [0, 1]: [N, R, 3]. */
export function colourDifference(features: SymbolicTensor, colours: SymbolicTensor): SymbolicTensor {
	return sub(mul(add(sliceAxis(features, 2, 0, 3), 1), 0.5), colours);
}

/** @param difference  of the colours of rays */
export function rayColourLoss(difference: SymbolicTensor): SymbolicTensor {
	return add(mul(reduceMean(abs(difference)), RAYS.colour), mul(reduceMean(square(difference)), RAYS.square));
}

/** Mean squared difference of what is read off w and the traits, [N, T] each. */
export function traitLoss(read: SymbolicTensor, traits: SymbolicTensor): NamedLosses {
	return { "Teach/traits": reduceMean(square(sub(read, traits))) };
}
