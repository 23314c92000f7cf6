/** Groups of options that several commands have, so that they are named and explained alike everywhere. */

import { presetNames } from "../../generator/presets.ts";
import type { DeviceRequest } from "../../host/inference-runtime.ts";
import type { Precision } from "../../networks/target.ts";
import { DEFAULT_EMBEDDED_NETWORK } from "../../platform/node/networks.ts";
import type { RendererRequest } from "../../rendering/march/choose-marcher.ts";
import { InputError } from "../../tensor/errors.ts";
import { choice, flag, type OptionsOf, text, under, value } from "./fields.ts";
import { whole } from "./numbers.ts";
import { parseNames } from "./words.ts";

const A_NETWORK =
	"a checkpoint (.pkl as published, .pth, .pt or .safetensors), its address (https://…), or the name of an embedded network";

/** A network as the word after the command: `info NET`, `view NET`. */
export const NETWORK_OPERAND = { name: "[network]", help: A_NETWORK };

/** The options with the network that the word after the command names. Throws `InputError` where --network names one, too. */
export function withOperand<T extends { readonly network?: string | undefined }>(
	command: string,
	options: T,
	said: { readonly network?: string | undefined },
	operand: string | undefined,
): T {
	if (operand === undefined) return options;
	if (said.network === undefined) return { ...options, network: operand };
	throw new InputError(`${command}: '${operand}' and --network ${said.network}, want one network`);
}

/** How the file of a network is read, and what is refused unless it is allowed. */
export const NETWORK_FILE = {
	like: text("<network>", "of a state_dict: the network whose options it has", { conflicts: ["cfg"] }),
	cfg: choice("<name>", "of a state_dict: the named configuration whose options it has", presetNames()),
	allowUnused: flag("open a network although it has parts that are not computed here; its pictures are others then"),
	allowLarge: flag("open a network although its own settings ask for far more memory or work than networks do"),
};

/** One network. */
export const NETWORK = {
	network: text("<network>", A_NETWORK, { fallback: DEFAULT_EMBEDDED_NETWORK }),
	...NETWORK_FILE,
};

/** Several networks, compared with each other. */
export const NETWORKS = {
	network: value(
		"<list>",
		"one or several networks, separated by commas: checkpoints, addresses, or names of embedded networks",
		parseNames,
		{ fallback: [DEFAULT_EMBEDDED_NETWORK], alias: "networks" },
	),
	...NETWORK_FILE,
};

export const OUTDIR = { outdir: text("<folder>", "where to write; created if missing", { isRequired: true }) };

/** Where a run of 'train' or 'teach' has its folder. */
export const RUNS = {
	outdir: text("<folder>", "where runs have their folders; created if missing"),
	desc: text("<text>", "ends the name of the run's folder"),
};

/** Sizes of a network. */
export const SIZES = {
	cbase: value("<n>", "channels at resolution r: min(cbase / r, cmax)", whole(1, 1_000_000)),
	cmax: value("<n>", "most channels of a layer", whole(1, 1_000_000)),
	triplaneDepth: value("<n>", "slices of each plane: 1 for tri-planes, more for tri-grids", whole(1, 64)),
	decoderHidden: value("<n>", "hidden units of the decoder", whole(1, 4096)),
};

/** What is said, and how. */
export const SAID = {
	json: flag("print the result as JSON on standard output, and no progress", { isRecorded: false }),
	quiet: flag("no progress and no remarks", { isRecorded: false }),
};

export const DEVICE = {
	device: choice<DeviceRequest>(
		"<device>",
		"what runs the networks; a device that is asked for by name and does not work is an error",
		["auto", "cpu", "webgpu", "cuda"],
		{ fallback: "auto" },
	),
};

export const THREADS = {
	threads: value("<n>", "threads of the CPU", whole(1, 1024), {
		fallbackText: "one per core",
	}),
};

export const RENDERER = {
	renderer: choice<Exclude<RendererRequest, "wgsl">>(
		"<name>",
		"which version of the volume renderer; they agree up to rounding",
		["auto", "wasm", "symbolic", "reference"],
		{ fallback: "auto" },
	),
};

const PRECISION = {
	precision: choice<Precision>(
		"<numbers>",
		"numbers that super-resolution computes in: half floats save time on GPUs that have them",
		["fp32", "fp16"],
		{ fallback: "fp32" },
	),
};

/** Where the work of a command runs. */
export const MACHINE = under("Machine:", { ...DEVICE, ...THREADS, ...RENDERER, ...PRECISION });

/** Where the work runs, and how the network's file is read. */
export type EngineOptions = Partial<OptionsOf<typeof NETWORK_FILE & typeof PRECISION>> &
	OptionsOf<typeof DEVICE & typeof THREADS & typeof RENDERER>;
