/** Colours of points as pictures have them, from the features that the decoder gives. */

import type { GeneratorConfig } from "../networks/config.ts";
import { type Weights, weight } from "../networks/parameters.ts";
import { InputError } from "../tensor/errors.ts";
import { type Float32Tensor, float32Tensor } from "../tensor/host-tensor.ts";
import { matchShape, type Shape } from "../tensor/shape.ts";

/** Features [P, F] to red, green and blue [P, 3], about 0 to 1. */
export type PointColours = (features: Float32Tensor) => Float32Tensor;

/** The first three of F features as they are. */
export const firstThree: PointColours = (features) => scaledFeatures(features, 1, 0);

/** An affine function of features: rows of weights [3, F], and what is added [3]. */
interface ColourRows {
	readonly rows: Float64Array;
	readonly offsets: Float64Array;
}

/**
 * The function of a person. Where a layer makes the raw image of the features, it makes the points' colours, too.
 * @param ws  [1, numWs, wDim]; `null` where it is not known: `InputError` for a network with such a layer
 */
export function pointColours(config: GeneratorConfig, weights: Weights, ws: Float32Tensor | null): PointColours {
	if (config.rawImage !== null) return layerColours(layerRows(weights, ws, config.decoder.featureChannels));
	// from −1 … 1 to 0 … 1 where they are not scaled to that anyway
	const [scale, offset] = config.rendering.rules.colourRange === "signed" ? [1, 0] : [0.5, 0.5];
	return (features) => scaledFeatures(features, scale, offset);
}

function scaledFeatures(features: Float32Tensor, scale: number, offset: number): Float32Tensor {
	const { P, F } = matchShape("features", features.shape, ["P", "F"]);
	const colours = new Float32Array(3 * P);
	for (let point = 0; point < P; point++) {
		for (let channel = 0; channel < 3; channel++) {
			colours[3 * point + channel] = (features.data[point * F + channel] ?? 0) * scale + offset;
		}
	}
	return float32Tensor([P, 3], colours);
}

function layerColours({ rows, offsets }: ColourRows): PointColours {
	const F = rows.length / 3;
	return (features) => {
		const { P } = matchShape("features", features.shape, ["P", F]);
		const colours = new Float32Array(3 * P);
		for (let at = 0; at < 3 * P; at++) {
			const [point, channel] = [Math.floor(at / 3), at % 3];
			let sum = offsets[channel] ?? 0;
			for (let f = 0; f < F; f++) sum += (rows[channel * F + f] ?? 0) * (features.data[point * F + f] ?? 0);
			colours[at] = sum;
		}
		return float32Tensor([P, 3], colours);
	};
}

/** `torgb` for the last w, from −1 … 1 to 0 … 1. */
function layerRows(weights: Weights, ws: Float32Tensor | null, F: number): ColourRows {
	if (!ws) throw new InputError("colours of points: this network makes them with a layer that wants the person's ws");
	const { numWs, wDim } = matchShape("ws", ws.shape, [1, "numWs", "wDim"]);
	const w = ws.data.subarray((numWs - 1) * wDim);
	const tensor = (name: string, shape: Shape): Float32Array => weight(weights, name, shape).data;
	const affine = tensor("torgb.affine.weight", [F, wDim]);
	const affineBias = tensor("torgb.affine.bias", [F]);
	const kernel = tensor("torgb.weight", [3, F, 1, 1]);
	const styles = Float64Array.from({ length: F }, (_, f) => {
		const own = affine.subarray(f * wDim, (f + 1) * wDim);
		const sum = own.reduce((total, value, i) => total + value * (w[i] ?? 0), 0);
		return (sum / Math.sqrt(wDim) + (affineBias[f] ?? 0)) / Math.sqrt(F);
	});
	return {
		rows: Float64Array.from(kernel, (value, at) => 0.5 * value * (styles[at % F] ?? 0)),
		offsets: Float64Array.from(tensor("torgb.bias", [3]), (bias) => 0.5 * bias + 0.5),
	};
}
