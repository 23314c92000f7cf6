/** Edits of people in w: steps along directions, and layers of somebody else. */

import { InputError } from "../tensor/errors.ts";
import { type Float32Tensor, float32Tensor } from "../tensor/host-tensor.ts";
import { matchShape } from "../tensor/shape.ts";

/** Layers from the first to the last, both included, counted from 0; `null` means all. */
export type LayerRange = { readonly first: number; readonly last: number } | null;

/** A step in w. */
export interface LatentEdit {
	/** [wDim] what amount 1 adds */
	readonly direction: Float32Tensor;
	readonly amount: number;
	readonly layers: LayerRange;
}

/**
 * Takes steps in w, on top of truncation.
 * @param ws  [N, numWs, wDim]; left as it is
 * @returns ws [N, numWs, wDim]. Throws `InputError` for layers that are not there, `ShapeError` for directions of another
 *   length than wDim
 */
export function applyEdits(ws: Float32Tensor, edits: readonly LatentEdit[]): Float32Tensor {
	const { N, numWs, wDim } = matchShape("applyEdits: ws", ws.shape, ["N", "numWs", "wDim"]);
	const data = ws.data.slice();
	for (const { direction, amount, layers } of edits) {
		matchShape("applyEdits: direction", direction.shape, [wDim]);
		if (!Number.isFinite(amount)) throw new InputError(`applyEdits: amount ${amount}, want a finite number`);
		const { first, last } = checkedLayers("applyEdits", layers, numWs);
		for (let item = 0; item < N; item++) {
			for (let layer = first; layer <= last; layer++) {
				const at = (item * numWs + layer) * wDim;
				for (let i = 0; i < wDim; i++) data[at + i] = (data[at + i] ?? 0) + amount * (direction.data[i] ?? 0);
			}
		}
	}
	return float32Tensor(ws.shape, data);
}

/**
 * Style mixing: layers of another person in everybody's place.
 * @param ws     [N, numWs, wDim]; left as it is
 * @param other  [1, numWs, wDim]
 * @returns ws [N, numWs, wDim]
 */
export function mixStyles(ws: Float32Tensor, other: Float32Tensor, layers: LayerRange): Float32Tensor {
	const { N, numWs, wDim } = matchShape("mixStyles: ws", ws.shape, ["N", "numWs", "wDim"]);
	matchShape("mixStyles: other", other.shape, [1, numWs, wDim]);
	const { first, last } = checkedLayers("mixStyles", layers, numWs);
	const data = ws.data.slice();
	for (let item = 0; item < N; item++) {
		data.set(other.data.subarray(first * wDim, (last + 1) * wDim), (item * numWs + first) * wDim);
	}
	return float32Tensor(ws.shape, data);
}

/** The layers that are meant. Throws `InputError` where the network has not so many. */
export function checkedLayers(who: string, layers: LayerRange, numWs: number): { first: number; last: number } {
	const { first, last } = layers ?? { first: 0, last: numWs - 1 };
	if (Number.isInteger(first) && Number.isInteger(last) && first >= 0 && first <= last && last < numWs) {
		return { first, last };
	}
	throw new InputError(`${who}: layers ${first} to ${last}, want whole numbers from 0 to ${numWs - 1}, ascending`);
}
