/** Weights of the decoder as the kernel wants them: padded, in blocks of eight outputs, gains and scales multiplied in. */

import type { ColourActivation } from "../../../field-rules.ts";
import type { DecoderWeights } from "../../contract.ts";
import { LOGISTIC_SCALE, SOFTPLUS_SCALE } from "./assembly/scales.ts";
import { GROUP, HIDDEN_GROUP } from "./assembly/slots.ts";

export interface PackedDecoder {
	readonly channels: number;
	/** D, padded to a multiple of HIDDEN_GROUP. */
	readonly hidden: number;
	readonly features: number;
	/** F, padded to a multiple of GROUP. */
	readonly featuresPadded: number;
	/** [D/8, C, 8] first layer · SOFTPLUS_SCALE / 3 (the mean of three planes), and its bias [D] · SOFTPLUS_SCALE. */
	readonly foldWeights: Float32Array;
	readonly foldBias: Float32Array;
	/** [D] row of the second layer that gives sigma / SOFTPLUS_SCALE, and its bias. */
	readonly sigmaWeights: Float32Array;
	readonly sigmaBias: number;
	/** [F/8, D, 8] the other rows · LOGISTIC_SCALE / SOFTPLUS_SCALE, and their biases [F] · LOGISTIC_SCALE; without a sigmoid 1 for LOGISTIC_SCALE. */
	readonly colourWeights: Float32Array;
	readonly colourBias: Float32Array;
}

/**
 * Packs a checked decoder. Padding has zero weights: padded hidden units are softplus(0), which nobody weighs, and
 * padded features are never stored.
 */
export function packDecoder(
	{ weight0, bias0, weight1, bias1 }: DecoderWeights,
	activation: ColourActivation,
): PackedDecoder {
	const [units = 0, channels = 0] = weight0.shape;
	const features = (bias1.shape[0] ?? 1) - 1;
	const hidden = roundUp(units, HIDDEN_GROUP);
	const featuresPadded = roundUp(features, GROUP);
	const colourScale = activation === "none" ? 1 : LOGISTIC_SCALE;
	const sigmaRow = weight1.data.subarray(0, units);
	const colourRows = weight1.data.subarray(units);
	return {
		channels,
		hidden,
		features,
		featuresPadded,
		foldWeights: packRows(weight0.data, units, channels, hidden, channels, SOFTPLUS_SCALE / 3),
		foldBias: scaled(bias0.data, hidden, SOFTPLUS_SCALE),
		sigmaWeights: scaled(sigmaRow, hidden, 1 / SOFTPLUS_SCALE),
		sigmaBias: bias1.data[0]!,
		colourWeights: packRows(colourRows, features, units, featuresPadded, hidden, colourScale / SOFTPLUS_SCALE),
		colourBias: scaled(bias1.data.subarray(1), featuresPadded, colourScale),
	};
}

/** The decoder's layers for the way back, transposed. */
export interface PackedBackward {
	/** C, padded to a multiple of GROUP. */
	readonly channelsPadded: number;
	/** [C/8, D, 8] first layer / 3. */
	readonly fold: Float32Array;
	/** [D/8, F, 8] rows of the second layer that give colours. */
	readonly colours: Float32Array;
}

export function packBackward({ weight0, weight1 }: DecoderWeights, packed: PackedDecoder): PackedBackward {
	const { channels, hidden, features, featuresPadded } = packed;
	const [units = 0] = weight0.shape;
	const channelsPadded = roundUp(channels, GROUP);
	const first = transposed(weight0.data, units, channels);
	const second = transposed(weight1.data.subarray(units), features, units);
	return {
		channelsPadded,
		fold: packRows(first, channels, units, channelsPadded, hidden, 1 / 3),
		colours: packRows(second, units, features, hidden, featuresPadded, 1),
	};
}

/** [rows, columns] to [columns, rows]. */
function transposed(source: Float32Array, rows: number, columns: number): Float32Array {
	return source.map((_, at) => source[(at % rows) * columns + Math.floor(at / rows)]!);
}

/** [rows, columns] to [rowsPadded / 8, columnsPadded, 8], multiplied by `scale`, zeros where there is nothing. */
function packRows(
	source: Float32Array,
	rows: number,
	columns: number,
	rowsPadded: number,
	columnsPadded: number,
	scale: number,
): Float32Array {
	const packed = new Float32Array(rowsPadded * columnsPadded);
	for (let row = 0; row < rows; row++) {
		const [block, lane] = [Math.floor(row / GROUP), row % GROUP];
		for (let column = 0; column < columns; column++) {
			packed[(block * columnsPadded + column) * GROUP + lane] = source[row * columns + column]! * scale;
		}
	}
	return packed;
}

function scaled(source: Float32Array, length: number, scale: number): Float32Array {
	const result = new Float32Array(length);
	source.forEach((value, i) => {
		result[i] = value * scale;
	});
	return result;
}

function roundUp(value: number, multiple: number): number {
	return Math.ceil(value / multiple) * multiple;
}
