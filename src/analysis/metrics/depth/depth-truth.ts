/** Where true depth comes from. */

import type { PortraitSet } from "../../../heads/portrait.ts";
import { PART } from "../../../heads/shape/head.ts";
import type { Studio } from "../../../heads/studio/studio.ts";
import type { Float32Tensor } from "../../../tensor/host-tensor.ts";

export interface TrueDepth {
	/** [1, 1, h, h] along the rays, world units */
	readonly depth: Float32Tensor;
	/** h · h, 1 where the person is */
	readonly person: Uint8Array;
}

export interface DepthTruth {
	/** The depth of an item of the dataset. @param side  h, pixels */
	item(index: number, side: number): Promise<TrueDepth>;
}

/** The depth of synthetic people, whose items have the numbers of their portraits. `studio` stays the caller's. */
export function headsTruth(studio: Studio, set: PortraitSet): DepthTruth {
	return {
		item: async (index, side) => {
			const { depth, parts } = await studio.take("maps", { set, index, size: side });
			return { depth, person: parts.data.map((part) => (part === PART.backdrop ? 0 : 1)) };
		},
	};
}
