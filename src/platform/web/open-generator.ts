/** A generator in this browser: network, ONNX Runtime and renderer put together. For pages and workers alike. */

import type { Checkpoint } from "../../checkpoint/description.ts";
import type { Generator } from "../../generator/generator.ts";
import { assembleWithNotes, DEFAULT_NETWORK } from "../../generator/load-generator.ts";
import type { ReadingNotes } from "../../generator/reading-notes.ts";
import type { Device, DeviceRequest } from "../../host/inference-runtime.ts";
import type { ProgressListener } from "../../host/progress.ts";
import type { Precision } from "../../networks/target.ts";
import { type ChosenRuntime, createRuntime, type DeviceFinding } from "../../runtime/create-runtime.ts";
import { throwIfAborted } from "../../tensor/errors.ts";
import { chooseMarcher, type WebRendererRequest } from "./choose-marcher.ts";
import { browserGlobals } from "./globals.ts";
import type { WebGpu } from "./gpu-device.ts";
import { openCheckpoint, type WebNetworkSource } from "./network-source.ts";
import { type WebOrtModule, type WebOrtPlatform, webOrtPlatform } from "./onnx-runtime.ts";

export interface WebGeneratorOptions {
	/** The module `onnxruntime-web`, or one of its builds: "onnxruntime-web/webgpu", "/jspi", "/wasm". */
	readonly ort: WebOrtModule;
	/** What runs the networks: "webgpu", or "cpu" for WebAssembly. Default "auto": the best device that works. */
	readonly device?: DeviceRequest | undefined;
	/**
	 * A GPU of `requestGpu`, so that several networks share one; it stays the caller's. Default: each has its own, which ends
	 * with it.
	 */
	readonly gpu?: WebGpu | undefined;
	/** Threads of WebAssembly. Default: one per core on a cross-origin isolated page; elsewhere it is always one. */
	readonly threads?: number | undefined;
	/** Which version of the renderer. Default "auto": the fastest that works. */
	readonly renderer?: WebRendererRequest | undefined;
	/** Numbers that super-resolution computes in. Default "fp32"; "fp16" wants WebGPU with the feature "shader-f16". */
	readonly precision?: Precision | undefined;
	/** Which network of the checkpoint. Default "G_ema". */
	readonly networkName?: string | undefined;
	/** Open a network although it has parts that are not computed here. Default false. */
	readonly allowUnused?: boolean | undefined;
	/** Open it although one picture of it costs far more than networks do; default false. */
	readonly allowLarge?: boolean | undefined;
	/** Hears the stages "download" (addresses only), "read" and "start". */
	readonly onProgress?: ProgressListener | undefined;
	readonly signal?: AbortSignal | undefined;
}

/** What really runs, to be shown and recorded. */
export interface WebEngineRecord {
	readonly device: Device;
	/** The GPU's name where it runs networks or renderer. */
	readonly adapter: string | null;
	/** Whether that GPU is one in software. Painting on a canvas with it may end the browser's GPU process. */
	readonly isSoftwareAdapter: boolean;
	/** Better devices that "auto" passed over, and why. */
	readonly passedOver: readonly DeviceFinding[];
	readonly renderer: string;
	/** Why "auto" passed over a faster renderer, or `null`. */
	readonly rendererPassedOver: string | null;
	/** Whether planes, features and images can stay on the GPU: `generator.gpu`. */
	readonly sharesGpu: boolean;
	/** Threads of WebAssembly. */
	readonly threads: number;
	readonly crossOriginIsolated: boolean;
	readonly onnxRuntime: string;
	readonly userAgent: string;
}

export interface OpenedWebGenerator extends AsyncDisposable {
	readonly generator: Generator;
	readonly engine: WebEngineRecord;
	/** What was assumed, converted and left out when the network was read; `noteLines` says it in words. */
	readonly notes: ReadingNotes;
	/** Settles with the reason when the GPU is gone, and only then: open the network again, if it must be on "cpu". */
	readonly lost: Promise<Error>;
}

