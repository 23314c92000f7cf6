/**
 * The renderer as graph nodes: differentiable by planes, decoder and camera, and exportable to ONNX. The same function
 * as `reference.ts`, for a batch of fields. Every sample of every ray is a tensor here, so callers march tile by tile.
 */

import { cumprod } from "../../graph/functions/cumprod.ts";
import { softplus } from "../../graph/ops/activations.ts";
import { add, div, maximum, minimum, mul, sub } from "../../graph/ops/arithmetic.ts";
import { equal, where } from "../../graph/ops/comparison.ts";
import { gatherElements, permuteRows } from "../../graph/ops/indexing.ts";
import { concat, reshape, sliceAxis } from "../../graph/ops/layout.ts";
import { reduceMax, reduceMin, reduceSum } from "../../graph/ops/reductions.ts";
import { argsort } from "../../graph/ops/sorting.ts";
import { exp, neg } from "../../graph/ops/unary.ts";
import type { SymbolicTensor } from "../../graph/symbolic.ts";
import { int64Tensor } from "../../tensor/host-tensor.ts";
import { matchShape } from "../../tensor/shape.ts";
import type { ColourRange } from "../field-rules.ts";
import { DENSITY_SHIFT, TRANSMITTANCE_EPSILON } from "./contract.ts";
import { type SymbolicField, type SymbolicSamples, symbolicSamples } from "./symbolic-field.ts";
import { symbolicImportance } from "./symbolic-importance.ts";

export interface SymbolicRays {
	/** [N, M, 3] */
	readonly origins: SymbolicTensor;
	/** [N, M, 3] unit length */
	readonly directions: SymbolicTensor;
	/** [N, M, S] coarse depths, ascending */
	readonly depths: SymbolicTensor;
	/** [N, M, K] uniform in [0, 1), or `null` for no fine pass */
	readonly uImportance: SymbolicTensor | null;
}

export interface SymbolicMarch {
	/** [N, M, F] about [-1, 1] unless the field's rules say otherwise */
	readonly features: SymbolicTensor;
	/** [N, M] expected depth Σ w·d; divide by opacity and clamp, as `finishDepth` does */
	readonly weightedDepth: SymbolicTensor;
	/** [N, M] Σ w */
	readonly opacity: SymbolicTensor;
	/** [] smallest and largest depth of any sample */
	readonly nearest: SymbolicTensor;
	readonly farthest: SymbolicTensor;
}

/** Samples along rays, ascending: depths [R, T], sigma [R, T], rgb [R, T, F]; R = N·M. */
interface RaySamples {
	readonly depths: SymbolicTensor;
	readonly sigma: SymbolicTensor;
	readonly rgb: SymbolicTensor;
}

/** Marches rays through fields. */
export function symbolicMarch(field: SymbolicField, rays: SymbolicRays, whiteBack: boolean): SymbolicMarch {
	const { N, M } = matchShape("rays", rays.origins.shape, ["N", "M", 3]);
	const { S } = matchShape("depths", rays.depths.shape, [N, M, "S"]);
	const coarse = samplesAt(field, rays, reshape(rays.depths, [N * M, S]));
	const samples = rays.uImportance ? withImportance(field, rays, coarse, rays.uImportance) : coarse;
	return composite(samples, [N, M], whiteBack, field.rules.colourRange);
}

/** Depth per ray: Σ w·d / Σ w, the farthest sample where nothing was hit, clamped to the samples' range. */
export function finishDepth({ weightedDepth, opacity, nearest, farthest }: SymbolicMarch): SymbolicTensor {
	const nothing = equal(opacity, 0);
	const depth = where(nothing, farthest, div(weightedDepth, where(nothing, 1, opacity)));
	return minimum(maximum(depth, nearest), farthest);
}

