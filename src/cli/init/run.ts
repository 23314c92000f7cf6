/** What `triplane init` does: a network of random weights. */

import type { Checkpoint } from "../../checkpoint/description.ts";
import { checkpointToSafetensors } from "../../checkpoint/safetensors-checkpoint.ts";
import { describeGenerator } from "../../generator/describe.ts";
import { DEFAULT_NETWORK } from "../../generator/load-generator.ts";
import { presetConfig } from "../../generator/presets.ts";
import { initializeGenerator } from "../../networks/initialize.ts";
import { networkRecord } from "../../platform/node/networks.ts";
import { writeFileWhole } from "../../platform/node/write-file.ts";
import { InputError } from "../../tensor/errors.ts";
import { recordedOptions, repeatOf } from "../options/fields.ts";
import { sceneChanges } from "../options/scene.ts";
import { sizeChanges } from "../options/size-changes.ts";
import type { Session } from "../session.ts";
import { Terminal } from "../terminal.ts";
import { formatBytes } from "../text-table.ts";
import { type InitOptions, MADE } from "./options.ts";

export async function runInit(options: InitOptions, { signal }: Session): Promise<void> {
	const terminal = new Terminal(options);
	const { cfg, seed, out } = options;
	if (!out.endsWith(".safetensors")) throw new InputError(`--out '${out}': want a name that ends in .safetensors`);
	const config = presetConfig(cfg, { ...sizeChanges(options), scene: sceneChanges(options) });
	const made = recordedOptions(MADE, options);
	const checkpoint: Checkpoint = {
		format: "safetensors",
		networks: new Map([[DEFAULT_NETWORK, describeGenerator(config, initializeGenerator(config, seed))]]),
		extras: new Map(),
		metadata: new Map([["made_by", ["triplane", ...repeatOf("init", MADE, made)].join(" ")]]),
	};
	await writeFileWhole(out, checkpointToSafetensors(checkpoint), signal);
	const file = await networkRecord({ name: out, path: out, embedded: false }, signal);
	terminal.line(`${out}: ${cfg} with random weights of seed ${seed}, ${formatBytes(file.bytes)}`);
	terminal.value({ ...made, file });
}
