/**
 * Made-up volumes for tests of the renderer: smooth random planes and a random decoder, the density shifted and scaled
 * so that rays meet surfaces and gaps. Everything is seeded.
 */

import { EG3D_RULES, type FieldRules } from "../../src/rendering/field-rules.ts";
import type { DecoderWeights, TriplaneField } from "../../src/rendering/march/contract.ts";
import { samplePoint, traceableField } from "../../src/rendering/march/trace.ts";
import { type Float32Tensor, float32Tensor } from "../../src/tensor/host-tensor.ts";
import { RandomState } from "../../src/tensor/random-state.ts";

export interface SyntheticFieldSpec {
	readonly seed: number;
	readonly channels: number;
	readonly hidden: number;
	readonly features: number;
	readonly height: number;
	readonly width: number;
	readonly boxWarp: number;
	readonly planeAxes: TriplaneField["planeAxes"];
	/** Default 1. */
	readonly triplaneDepth?: number;
	/** Default EG3D's. */
	readonly rules?: FieldRules;
}

/** Sizes of the published networks, planes apart. */
export const PUBLISHED_SIZES: SyntheticFieldSpec = {
	seed: 1,
	channels: 32,
	hidden: 64,
	features: 32,
	height: 16,
	width: 16,
	boxWarp: 1,
	planeAxes: "eg3d",
};

/** Knots per side of the random planes before they are widened. */
const KNOTS = 4;
/** Wanted mean and standard deviation of sigma over the box: mostly empty, with dense parts. */
const SIGMA_MEAN = -3;
const SIGMA_DEVIATION = 10;
const PROBES = 400;

/** A volume of the given sizes. */
export function syntheticField(spec: SyntheticFieldSpec): TriplaneField {
	const random = new RandomState(spec.seed);
	const planes = smoothPlanes(random, spec);
	const { boxWarp, planeAxes, triplaneDepth = 1, rules = EG3D_RULES } = spec;
	const field = { planes, decoder: randomDecoder(random, spec), boxWarp, planeAxes, triplaneDepth, rules };
	return withSigmaScaled(field, random);
}

/** The same density and colour everywhere, outside the box too. */
export function uniformField(sigma: number, rgbLogit: number, features = 3): TriplaneField {
	return {
		planes: float32Tensor([3, 1, 2, 2], new Float32Array(12)),
		decoder: {
			weight0: float32Tensor([1, 1], [0]),
			bias0: float32Tensor([1], [0]),
			weight1: float32Tensor([1 + features, 1], new Float32Array(1 + features)),
			bias1: float32Tensor([1 + features], [sigma, ...new Float32Array(features).fill(rgbLogit)]),
		},
		boxWarp: 1,
		planeAxes: "eg3d",
		triplaneDepth: 1,
		rules: EG3D_RULES,
	};
}

/** [3, C · G, H, W]: random knots, bilinearly widened. */
function smoothPlanes(random: RandomState, spec: SyntheticFieldSpec): Float32Tensor {
	const { height, width, triplaneDepth = 1 } = spec;
	const channels = spec.channels * triplaneDepth;
	const data = new Float32Array(3 * channels * height * width);
	for (let image = 0; image < 3 * channels; image++) {
		const knots = random.randn(KNOTS * KNOTS);
		for (let row = 0; row < height; row++) {
			for (let column = 0; column < width; column++) {
				const value = betweenKnots(knots, row / Math.max(height - 1, 1), column / Math.max(width - 1, 1));
				data[(image * height + row) * width + column] = value;
			}
		}
	}
	return float32Tensor([3, channels, height, width], data);
}

/** Bilinear value at (y, x) in [0, 1]². */
function betweenKnots(knots: Float64Array, y: number, x: number): number {
	const top = Math.min(Math.floor(y * (KNOTS - 1)), KNOTS - 2);
	const left = Math.min(Math.floor(x * (KNOTS - 1)), KNOTS - 2);
	const down = y * (KNOTS - 1) - top;
	const right = x * (KNOTS - 1) - left;
	const at = (row: number, column: number): number => knots[row * KNOTS + column] ?? 0;
	const upper = at(top, left) * (1 - right) + at(top, left + 1) * right;
	const lower = at(top + 1, left) * (1 - right) + at(top + 1, left + 1) * right;
	return upper * (1 - down) + lower * down;
}

function randomDecoder(random: RandomState, { channels, hidden, features }: SyntheticFieldSpec): DecoderWeights {
	const draw = (shape: readonly [number, number], scale: number): Float32Tensor =>
		float32Tensor(
			shape,
			Float32Array.from(random.randn(shape[0] * shape[1]), (value) => value * scale),
		);
	return {
		weight0: draw([hidden, channels], 3 / Math.sqrt(channels)),
		bias0: float32Tensor([hidden], Float32Array.from(random.randn(hidden))),
		weight1: draw([1 + features, hidden], 2 / Math.sqrt(hidden)),
		bias1: float32Tensor([1 + features], Float32Array.from(random.randn(1 + features))),
	};
}

/** Scales the row of the decoder that gives sigma, by what a first look at random points of the box finds. */
function withSigmaScaled(field: TriplaneField, random: RandomState): TriplaneField {
	const traceable = traceableField({ ...field, rules: EG3D_RULES });
	const rgb = new Float64Array(traceable.featureCount);
	const probes = Float64Array.from({ length: PROBES }, () =>
		samplePoint(
			traceable,
			random.rand(3).map((share) => (share - 0.5) * field.boxWarp),
			rgb,
		),
	);
	const mean = probes.reduce((sum, sigma) => sum + sigma, 0) / PROBES;
	const deviation = Math.sqrt(probes.reduce((sum, sigma) => sum + (sigma - mean) ** 2, 0) / PROBES);
	const gain = SIGMA_DEVIATION / deviation;
	const { weight1, bias1 } = field.decoder;
	const hidden = weight1.shape[1] ?? 0;
	return {
		...field,
		decoder: {
			...field.decoder,
			weight1: float32Tensor(
				weight1.shape,
				weight1.data.map((value, i) => (i < hidden ? value * gain : value)),
			),
			bias1: float32Tensor(
				bias1.shape,
				bias1.data.map((value, i) => (i === 0 ? (value - mean) * gain + SIGMA_MEAN : value)),
			),
		},
	};
}
