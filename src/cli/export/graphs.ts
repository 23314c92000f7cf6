/** The graphs that `triplane export` writes: one table, so that a new one is one line. */

import { type ExportSettings, rendererModel, viewModel } from "../../generator/export-graphs.ts";
import { backboneModel, mappingModel, superresolutionModel } from "../../generator/graphs.ts";
import { marchOptions } from "../../generator/render-options.ts";
import type { GeneratorConfig } from "../../networks/config.ts";
import type { Weights } from "../../networks/parameters.ts";
import type { GraphName } from "./options.ts";

export interface GraphSettings {
	readonly nrr: number;
	readonly sampleMult: number;
}

interface GraphEntry {
	readonly summary: string;
	build(config: GeneratorConfig, weights: Weights, settings: GraphSettings): Uint8Array;
}

export const GRAPHS: { readonly [K in GraphName]: GraphEntry } = {
	mapping: {
		summary: "latent and conditioning camera to intermediate latents",
		build: (config, weights) => mappingModel(config, weights),
	},
	backbone: {
		summary: "intermediate latents to tri-planes, with the network's own noise",
		build: (config, weights) => backboneModel(config, weights, "const"),
	},
	renderer: {
		summary: "tri-planes and rendering camera to raw images, samples placed without chance",
		build: (config, weights, settings) => rendererModel(config, weights, rendererSettings(config, settings)),
	},
	superresolution: {
		summary: "raw images to the image",
		build: (config, weights, { nrr }) => superresolutionModel(config, weights, nrr),
	},
	view: {
		summary: "all of it: latent and two cameras to the image",
		build: (config, weights, settings) => viewModel(config, weights, rendererSettings(config, settings)),
	},
};

function rendererSettings({ rendering }: GeneratorConfig, { nrr, sampleMult }: GraphSettings): ExportSettings {
	return { neuralRenderingResolution: nrr, march: marchOptions(rendering, sampleMult) };
}
