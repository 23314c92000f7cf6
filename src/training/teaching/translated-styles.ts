/**
 * A new mapping before a generator that knows the w of another. Its affine layers hear the new w through what both say of
 * people: traits are read off the new w, the former w that belongs to such traits is written, and the affine layer
 * follows. All three are linear, so they become one.
 */

import { affineRow, fitRidge } from "../../analysis/linear/ridge.ts";
import type { TraitScale } from "../../heads/latent/visible-traits.ts";
import { expectDType, float32Tensor } from "../../tensor/host-tensor.ts";
import type { TrainedWeights } from "../networks/training-networks.ts";
import { type ManyWs, traitsOfLatents } from "./many-ws.ts";

/** Of the variance of a trait: the least that its share in w is worth. */
const PENALTY = 1e-3;

/** y = slopes · x + offsets. */
interface Affine {
	/** Row by row. */
	readonly slopes: readonly Float64Array[];
	readonly offsets: Float64Array;
}

/**
 * The weights with affine layers that hear the new w, those of the former one before.
 * @param former  w of the former mapping, [N, wDim]
 * @param reader  reads traits off the new w, as `readerShapes` has it
 */
export function translatedStyles(
	weights: TrainedWeights,
	former: ManyWs,
	{ reader, scale, lrMultiplier }: { reader: TrainedWeights; scale: TraitScale; lrMultiplier: number },
): TrainedWeights {
	const ws = joined(writer(former, scale), read(reader, lrMultiplier));
	const [, wDim = 0] = former.w.shape;
	const gain = 1 / Math.sqrt(wDim);
	return new Map(
		[...weights].flatMap(([name, tensor]) => {
			if (!name.endsWith(".affine.weight")) return name.endsWith(".affine.bias") ? [] : [[name, tensor] as const];
			const biasName = name.replace(/weight$/, "bias");
			const { shape, data } = expectDType(name, tensor, "float32");
			const bias = weights.get(biasName);
			const [channels = 0] = shape;
			const rows = Array.from({ length: channels }, (_, at) =>
				Float64Array.from(data.subarray(at * wDim, (at + 1) * wDim)),
			);
			const styles = joined({ slopes: rows, offsets: new Float64Array(channels) }, ws);
			const moved = Float32Array.from(styles.offsets, (offset, at) => (bias?.data[at] ?? 0) + gain * offset);
			return [
				[name, float32Tensor(shape, Float32Array.from(styles.slopes.flatMap((row) => [...row])))] as const,
				[biasName, float32Tensor([channels], moved)] as const,
			];
		}),
	);
}

/** The w that belongs to traits. */
function writer({ z, w }: ManyWs, scale: TraitScale): Affine {
	const [count = 0, wDim = 0] = w.shape;
	const traits = traitsOfLatents(z, scale);
	const dimension = traits.length;
	const data = Float32Array.from(
		{ length: count * dimension },
		(_, at) => traits[at % dimension]?.[Math.floor(at / dimension)] ?? 0,
	);
	const targets = Array.from({ length: wDim }, (_, index) =>
		Array.from({ length: count }, (__, row) => w.data[row * wDim + index] ?? 0),
	);
	const fitted = fitRidge({ count, dimension, data }, targets, PENALTY);
	const rows = targets.map((_, index) => affineRow(fitted, index));
	return { slopes: rows.map(({ slopes }) => slopes), offsets: Float64Array.from(rows, ({ offset }) => offset) };
}

/** The traits that the new w says. */
function read(reader: TrainedWeights, lrMultiplier: number): Affine {
	const [weight, bias] = ["weight", "bias"].map((name) => reader.get(name));
	if (!(weight && bias)) throw new RangeError("translated styles: no reader");
	const [traits = 0, wDim = 0] = weight.shape;
	const gain = lrMultiplier / Math.sqrt(wDim);
	return {
		slopes: Array.from({ length: traits }, (_, trait) =>
			Float64Array.from(weight.data.subarray(trait * wDim, (trait + 1) * wDim), (value) => value * gain),
		),
		offsets: Float64Array.from(bias.data, (value) => value * lrMultiplier),
	};
}

/** One after the other: `outer` of what `inner` gives. */
function joined(outer: Affine, inner: Affine): Affine {
	const width = inner.slopes[0]?.length ?? 0;
	const offsets = Float64Array.from(outer.offsets);
	const slopes = outer.slopes.map((row, at) => {
		const sums = new Float64Array(width);
		for (const [index, factor] of row.entries()) {
			offsets[at] = (offsets[at] ?? 0) + factor * (inner.offsets[index] ?? 0);
			const line = inner.slopes[index];
			if (line)
				for (let column = 0; column < width; column++)
					sums[column] = (sums[column] ?? 0) + factor * (line[column] ?? 0);
		}
		return sums;
	});
	return { slopes, offsets };
}
