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
import { type SceneOptions, sceneArguments, sceneChanges } from "../options/scene.ts";
import { Report, type ReportOptions } from "../report.ts";
import type { Session } from "../session.ts";
import { argumentsOf } from "../sidecar.ts";
import { formatBytes } from "../text-table.ts";

export interface InitOptions extends ReportOptions, SceneOptions {
	readonly cfg: string;
	readonly seed: number;
	readonly out: string;
}

export async function runInit(options: InitOptions, { signal }: Session): Promise<void> {
	const report = new Report(options);
	const { cfg, seed, out } = options;
	if (!out.endsWith(".safetensors")) throw new InputError(`--out '${out}': want a name that ends in .safetensors`);
	const config = presetConfig(cfg, { scene: sceneChanges(options) });
	const made = { cfg, seed, ...sceneArguments(options) };
	const checkpoint: Checkpoint = {
		format: "safetensors",
		networks: new Map([[DEFAULT_NETWORK, describeGenerator(config, initializeGenerator(config, seed))]]),
		extras: new Map(),
		metadata: new Map([["made_by", ["triplane", ...argumentsOf("init", made)].join(" ")]]),
	};
	await writeFileWhole(out, checkpointToSafetensors(checkpoint), signal);
	const file = await networkRecord({ name: out, path: out, embedded: false }, signal);
	report.line(`${out}: ${cfg} with random weights of seed ${seed}, ${formatBytes(file.bytes)}`);
	report.value({ ...made, file });
}