/** Opens a network; dispose of the result to end its sessions, workers and GPU. Rejects as `loadGenerator` does. */
export async function openGenerator(
	source: WebNetworkSource,
	options: WebGeneratorOptions,
): Promise<OpenedWebGenerator> {
	const { ort, device, threads, gpu, networkName, onProgress, signal } = options;
	const checkpoint = await openCheckpoint(source, { networks: [networkName ?? DEFAULT_NETWORK], onProgress, signal });
	throwIfAborted(signal, "opening the network");
	onProgress?.({ stage: "start", fraction: 0 });
	const platform = await webOrtPlatform(ort, { device, threads, gpu });
	const owned = platform.gpu === gpu ? null : platform.gpu;
	try {
		const parts = await assembled(checkpoint, platform, options);
		throwIfAborted(signal, "opening the network");
		const used = usesGpu(parts) ? platform.gpu : null;
		if (used === null) owned?.device.destroy();
		onProgress?.({ stage: "start", fraction: 1 });
		return opened(platform, parts, used, used === null ? null : owned);
	} catch (error) {
		owned?.device.destroy();
		throw error;
	}
}

/** A generator and what it was made of. */
interface Assembled {
	readonly generator: Generator;
	readonly notes: ReadingNotes;
	readonly runtime: ChosenRuntime;
	readonly rendererPassedOver: string | null;
}

/** Ends the renderer's workers where the checkpoint is no generator. */
async function assembled(
	checkpoint: Checkpoint,
	platform: WebOrtPlatform,
	{ device, renderer, precision, networkName, allowUnused, allowLarge }: WebGeneratorOptions,
): Promise<Assembled> {
	const { threads, gpu } = platform;
	const runtime = await createRuntime(platform, { device });
	const { marcher, passedOver } = await chooseMarcher({ renderer, threads, runtime, gpu });
	try {
		const assembling = { runtime, marcher, network: networkName, precision, allowUnused, allowLarge };
		return { ...assembleWithNotes(checkpoint, assembling), runtime, rendererPassedOver: passedOver };
	} catch (error) {
		await marcher.dispose();
		throw error;
	}
}

function usesGpu({ runtime, generator }: Assembled): boolean {
	return runtime.device === "webgpu" || generator.renderer === "wgsl";
}

/**
 * @param gpu    what networks or renderer run on
 * @param owned  the same, if it ends with the generator
 */
function opened(
	platform: WebOrtPlatform,
	parts: Assembled,
	gpu: WebGpu | null,
	owned: WebGpu | null,
): OpenedWebGenerator {
	let disposed = false;
	return {
		generator: parts.generator,
		notes: parts.notes,
		engine: engineRecord(platform, parts, gpu),
		lost: new Promise((resolve, reject) => {
			// What ends by itself is not lost.
			gpu?.lost.then((reason) => {
				if (!disposed) resolve(reason);
			}, reject);
		}),
		[Symbol.asyncDispose]: async () => {
			disposed = true;
			await parts.generator.dispose();
			owned?.device.destroy();
		},
	};
}

function engineRecord(
	{ threads, version }: WebOrtPlatform,
	{ generator, runtime, rendererPassedOver }: Assembled,
	gpu: WebGpu | null,
): WebEngineRecord {
	const { crossOriginIsolated, navigator } = browserGlobals();
	return {
		device: runtime.device,
		adapter: gpu?.adapter ?? null,
		isSoftwareAdapter: gpu?.isSoftware === true,
		passedOver: runtime.passedOver,
		renderer: generator.renderer,
		rendererPassedOver,
		sharesGpu: generator.gpu !== null,
		threads,
		crossOriginIsolated: crossOriginIsolated === true,
		onnxRuntime: version,
		userAgent: navigator.userAgent ?? "unknown",
	};
}
