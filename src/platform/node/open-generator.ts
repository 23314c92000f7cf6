/** A generator on this machine: file, ONNX Runtime and renderer put together. */

import type { Checkpoint } from "../../checkpoint/description.ts";
import { type ReadCheckpointOptions, readCheckpoint } from "../../checkpoint/read-checkpoint.ts";
import { completeStateDicts, presetSource, type StateDictSource } from "../../generator/complete-state-dict.ts";
import {
	assembleOrDispose,
	DEFAULT_NETWORK,
	findNetwork,
	type NotedGenerator,
	type OpenedEngine,
	type OpenOptions,
} from "../../generator/load-generator.ts";
import type { ReadConfigOptions } from "../../generator/read-config.ts";
import type { ByteSource } from "../../host/byte-source.ts";
import type { Precision, Preference } from "../../networks/target.ts";
import { chooseMarcher } from "../../rendering/march/choose-marcher.ts";
import { createRuntime } from "../../runtime/create-runtime.ts";
import { InputError, throwIfAborted } from "../../tensor/errors.ts";
import { openFile } from "./file-source.ts";
import { obtainNetwork } from "./networks.ts";
import { nodeOrtPlatform } from "./onnx-runtime.ts";
import { nodeWorkerPool } from "./worker-pool.ts";

export interface NodeGeneratorOptions extends OpenOptions, StateDictOptions {
	/** Threads of the CPU provider and of the renderer. Default: one per core. */
	readonly threads?: number | undefined;
	/** What the CPU's graphs are chosen for. Default "speed"; "memory" for volumes, which need planes once. */
	readonly prefer?: Preference | undefined;
}

/** Where the options of a state_dict come from. */
export interface StateDictOptions {
	/** The network, by path, address or name, whose options it has. */
	readonly like?: string | undefined;
	/** The named configuration whose options it has. */
	readonly cfg?: string | undefined;
}

/** How a network file is read that is not quite like the published ones. */
export type NetworkFileOptions = ReadConfigOptions & StateDictOptions;

/** What really runs, for records. */
export interface EngineRecord extends OpenedEngine {
	/** Numbers that super-resolution computes in. */
	readonly precision: Precision;
	/** As asked for; `null` is one per core. */
	readonly threads: number | null;
	readonly node: string;
	readonly platform: string;
}

export interface OpenedGenerator extends NotedGenerator, AsyncDisposable {
	readonly engine: EngineRecord;
}

/** A path, an address, the name of an embedded network, bytes from elsewhere, or a checkpoint that has been read. */
export type NetworkSource = string | ByteSource | Checkpoint;

/** Opens a network; dispose of the result to end its sessions and workers. */
export async function openGenerator(
	source: NetworkSource,
	options: NodeGeneratorOptions = {},
): Promise<OpenedGenerator> {
	const { device, threads, renderer, networkName, prefer, precision, signal, like, cfg } = options;
	const { allowUnused, allowLarge, tuned } = options;
	const checkpoint = await checkpointOf(source, { networks: [networkName ?? DEFAULT_NETWORK], signal, like, cfg });
	throwIfAborted(signal, "opening the network");
	const platform = nodeOrtPlatform();
	const runtime = await createRuntime(platform, { device, threads });
	const { marcher, passedOver } = await chooseMarcher({ renderer, threads, runtime, workers: nodeWorkerPool() });
	const parts = { runtime, marcher, network: networkName, prefer, precision, allowUnused, allowLarge, tuned };
	const { generator, notes } = await assembleOrDispose(checkpoint, parts);
	return {
		generator,
		notes,
		engine: {
			device: runtime.device,
			passedOver: runtime.passedOver,
			renderer: marcher.name,
			precision: precision ?? "fp32",
			rendererPassedOver: passedOver,
			threads: threads ?? null,
			onnxRuntime: platform.version,
			node: process.version,
			platform: `${process.platform}-${process.arch}`,
		},
		[Symbol.asyncDispose]: () => generator.dispose(),
	};
}

export interface OpenCheckpointOptions extends ReadCheckpointOptions, StateDictOptions {}

/** Reads a network file by path, address or embedded name. */
export async function openCheckpoint(name: string, options: OpenCheckpointOptions = {}): Promise<Checkpoint> {
	const { path } = await obtainNetwork(name, options);
	await using file = await openFile(path);
	return await completed(await readCheckpoint(file, options), options, name);
}

async function checkpointOf(source: NetworkSource, options: OpenCheckpointOptions): Promise<Checkpoint> {
	if (typeof source === "string") return await openCheckpoint(source, options);
	if ("networks" in source) return await completed(source, options, "in memory");
	return await completed(await readCheckpoint(source, options), options, source.name);
}

/** A state_dict with the options of another network or of a named configuration. */
async function completed(
	checkpoint: Checkpoint,
	{ like, cfg, signal }: OpenCheckpointOptions,
	name: string,
): Promise<Checkpoint> {
	if (like === undefined && cfg === undefined) return checkpoint;
	if (like !== undefined && cfg !== undefined) {
		throw new InputError("network: --like and --cfg both give the options of a state_dict: want one of them");
	}
	return completeStateDicts(checkpoint, await sourceOfOptions(like, cfg ?? "", signal), name);
}

async function sourceOfOptions(
	like: string | undefined,
	cfg: string,
	signal: AbortSignal | undefined,
): Promise<StateDictSource> {
	if (like === undefined) return presetSource(cfg);
	const other = await openCheckpoint(like, { networks: [DEFAULT_NETWORK], signal });
	return { description: findNetwork(other, DEFAULT_NETWORK), name: `--like ${like}` };
}
