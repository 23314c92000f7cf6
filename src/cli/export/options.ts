/** Options of `triplane export`. */

import { choice, type OptionsOf, text, value } from "../options/fields.ts";
import { SAMPLING } from "../options/rendering.ts";
import { NETWORK, SAID } from "../options/shared.ts";
import { parseNames, parseSome } from "../options/words.ts";

/** Graphs, in processing order. */
export type GraphName = "mapping" | "backbone" | "renderer" | "superresolution" | "view";

const GRAPH_NAMES: readonly GraphName[] = ["mapping", "backbone", "renderer", "superresolution", "view"];

export const EXPORT = {
	...NETWORK,
	format: choice<"safetensors" | "onnx">("<format>", "what to write", ["safetensors", "onnx"], { isRequired: true }),
	out: text("<path>", "a .safetensors file, or the folder of the ONNX graphs", { isRequired: true }),
	keep: value("<list>", "networks that the safetensors file keeps, as in G_ema", parseNames, { fallbackText: "all" }),
	floats: choice<"fp32" | "fp16">(
		"<kind>",
		"numbers of the safetensors file: fp16 is half as large, and rounded",
		["fp32", "fp16"],
		{ fallback: "fp32" },
	),
	graphs: value<readonly GraphName[]>("<list>", "which ONNX graphs", (words) => parseSome(words, GRAPH_NAMES), {
		fallback: GRAPH_NAMES,
	}),
	nrr: { ...SAMPLING.nrr, help: "rays per side of the raw image in ONNX graphs" },
	sampleMult: { ...SAMPLING.sampleMult, help: "multiplies the samples along each ray in ONNX graphs" },
	...SAID,
};

export type ExportOptions = OptionsOf<typeof EXPORT>;
