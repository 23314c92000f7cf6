/** Cross-sections of the volume itself, along its axes. */

import type { Generator } from "../../generator/generator.ts";
import { InputError } from "../../tensor/errors.ts";
import { type FixedTensor, float32Tensor } from "../../tensor/host-tensor.ts";
import { firstChannels } from "./ray-samples.ts";

export type Axis = "x" | "y" | "z";

/** A plane across an axis. */
export interface SectionPlace {
	readonly axis: Axis;
	/** World units. */
	readonly at: number;
}

/** Values over a square of the box's side, row by row from the top. */
export interface Section extends SectionPlace {
	readonly side: number;
	/** What runs to the right and upwards in the picture, with its sign. */
	readonly right: string;
	readonly up: string;
	/** [side²] raw density */
	readonly sigma: Float32Array;
	/** [side², 3] colour features, about [0, 1] */
	readonly rgb: Float32Array;
}

interface Frame {
	readonly right: string;
	readonly up: string;
	/** From shares of the box, −½ to ½ to the right and up, to the world, box sides. */
	readonly point: (at: number, right: number, up: number) => readonly [number, number, number];
}

/** As one stands before them: from the person's left side (face to the right), from above (face down), from the front. */
const FRAMES: { readonly [A in Axis]: Frame } = {
	x: { right: "z", up: "y", point: (at, right, up) => [at, up, right] },
	y: { right: "x", up: "−z", point: (at, right, up) => [right, at, -up] },
	z: { right: "x", up: "y", point: (at, right, up) => [right, up, at] },
};

/**
 * Samples planes across the box.
 * @param planes  [1, 3, C, H, W]
 * @param side    samples along each side
 */
export async function crossSections(
	generator: Generator,
	planes: FixedTensor,
	places: readonly SectionPlace[],
	side: number,
	signal?: AbortSignal,
): Promise<Section[]> {
	const { boxWarp } = generator.config.rendering;
	const sections: Section[] = [];
	for (const { axis, at } of places) {
		if (!(Math.abs(at) <= boxWarp / 2)) {
			throw new InputError(`section ${axis}:${at}: lies outside the box, want ${-boxWarp / 2} to ${boxWarp / 2}`);
		}
		const { right, up, point } = FRAMES[axis];
		const points = new Float32Array(side * side * 3);
		for (let row = 0; row < side; row++) {
			for (let column = 0; column < side; column++) {
				const across = ((column + 0.5) / side - 0.5) * boxWarp;
				const above = (0.5 - (row + 0.5) / side) * boxWarp;
				points.set(point(at, across, above), (row * side + column) * 3);
			}
		}
		const { sigma, rgb } = await generator.samplePoints(planes, float32Tensor([side * side, 3], points), { signal });
		sections.push({ axis, at, side, right, up, sigma: sigma.data, rgb: firstChannels(rgb) });
	}
	return sections;
}
