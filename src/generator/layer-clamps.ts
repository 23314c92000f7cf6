/** Where a network's clamps stand in a checkpoint: each layer has its own, a block has one for all of its layers here. */

import type { GeneratorConfig, SynthesisBlockConfig } from "../networks/config.ts";

/** The clamp of every layer by dotted path, e.g. "superresolution.block0.torgb" → 256. */
export function layerClamps({
	backbone,
	background,
	rawImage,
	superresolution,
}: Pick<GeneratorConfig, "backbone" | "background" | "rawImage" | "superresolution">): ReadonlyMap<
	string,
	number | null
> {
	return new Map([
		...(background?.blocks ?? []).flatMap((block) => clampsOf("bcg_synthesis", block)),
		...(rawImage === null ? [] : [["torgb", rawImage.convClamp] as const]),
		...backbone.blocks.flatMap((block) => clampsOf("backbone.synthesis", block)),
		...superresolution.blocks.flatMap((block) => clampsOf("superresolution", block)),
	]);
}

function clampsOf(prefix: string, { name, isFirst, convClamp }: SynthesisBlockConfig): [string, number | null][] {
	const layers = isFirst ? ["conv1", "torgb"] : ["conv0", "conv1", "torgb"];
	return layers.map((layer) => [`${prefix}.${name}.${layer}`, convClamp]);
}
