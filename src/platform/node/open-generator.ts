/** A generator on this machine: file, ONNX Runtime and renderer put together. */

import type { Checkpoint } from "../../checkpoint/description.ts";
import { type ReadCheckpointOptions, readCheckpoint } from "../../checkpoint/read-checkpoint.ts";
import { completeStateDicts, presetSource, type StateDictSource } from "../../generator/complete-state-dict.ts";
import type { Generator } from "../../generator/generator.ts";
import {
	type AssembleOptions,
	assembleWithNotes,
	DEFAULT_NETWORK,
	findNetwork,
} from "../../generator/load-generator.ts";
import type { ReadingNotes } from "../../generator/reading-notes.ts";
import type { ByteSource } from "../../host/byte-source.ts";
import type { Device, DeviceRequest } from "../../host/inference-runtime.ts";
import type { Precision, Preference } from "../../networks/target.ts";
import { createRuntime, type DeviceFinding } from "../../runtime/create-runtime.ts";
import { InputError, throwIfAborted } from "../../tensor/errors.ts";
import { chooseMarcher, type RendererRequest } from "./choose-marcher.ts";
import { openFile } from "./file-source.ts";
import { obtainNetwork } from "./networks.ts";
import { nodeOrtPlatform } from "./onnx-runtime.ts";

export interface NodeGeneratorOptions extends NetworkFileOptions {
	/** What runs the networks. Default "auto": the best device that works, and `engine` says which that was. */
	readonly device?: DeviceRequest | undefined;
	/** Threads of the CPU provider and of the renderer. Default: one per core. */
	readonly threads?: number | undefined;
	/** Which version of the renderer. Default "auto": the fastest that works. */
	readonly renderer?: RendererRequest | undefined;
	/** Which network of the checkpoint. Default "G_ema". */
	readonly networkName?: string | undefined;
	/** What the CPU's graphs are chosen for. Default "speed"; "memory" for volumes, which need planes once. */
	readonly prefer?: Preference | undefined;
	/** Numbers that super-resolution computes in. Default "fp32"; "fp16" on GPUs only. */
	readonly precision?: Precision | undefined;
	readonly signal?: AbortSignal | undefined;
}

/** How a network file is read that is not quite like the published ones. */
export interface NetworkFileOptions {
	/** Open it although it has parts that are not computed here. Default false. */
	readonly allowUnused?: boolean | undefined;
	/** Open it although one picture of it costs far more than networks do. Default false. */
	readonly allowLarge?: boolean | undefined;
	/** Of a state_dict: the network, by path, address or name, whose options it has. */
	readonly like?: string | undefined;
	/** Of a state_dict: the named configuration whose options it has. */
	readonly cfg?: string | undefined;
}

/** What really runs, for records. */
export interface EngineRecord {
	readonly device: Device;
	/** Better devices that "auto" passed over, and why. */
	readonly passedOver: readonly DeviceFinding[];
	readonly renderer: string;
	/** Numbers that super-resolution computes in. */
	readonly precision: Precision;
	/** Why "auto" passed over a faster renderer, or `null`. */
	readonly rendererPassedOver: string | null;
	/** As asked for; `null` is one per core. */
	readonly threads: number | null;
	readonly onnxRuntime: string;
	readonly node: string;
	readonly platform: string;
}

export interface OpenedGenerator extends AsyncDisposable {
	readonly generator: Generator;
	readonly engine: EngineRecord;
	/** What was assumed, converted and left out when the network was read. */
	readonly notes: ReadingNotes;
}

/** A path, an address, the name of an embedded network, bytes from elsewhere, or a checkpoint that has been read. */
export type NetworkSource = string | ByteSource | Checkpoint;

/** Opens a network; dispose of the result to end its sessions and workers. */
export async function openGenerator(
	source: NetworkSource,
	options: NodeGeneratorOptions = {},
): Promise<OpenedGenerator> {
	const { device, threads, renderer, networkName, prefer, precision, signal, like, cfg } = options;
	const { allowUnused, allowLarge } = options;
	const checkpoint = await checkpointOf(source, { networks: [networkName ?? DEFAULT_NETWORK], signal, like, cfg });
	throwIfAborted(signal, "opening the network");
	const platform = nodeOrtPlatform();
	const runtime = await createRuntime(platform, { device, threads });
	const { marcher, passedOver } = await chooseMarcher({ renderer, threads, runtime });
	const parts = { runtime, marcher, network: networkName, prefer, precision, allowUnused, allowLarge };
	const { generator, notes } = await assembled(checkpoint, parts);
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

/** Ends the renderer's workers where the checkpoint is no generator: they would keep the process alive. */
async function assembled(
	checkpoint: Checkpoint,
	options: AssembleOptions,
): Promise<Pick<OpenedGenerator, "generator" | "notes">> {
	try {
		return assembleWithNotes(checkpoint, options);
	} catch (error) {
		await options.marcher.dispose();
		throw error;
	}
}

export interface OpenCheckpointOptions extends ReadCheckpointOptions, Pick<NetworkFileOptions, "like" | "cfg"> {}

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
