/** A generator on this machine: file, ONNX Runtime and renderer put together. */

import type { Checkpoint } from "../../checkpoint/description.ts";
import { type ReadCheckpointOptions, readCheckpoint } from "../../checkpoint/read-checkpoint.ts";
import type { Generator } from "../../generator/generator.ts";
import { type AssembleOptions, assembleGenerator, DEFAULT_NETWORK } from "../../generator/load-generator.ts";
import type { ByteSource } from "../../host/byte-source.ts";
import type { Device, DeviceRequest } from "../../host/inference-runtime.ts";
import type { Precision, Preference } from "../../networks/target.ts";
import { createRuntime, type DeviceFinding } from "../../runtime/create-runtime.ts";
import { throwIfAborted } from "../../tensor/errors.ts";
import { chooseMarcher, type RendererRequest } from "./choose-marcher.ts";
import { openFile } from "./file-source.ts";
import { locateNetwork } from "./networks.ts";
import { nodeOrtPlatform } from "./onnx-runtime.ts";

export interface NodeGeneratorOptions {
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
}

/** A path, the name of an embedded network, bytes from elsewhere, or a checkpoint that has been read. */
export type NetworkSource = string | ByteSource | Checkpoint;

/** Opens a network; dispose of the result to end its sessions and workers. */
export async function openGenerator(
	source: NetworkSource,
	options: NodeGeneratorOptions = {},
): Promise<OpenedGenerator> {
	const { device, threads, renderer, networkName, prefer, precision, signal } = options;
	const checkpoint = await checkpointOf(source, { networks: [networkName ?? DEFAULT_NETWORK], signal });
	throwIfAborted(signal, "opening the network");
	const platform = nodeOrtPlatform();
	const runtime = await createRuntime(platform, { device, threads });
	const { marcher, passedOver } = await chooseMarcher({ renderer, threads, runtime });
	const generator = await assembled(checkpoint, { runtime, marcher, network: networkName, prefer, precision });
	return {
		generator,
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
async function assembled(checkpoint: Checkpoint, options: AssembleOptions): Promise<Generator> {
	try {
		return assembleGenerator(checkpoint, options);
	} catch (error) {
		await options.marcher.dispose();
		throw error;
	}
}

/** Reads a network file by path or embedded name. */
export async function openCheckpoint(nameOrPath: string, options: ReadCheckpointOptions = {}): Promise<Checkpoint> {
	await using file = await openFile(locateNetwork(nameOrPath).path);
	return await readCheckpoint(file, options);
}

async function checkpointOf(source: NetworkSource, options: ReadCheckpointOptions): Promise<Checkpoint> {
	if (typeof source === "string") return await openCheckpoint(source, options);
	return "networks" in source ? source : await readCheckpoint(source, options);
}
