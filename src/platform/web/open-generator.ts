/** A generator in this browser: network, ONNX Runtime and renderer put together. For pages and workers alike. */

import type { Checkpoint } from "../../checkpoint/description.ts";
import type { Generator } from "../../generator/generator.ts";
import { type AssembleOptions, assembleGenerator, DEFAULT_NETWORK } from "../../generator/load-generator.ts";
import type { Device, DeviceRequest } from "../../host/inference-runtime.ts";
import type { ProgressListener } from "../../host/progress.ts";
import type { Precision } from "../../networks/target.ts";
import { createRuntime, type DeviceFinding } from "../../runtime/create-runtime.ts";
import { throwIfAborted } from "../../tensor/errors.ts";
import { chooseMarcher, type WebRendererRequest } from "./choose-marcher.ts";
import { browserGlobals } from "./globals.ts";
import { openCheckpoint, type WebNetworkSource } from "./network-source.ts";
import { type WebOrtModule, webOrtPlatform } from "./onnx-runtime.ts";

export interface WebGeneratorOptions {
	/** The module `onnxruntime-web`, or one of its builds: "onnxruntime-web/webgpu", "/jspi", "/wasm". */
	readonly ort: WebOrtModule;
	/** What runs the networks: "webgpu", or "cpu" for WebAssembly. Default "auto": the best device that works. */
	readonly device?: DeviceRequest | undefined;
	/** Threads of WebAssembly. Default: one per core on a cross-origin isolated page; elsewhere it is always one. */
	readonly threads?: number | undefined;
	/** Which version of the renderer. Default "auto": the fastest that works. */
	readonly renderer?: WebRendererRequest | undefined;
	/** Numbers that super-resolution computes in. Default "fp32"; "fp16" wants WebGPU with the feature "shader-f16". */
	readonly precision?: Precision | undefined;
	/** Which network of the checkpoint. Default "G_ema". */
	readonly networkName?: string | undefined;
	/** Hears the stages "download" (addresses only), "read" and "start". */
	readonly onProgress?: ProgressListener | undefined;
	readonly signal?: AbortSignal | undefined;
}

/** What really runs, to be shown and recorded. */
export interface WebEngineRecord {
	readonly device: Device;
	/** The GPU's name where it runs the networks. */
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
	/** Settles with the reason when the GPU is gone, and only then: open the network again, on "cpu" if need be. */
	readonly lost: Promise<Error>;
}

/** Opens a network; dispose of the result to end its sessions and workers. Rejects as `loadGenerator` does. */
export async function openGenerator(
	source: WebNetworkSource,
	options: WebGeneratorOptions,
): Promise<OpenedWebGenerator> {
	const { ort, device, renderer, precision, networkName, onProgress, signal } = options;
	const checkpoint = await openCheckpoint(source, { networks: [networkName ?? DEFAULT_NETWORK], onProgress, signal });
	throwIfAborted(signal, "opening the network");
	onProgress?.({ stage: "start", fraction: 0 });
	const platform = await webOrtPlatform(ort, { device, threads: options.threads });
	const { threads } = platform;
	const runtime = await createRuntime(platform, { device });
	const { marcher, passedOver } = await chooseMarcher({ renderer, threads, runtime, gpu: platform.gpu });
	const generator = await assembled(checkpoint, { runtime, marcher, network: networkName, precision });
	onProgress?.({ stage: "start", fraction: 1 });
	const { crossOriginIsolated, navigator } = browserGlobals();
	return {
		generator,
		engine: {
			device: runtime.device,
			adapter: runtime.device === "webgpu" ? (platform.gpu?.adapter ?? null) : null,
			isSoftwareAdapter: runtime.device === "webgpu" && platform.gpu?.isSoftware === true,
			passedOver: runtime.passedOver,
			renderer: marcher.name,
			rendererPassedOver: passedOver,
			sharesGpu: generator.gpu !== null,
			threads,
			crossOriginIsolated: crossOriginIsolated === true,
			onnxRuntime: platform.version,
			userAgent: navigator.userAgent ?? "unknown",
		},
		lost: runtime.device === "webgpu" && platform.gpu ? platform.gpu.lost : new Promise(() => {}),
		[Symbol.asyncDispose]: () => generator.dispose(),
	};
}

/** Ends the renderer's workers where the checkpoint is no generator. */
async function assembled(checkpoint: Checkpoint, options: AssembleOptions): Promise<Generator> {
	try {
		return assembleGenerator(checkpoint, options);
	} catch (error) {
		await options.marcher.dispose();
		throw error;
	}
}
