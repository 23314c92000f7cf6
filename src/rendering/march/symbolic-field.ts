/** Sampling the tri-planes and decoding, as graph nodes: differentiable by planes, decoder and points (eg3d.md §4). */

import { relu, sigmoid, softplus, softplusAbsolute } from "../../graph/ops/activations.ts";
import { add, maximum, mul, sub } from "../../graph/ops/arithmetic.ts";
import { greater, where } from "../../graph/ops/comparison.ts";
import { gridSample } from "../../graph/ops/grid-sample.ts";
import { reshape, sliceAxis, stack, transpose } from "../../graph/ops/layout.ts";
import { matmul } from "../../graph/ops/matmul.ts";
import { reduceMean, reduceSum } from "../../graph/ops/reductions.ts";
import { abs } from "../../graph/ops/unary.ts";
import type { SymbolicTensor } from "../../graph/symbolic.ts";
import { float32Tensor } from "../../tensor/host-tensor.ts";
import { matchShape } from "../../tensor/shape.ts";
import type { ColourActivation, FieldRules } from "../field-rules.ts";
import { PLANE_AXES, type PlaneAxes, sliceAxisOf } from "../plane-axes.ts";
import { EMPTY_SIGMA, RGB_MARGIN, RGB_SCALE, type TriplaneField } from "./contract.ts";

/** The decoder's weights as nodes, gains multiplied in; shapes as in `DecoderWeights`. */
export interface SymbolicDecoder {
	readonly weight0: SymbolicTensor;
	readonly bias0: SymbolicTensor;
	readonly weight1: SymbolicTensor;
	readonly bias1: SymbolicTensor;
}

export interface SymbolicField {
	/** [N, 3, C · G, H, W] */
	readonly planes: SymbolicTensor;
	/** G, the slices of each plane */
	readonly triplaneDepth: number;
	readonly decoder: SymbolicDecoder;
	readonly boxWarp: number;
	readonly planeAxes: PlaneAxes;
	readonly rules: FieldRules;
	/** How the planes are sampled; default `samplePlanes`. Training notes what was sampled here. */
	readonly sample?: (field: SymbolicField, points: SymbolicTensor) => SymbolicTensor;
	/**
	 * Whether the decoder's softplus is right to the last bits and not to 1e-6 only, at four times its cost on the CPU: for
	 * differences between points that are close. Default false.
	 */
	readonly exact?: boolean;
}

/** A field for inference: the decoder becomes constants beside `planes` [N, 3, C · G, H, W]. */
export function constantField(field: Omit<TriplaneField, "planes">, planes: SymbolicTensor): SymbolicField {
	const { decoder, boxWarp, planeAxes, triplaneDepth, rules } = field;
	const { graph } = planes;
	return {
		planes,
		triplaneDepth,
		decoder: {
			weight0: graph.constant(decoder.weight0, "decoder.weight0"),
			bias0: graph.constant(decoder.bias0, "decoder.bias0"),
			weight1: graph.constant(decoder.weight1, "decoder.weight1"),
			bias1: graph.constant(decoder.bias1, "decoder.bias1"),
		},
		boxWarp,
		planeAxes,
		rules,
	};
}

export interface SymbolicSamples {
	/** [N, P, 1] raw density */
	readonly sigma: SymbolicTensor;
	/** [N, P, F] about [0, 1] */
	readonly rgb: SymbolicTensor;
}

/**
 * sigma and rgb at points.
 * @param points  [N, P, 3] world units
 */
export function symbolicSamples(field: SymbolicField, points: SymbolicTensor): SymbolicSamples {
	const features = (field.sample ?? samplePlanes)(field, points);
	const { weight0, bias0, weight1, bias1 } = field.decoder;
	const activate = field.exact ? softplus : softplusAbsolute;
	const hidden = activate(add(matmul(features, transpose(weight0, [1, 0])), bias0)); // [N, P, D]
	const out = add(matmul(hidden, transpose(weight1, [1, 0])), bias1); // [N, P, 1 + F]
	const { outputs } = matchShape("decoder output", out.shape, ["N", "P", "outputs"]);
	const rgb = coloured(sliceAxis(out, 2, 1, outputs), field.rules.colourActivation);
	return { sigma: maskedSigma(sliceAxis(out, 2, 0, 1), points, field.rules), rgb };
}

function coloured(logits: SymbolicTensor, activation: ColourActivation): SymbolicTensor {
	return activation === "none" ? logits : sub(mul(sigmoid(logits), RGB_SCALE), RGB_MARGIN);
}

/** sigma [N, P, 1] with EMPTY_SIGMA where `rules` mask the points [N, P, 3]. */
function maskedSigma(sigma: SymbolicTensor, points: SymbolicTensor, { densityMask }: FieldRules): SymbolicTensor {
	if (densityMask === null) return sigma;
	const [x, z] = [sliceAxis(points, 2, 0, 1), sliceAxis(points, 2, 2, 3)];
	const outside = greater(maximum(abs(x), abs(z)), densityMask); // [N, P, 1]
	return where(outside, EMPTY_SIGMA, sigma);
}

/**
 * Mean of the three planes' bilinear samples, between slices where there are several.
 * @param points  [N, P, 3] world units
 * @returns       [N, P, C]
 */
export function samplePlanes(field: SymbolicField, points: SymbolicTensor): SymbolicTensor {
	const { planes, boxWarp, planeAxes, triplaneDepth: G } = field;
	const { N, CG, H, W } = matchShape("planes", planes.shape, ["N", 3, "CG", "H", "W"]);
	const { P } = matchShape("points", points.shape, [N, "P", 3]);
	const scaled = mul(points, 2 / boxWarp);
	const grids = PLANE_AXES[planeAxes].map(([u, v]) => stack([axisOf(scaled, u), axisOf(scaled, v)], 2)); // [N, P, 2]
	const grid = reshape(stack(grids, 1), [N * 3, 1, P, 2]);
	const sampled = gridSample(reshape(planes, [N * 3, CG, H, W]), grid); // [N·3, C·G, 1, P]
	const C = CG / G;
	if (G === 1) return transpose(reduceMean(reshape(sampled, [N, 3, C, P]), [1]), [0, 2, 1]);
	const shares = stack(
		PLANE_AXES[planeAxes].map((pair) => sliceShares(axisOf(scaled, sliceAxisOf(pair)), G)),
		1,
	); // [N, 3, G, P]
	const shared = mul(reshape(sampled, [N, 3, C, G, P]), reshape(shares, [N, 3, 1, G, P]));
	return transpose(mul(reduceSum(shared, [1, 3]), 1 / 3), [0, 2, 1]);
}

/** Shares of G slices [N, G, P] at places [N, P], −1 to 1 along their axis: a tent around each. */
function sliceShares(places: SymbolicTensor, G: number): SymbolicTensor {
	const { N, P } = matchShape("places", places.shape, ["N", "P"]);
	const at = mul(sub(mul(add(places, 1), G), 1), 0.5);
	const slices = places.graph.constant(
		float32Tensor(
			[1, G, 1],
			Float32Array.from({ length: G }, (_, slice) => slice),
		),
	);
	return relu(sub(1, abs(sub(reshape(at, [N, 1, P]), slices))));
}

/** One coordinate of points [N, P, 3] as [N, P]. */
function axisOf(points: SymbolicTensor, axis: number): SymbolicTensor {
	const { N, P } = matchShape("points", points.shape, ["N", "P", 3]);
	return reshape(sliceAxis(points, 2, axis, axis + 1), [N, P]);
}
