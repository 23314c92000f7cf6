/** Options of `triplane export`. */

import { InvalidArgumentError } from "@commander-js/extra-typings";
import { choice, type OptionsOf, text, value } from "../options/fields.ts";
import { SAMPLING } from "../options/rendering.ts";
import { ALLOWANCES, NETWORK, SAID } from "../options/shared.ts";
import { GRAPH_NAMES, type GraphName } from "./graph-names.ts";

export const EXPORT = {
	...NETWORK,
	...ALLOWANCES,
	format: choice<"safetensors" | "onnx">("<format>", "what to write", ["safetensors", "onnx"], { isRequired: true }),
	out: text("<path>", "a .safetensors file, or the folder of the ONNX graphs", { isRequired: true }),
	keep: value("<list>", "networks that the safetensors file keeps, as in G_ema", parseNames, { fallbackText: "all" }),
	floats: choice<"fp32" | "fp16">(
		"<kind>",
		"numbers of the safetensors file: fp16 is half as large, and rounded",
		["fp32", "fp16"],
		{ fallback: "fp32" },
	),
	graphs: value<readonly GraphName[]>("<list>", "which ONNX graphs", parseGraphs, { fallback: GRAPH_NAMES }),
	nrr: { ...SAMPLING.nrr, help: "rays per side of the raw image in ONNX graphs" },
	sampleMult: { ...SAMPLING.sampleMult, help: "multiplies the samples along each ray in ONNX graphs" },
	...SAID,
};

export type ExportOptions = OptionsOf<typeof EXPORT>;

function parseNames(words: string): string[] {
	const names = words.split(",").map((name) => name.trim());
	if (names.includes("")) throw new InvalidArgumentError(`'${words}' has an empty name.`);
	return names;
}

function parseGraphs(words: string): GraphName[] {
	const wanted = parseNames(words);
	const unknown = wanted.find((name) => !GRAPH_NAMES.some((known) => known === name));
	if (unknown !== undefined) throw new InvalidArgumentError(`'${unknown}' is not one of ${GRAPH_NAMES.join(", ")}.`);
	return GRAPH_NAMES.filter((name) => wanted.includes(name));
}
