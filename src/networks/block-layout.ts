/** Which blocks a chain of synthesis blocks has; their channels come from a preset's numbers or a checkpoint's tensors. */

import type { SynthesisBlockConfig } from "./config.ts";

/** A block without its channels and clamp. */
export type BlockLayout = Pick<SynthesisBlockConfig, "name" | "isFirst" | "up" | "resolution">;

/** The backbone's block of a resolution: 4, 8, 16, … */
export function backboneBlock(resolution: number): BlockLayout {
	const isFirst = resolution === 4;
	return { name: `b${resolution}`, isFirst, up: !isFirst, resolution };
}

/** The blocks of super-resolution behind an input of so many pixels per side; `up` says which double it. */
export function superresolutionBlocks(inputResolution: number, up: readonly boolean[]): readonly BlockLayout[] {
	let resolution = inputResolution;
	return up.map((doubles, index) => {
		resolution *= doubles ? 2 : 1;
		return { name: `block${index}`, isFirst: false, up: doubles, resolution };
	});
}
