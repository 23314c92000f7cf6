/** Options that several commands have, so that they are named and explained alike everywhere. */

import { Option } from "@commander-js/extra-typings";
import { presetNames } from "../../generator/presets.ts";
import type { DeviceRequest } from "../../host/inference-runtime.ts";
import type { Precision } from "../../networks/target.ts";
import type { RendererRequest } from "../../platform/node/choose-marcher.ts";
import { DEFAULT_NETWORK } from "../../platform/node/networks.ts";
import type { NetworkFileOptions } from "../../platform/node/open-generator.ts";
import { parseInteger } from "./numbers.ts";

/** Where the work runs, and how the network's file is read. */
export interface EngineOptions extends NetworkFileOptions {
	readonly device: DeviceRequest;
	readonly threads?: number | undefined;
	readonly renderer: RendererRequest;
	readonly precision?: Precision | undefined;
}

export const ENGINE_DEFAULTS: EngineOptions = { device: "auto", renderer: "auto" };

export function networkOption(): Option<"--network <network>", undefined, string> {
	return new Option(
		"--network <network>",
		"a checkpoint (.pkl as published, .pth, .pt or .safetensors), its address (https://…), or the name of an embedded network",
	).default<string>(DEFAULT_NETWORK);
}

export function likeOption(): Option<"--like <network>", undefined, undefined> {
	return new Option("--like <network>", "of a state_dict: the network whose options it has").conflicts("cfg");
}

export function networkCfgOption(): Option<"--cfg <name>", undefined, undefined> {
	return new Option("--cfg <name>", "of a state_dict: the named configuration whose options it has").choices(
		presetNames(),
	) as Option<"--cfg <name>", undefined, undefined>;
}

export function allowUnusedOption(): Option<"--allow-unused"> {
	return new Option(
		"--allow-unused",
		"open a network although it has parts that are not computed here; its pictures are others then",
	);
}

export function allowLargeOption(): Option<"--allow-large"> {
	return new Option(
		"--allow-large",
		"open a network although its own settings ask for far more memory or work than networks do",
	);
}

/** How the file of a network was read, for the arguments that make the same again. */
export function networkArguments({ allowUnused, allowLarge, like, cfg }: NetworkFileOptions): NetworkFileOptions {
	return { allowUnused, allowLarge, like, cfg };
}

export function deviceOption(): Option<"--device <device>", undefined, "auto", undefined, false, DeviceRequest> {
	return new Option(
		"--device <device>",
		"what runs the networks; a device that is asked for by name and does not work is an error",
	)
		.choices(["auto", "cpu", "webgpu", "cuda"] as const)
		.default("auto");
}

export function threadsOption(): Option<"--threads <n>", undefined, undefined, number> {
	return new Option("--threads <n>", "threads of the CPU (default: one per core)").argParser((text) =>
		parseInteger(text, { least: 1, most: 1024 }),
	);
}

export function rendererOption(): Option<"--renderer <name>", undefined, "auto", undefined, false, RendererRequest> {
	return new Option("--renderer <name>", "which version of the volume renderer; they agree up to rounding")
		.choices(["auto", "wasm", "symbolic", "reference"] as const)
		.default("auto");
}

export function precisionOption(): Option<"--precision <numbers>", undefined, "fp32", undefined, false, Precision> {
	return new Option(
		"--precision <numbers>",
		"numbers that super-resolution computes in: half floats save time on GPUs that have them",
	)
		.choices(["fp32", "fp16"] as const)
		.default("fp32");
}

export function jsonOption(): Option<"--json"> {
	return new Option("--json", "print the result as JSON on standard output, and no progress");
}

export function quietOption(): Option<"--quiet"> {
	return new Option("--quiet", "no progress and no remarks");
}