function samplesAt(field: SymbolicField, rays: SymbolicRays, depths: SymbolicTensor): RaySamples {
	const { N, M } = matchShape("rays", rays.origins.shape, ["N", "M", 3]);
	const { T } = matchShape("depths", depths.shape, [N * M, "T"]);
	const steps = mul(reshape(rays.directions, [N, M, 1, 3]), reshape(depths, [N, M, T, 1]));
	const points = add(reshape(rays.origins, [N, M, 1, 3]), steps);
	const { sigma, rgb }: SymbolicSamples = symbolicSamples(field, reshape(points, [N, M * T, 3]));
	return { depths, sigma: reshape(sigma, [N * M, T]), rgb: reshape(rgb, [N * M, T, -1]) };
}

/** Adds samples where the coarse ones saw something, and sorts all by depth. */
function withImportance(
	field: SymbolicField,
	rays: SymbolicRays,
	coarse: RaySamples,
	uImportance: SymbolicTensor,
): RaySamples {
	const { R } = matchShape("depths", coarse.depths.shape, ["R", "S"]);
	const u = reshape(uImportance, [R, -1]);
	const fine = samplesAt(field, rays, symbolicImportance(coarse.depths, intervalWeights(coarse).weights, u));
	const depths = concat([coarse.depths, fine.depths], 1);
	const order = argsort(depths);
	return {
		depths: gatherElements(depths, order, 1),
		sigma: gatherElements(concat([coarse.sigma, fine.sigma], 1), order, 1),
		rgb: permutePerRay(concat([coarse.rgb, fine.rgb], 1), order),
	};
}

/** values [R, T, F] in the order [R, T] of each ray: rows of one long table. */
function permutePerRay(values: SymbolicTensor, order: SymbolicTensor): SymbolicTensor {
	const { R, T, F } = matchShape("values", values.shape, ["R", "T", "F"]);
	const starts = int64Tensor(
		[R, 1],
		Array.from({ length: R }, (_, ray) => ray * T),
	);
	const rows = reshape(add(order, values.graph.constant(starts)), [R * T]);
	return reshape(permuteRows(reshape(values, [R * T, F]), rows), [R, T, F]);
}

/** Mid-point quadrature: one weight per interval between neighbours, [R, T - 1]. */
function intervalWeights({ depths, sigma }: RaySamples): { weights: SymbolicTensor; middles: SymbolicTensor } {
	const deltas = sub(after(depths), before(depths));
	const density = softplus(sub(middle(sigma), DENSITY_SHIFT));
	const alpha = sub(1, exp(neg(mul(density, deltas))));
	const passed = add(sub(1, alpha), TRANSMITTANCE_EPSILON);
	const transmittance = cumprod(passed, 1, { exclusive: true });
	return { weights: mul(alpha, transmittance), middles: middle(depths) };
}

function composite(
	samples: RaySamples,
	[N, M]: readonly [number, number],
	whiteBack: boolean,
	range: ColourRange,
): SymbolicMarch {
	const { weights, middles } = intervalWeights(samples);
	const { R, I } = matchShape("weights", weights.shape, ["R", "I"]);
	const opacity = reduceSum(weights, [1]); // [R]
	const light = reduceSum(mul(reshape(weights, [R, I, 1]), middle(samples.rgb)), [1]); // [R, F]
	const lit = whiteBack ? add(light, reshape(sub(1, opacity), [R, 1])) : light;
	return {
		features: reshape(range === "signed" ? sub(mul(lit, 2), 1) : lit, [N, M, -1]),
		weightedDepth: reshape(reduceSum(mul(weights, middles), [1]), [N, M]),
		opacity: reshape(opacity, [N, M]),
		nearest: reduceMin(samples.depths),
		farthest: reduceMax(samples.depths),
	};
}

/** Mean of neighbours along axis 1. */
function middle(x: SymbolicTensor): SymbolicTensor {
	return mul(add(before(x), after(x)), 0.5);
}

function before(x: SymbolicTensor): SymbolicTensor {
	return sliceAxis(x, 1, 0, (x.shape[1] ?? 0) - 1);
}

function after(x: SymbolicTensor): SymbolicTensor {
	return sliceAxis(x, 1, 1, x.shape[1] ?? 0);
}
