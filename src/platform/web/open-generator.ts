/** A generator in this browser: network, ONNX Runtime and renderer put together. For pages and workers alike. */

import type { Checkpoint } from "../../checkpoint/description.ts";
import {
	assembleOrDispose,
	DEFAULT_NETWORK,
	type NotedGenerator,
	type OpenedEngine,
	type OpenOptions,
} from "../../generator/load-generator.ts";
import type { ProgressListener } from "../../host/progress.ts";
import { chooseMarcher } from "../../rendering/march/choose-marcher.ts";
import { type ChosenRuntime, createRuntime } from "../../runtime/create-runtime.ts";
import { throwIfAborted } from "../../tensor/errors.ts";
import { browserGlobals } from "./globals.ts";
import type { WebGpu } from "./gpu-device.ts";
import { openCheckpoint, type WebNetworkSource } from "./network-source.ts";
import { type WebOrtModule, type WebOrtPlatform, webOrtPlatform } from "./onnx-runtime.ts";
import { webWorkerPool } from "./worker-pool.ts";

export interface WebGeneratorOptions extends OpenOptions {
	/** The module `onnxruntime-web`, or one of its builds: "onnxruntime-web/webgpu", "/jspi", "/wasm". */
	readonly ort: WebOrtModule;
	/**
	 * A GPU of `requestGpu`, so that several networks share one; it stays the caller's. Default: each has its own, which ends
	 * with it.
	 */
	readonly gpu?: WebGpu | undefined;
	/** Threads of WebAssembly. Default: one per core on a cross-origin isolated page; elsewhere it is always one. */
	readonly threads?: number | undefined;
	/** Hears the stages "download" (addresses only), "read" and "start". */
	readonly onProgress?: ProgressListener | undefined;
}

/** What really runs, to be shown and recorded. */
export interface WebEngineRecord extends OpenedEngine {
	/** The GPU's name where it runs networks or renderer. */
	readonly adapter: string | null;
	/** Whether that GPU is one in software. Painting on a canvas with it may end the browser's GPU process. */
	readonly isSoftwareAdapter: boolean;
	/** Whether planes, features and images can stay on the GPU: `generator.gpu`. */
	readonly sharesGpu: boolean;
	/** Threads of WebAssembly. */
	readonly threads: number;
	readonly crossOriginIsolated: boolean;
	readonly userAgent: string;
}

export interface OpenedWebGenerator extends NotedGenerator, AsyncDisposable {
	readonly engine: WebEngineRecord;
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
interface Assembled extends NotedGenerator {
	readonly runtime: ChosenRuntime;
	readonly rendererPassedOver: string | null;
}

async function assembled(
	checkpoint: Checkpoint,
	{ threads, gpu, ...platform }: WebOrtPlatform,
	{ device, renderer, precision, networkName, allowUnused, allowLarge, tuned }: WebGeneratorOptions,
): Promise<Assembled> {
	const runtime = await createRuntime(platform, { device });
	const workers = webWorkerPool();
	const { marcher, passedOver } = await chooseMarcher({ renderer, threads, runtime, workers, gpu: gpu?.device });
	const parts = { runtime, marcher, network: networkName, precision, allowUnused, allowLarge, tuned };
	return { ...(await assembleOrDispose(checkpoint, parts)), runtime, rendererPassedOver: passedOver };
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
