/** What happens before the first image: start-up of the command, reading a full-size checkpoint. */

import { execFile } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { readCheckpoint } from "../src/checkpoint/read-checkpoint.ts";
import { checkpointToSafetensors } from "../src/checkpoint/safetensors-checkpoint.ts";
import { describeGenerator } from "../src/generator/describe.ts";
import { presetConfig } from "../src/generator/presets.ts";
import { initializeGenerator } from "../src/networks/initialize.ts";
import { openFile } from "../src/platform/node/file-source.ts";
import { writeFileWhole } from "../src/platform/node/write-file.ts";
import type { Benchmark } from "./benchmark.ts";
import { FULL_SIZE } from "./networks.ts";

const startup: Benchmark = {
	name: "cli-startup",
	what: "triplane --version, whole process",
	runs: 9,
	prepare: async () => {
		const run = async (): Promise<void> => {
			await promisify(execFile)(process.execPath, ["dist/cli/main.js", "--version"]);
		};
		return { run, dispose: async () => {} };
	},
};

const load: Benchmark = {
	name: "checkpoint-load",
	what: `read a ${FULL_SIZE} network file`,
	runs: 7,
	prepare: async () => {
		const folder = await mkdtemp(join(tmpdir(), "triplane-bench-"));
		const path = join(folder, "network.safetensors");
		const size = await writeNetwork(path);
		const run = async (): Promise<void> => {
			await using file = await openFile(path);
			await readCheckpoint(file);
		};
		return { run, dispose: () => rm(folder, { recursive: true }), note: `${Math.round(size / 1e6)} MB` };
	},
};

/** Writes a random full-size network and returns its bytes. */
async function writeNetwork(path: string): Promise<number> {
	const config = presetConfig(FULL_SIZE);
	const network = describeGenerator(config, initializeGenerator(config, 0));
	const networks = new Map([["G_ema", network]]);
	const chunks = checkpointToSafetensors({ format: "safetensors", networks, extras: new Map(), metadata: new Map() });
	await writeFileWhole(path, chunks);
	return chunks.reduce((sum, chunk) => sum + chunk.byteLength, 0);
}

export const FILE_BENCHMARKS: readonly Benchmark[] = [startup, load];
