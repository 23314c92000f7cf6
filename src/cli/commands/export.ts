/** `triplane export`: networks for other programs. */

import { Command, type CommandUnknownOpts, InvalidArgumentError, Option } from "@commander-js/extra-typings";
import { GRAPH_NAMES, type GraphName } from "../export/graph-names.ts";
import { parseNumber } from "../options/numbers.ts";
import { parseNrr } from "../options/rendering.ts";
import {
	allowLargeOption,
	allowUnusedOption,
	jsonOption,
	likeOption,
	networkCfgOption,
	networkOption,
	quietOption,
} from "../options/shared.ts";
import type { Session } from "../session.ts";

const DESCRIPTION =
	"Writes a network for other programs: as one safetensors file with the official names and the " +
	"configuration in its metadata, or as ONNX graphs – mapping, backbone, renderer, super-resolution, " +
	"and one for a whole view – with a README of their inputs and outputs.";

export function exportCommand(session: Session): CommandUnknownOpts {
	const command = new Command("export")
		.summary("a network as safetensors or ONNX")
		.description(DESCRIPTION)
		.addOption(networkOption())
		.addOption(likeOption())
		.addOption(networkCfgOption())
		.addOption(allowUnusedOption())
		.addOption(allowLargeOption())
		.addOption(formatOption())
		.requiredOption("--out <path>", "a .safetensors file, or the folder of the ONNX graphs")
		.option("--keep <list>", "networks that the safetensors file keeps, as in G_ema (default: all)", parseNames)
		.addOption(
			new Option("--floats <kind>", "numbers of the safetensors file: fp16 is half as large, and rounded")
				.choices(["fp32", "fp16"] as const)
				.default("fp32" as const),
		)
		.option("--graphs <list>", "which ONNX graphs", parseGraphs, [...GRAPH_NAMES])
		.option("--nrr <n>", "rays per side of the raw image in ONNX graphs (default: the network's)", parseNrr)
		.option("--sample-mult <x>", "multiplies the samples along each ray in ONNX graphs", parseMultiplier, 1)
		.addOption(jsonOption())
		.addOption(quietOption())
		.action(async (options) => {
			const { runExport } = await import("../export/run.ts");
			await runExport(options, session);
		});
	return command as CommandUnknownOpts;
}

type Format = "safetensors" | "onnx";

function formatOption(): Option<"--format <format>", undefined, undefined, undefined, true, Format> {
	return new Option("--format <format>", "what to write")
		.choices(["safetensors", "onnx"] as const)
		.makeOptionMandatory();
}

function parseNames(text: string): string[] {
	const names = text.split(",").map((name) => name.trim());
	if (names.includes("")) throw new InvalidArgumentError(`'${text}' has an empty name.`);
	return names;
}

function parseGraphs(text: string): GraphName[] {
	const wanted = parseNames(text);
	const unknown = wanted.find((name) => !GRAPH_NAMES.some((known) => known === name));
	if (unknown !== undefined) throw new InvalidArgumentError(`'${unknown}' is not one of ${GRAPH_NAMES.join(", ")}.`);
	return GRAPH_NAMES.filter((name) => wanted.includes(name));
}

function parseMultiplier(text: string): number {
	return parseNumber(text, { above: 0, most: 64 });
}
