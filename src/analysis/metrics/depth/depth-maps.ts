/**
 * Mean depth maps of many people, by the side that they are seen from. A generated person has no true depth: nobody knows
 * how deep a face should be that does not exist. But the people of a set have one on average, and a generator that has
 * learned the set has the same average.
 */

import type { Float32Tensor } from "../../../tensor/host-tensor.ts";
import { matchShape } from "../../../tensor/shape.ts";

/** A view of a person. */
export interface DepthView {
	/** True angle of the camera about the pivot. */
	readonly yawDegrees: number;
	/** [1, 1, h, h] along the rays, world units */
	readonly depth: Float32Tensor;
	/** Where the person is, h · h, 1 or 0; `null` where that is not known, as of generated people. */
	readonly person: Uint8Array | null;
}

/** Sums over the views of one group from one side. */
export interface DepthSums {
	count: number;
	readonly depth: Float64Array;
	/** Views in which the pixel shows the person. */
	readonly person: Float64Array;
}

/** Width of the range of yaw that is averaged over. */
export const YAW_STEP_DEGREES = 10;
/** Groups that intervals are made of, by leaving out one after the other. */
export const DEPTH_GROUPS = 10;

/** Collects views. */
export class DepthMaps {
	readonly side: number;
	/** By group, then by yaw in whole steps. */
	readonly groups: readonly Map<number, DepthSums>[];
	#next = 0;

	/** @param side  h, pixels */
	constructor(side: number) {
		this.side = side;
		this.groups = Array.from({ length: DEPTH_GROUPS }, () => new Map<number, DepthSums>());
	}

	add({ yawDegrees, depth, person }: DepthView): void {
		const area = this.side ** 2;
		matchShape("depth", depth.shape, [1, 1, this.side, this.side]);
		const sums = this.#sumsOf(Math.round(yawDegrees / YAW_STEP_DEGREES), area);
		sums.count++;
		for (let pixel = 0; pixel < area; pixel++) {
			sums.depth[pixel]! += depth.data[pixel]!;
			sums.person[pixel]! += person?.[pixel] ?? 0;
		}
	}

	/** Sums over all groups but `left`. */
	without(left: number | null): Map<number, DepthSums> {
		const total = new Map<number, DepthSums>();
		for (const [group, sides] of this.groups.entries()) {
			if (group === left) continue;
			for (const [side, sums] of sides) addTo(total, side, sums);
		}
		return total;
	}

	/** Views go to the groups in turn. */
	#sumsOf(side: number, area: number): DepthSums {
		const group = this.groups[this.#next++ % DEPTH_GROUPS] as Map<number, DepthSums>;
		const known = group.get(side) ?? { count: 0, depth: new Float64Array(area), person: new Float64Array(area) };
		group.set(side, known);
		return known;
	}
}

function addTo(total: Map<number, DepthSums>, side: number, { count, depth, person }: DepthSums): void {
	const known = total.get(side);
	if (!known) {
		total.set(side, { count, depth: depth.slice(), person: person.slice() });
		return;
	}
	known.count += count;
	for (let pixel = 0; pixel < depth.length; pixel++) {
		known.depth[pixel]! += depth[pixel]!;
		known.person[pixel]! += person[pixel]!;
	}
}
