/**
 * onnxruntime-web and what this browser offers it. The module is handed in, since pages choose the build (with or
 * without WebGPU) and their bundler knows where its `.wasm` lies; docs/web.md tells how.
 */

import type { DeviceRequest } from "../../host/inference-runtime.ts";
import type { DeviceCandidate, OrtModule, OrtPlatform } from "../../runtime/ort-module.ts";
import { browserGlobals } from "./globals.ts";
import { requestGpu, type WebGpu } from "./gpu-device.ts";

/** What is used of the module `onnxruntime-web`, any build of it. */
export interface WebOrtModule extends OrtModule {
	readonly env: {
		logLevel?: "verbose" | "info" | "warning" | "error" | "fatal";
		readonly wasm: { numThreads?: number };
		readonly versions: { readonly common: string; readonly web?: string };
	};
}

export interface WebOrtPlatform extends OrtPlatform {
	/** The GPU that ONNX Runtime is given; `null` where there is none or nobody asked for it. */
	readonly gpu: WebGpu | null;
	/** Threads of WebAssembly: 1 unless the page is cross-origin isolated. */
	readonly threads: number;
}

export interface WebOrtOptions {
	/** With "cpu", the GPU is left alone. */
	readonly device?: DeviceRequest | undefined;
	/** Threads of WebAssembly. Default: one per core. ONNX Runtime takes the number of its first session in a page. */
	readonly threads?: number | undefined;
	/** A GPU to use, of `requestGpu`. Default: a device is asked for, unless `device` is "cpu". */
	readonly gpu?: WebGpu | undefined;
}

/** ONNX Runtime for browsers with the devices it could use here, best first. */
export async function webOrtPlatform(
	module: WebOrtModule,
	{ device = "auto", threads: wanted, gpu: given }: WebOrtOptions = {},
): Promise<WebOrtPlatform> {
	const { env } = module;
	const threads = wasmThreads(wanted);
	env.logLevel = "fatal"; // what fails is thrown as well, and providers that are tried and missing are no news
	env.wasm.numThreads = threads;
	const found = device === "cpu" ? "not asked for" : (given ?? (await requestGpu()));
	const gpu = typeof found === "string" ? null : found;
	return {
		module,
		version: env.versions.web ?? env.versions.common,
		advice: 'Try device "cpu", and see that the files of onnxruntime-web are served where env.wasm.wasmPaths says',
		candidates: [webgpuCandidate(found), cpuCandidate(threads)],
		gpu,
		threads,
	};
}

/** Threads share memory, which browsers allow on cross-origin isolated pages only. */
function wasmThreads(wanted: number | undefined): number {
	const { crossOriginIsolated, navigator } = browserGlobals();
	return crossOriginIsolated === true ? (wanted ?? navigator.hardwareConcurrency ?? 1) : 1;
}

/** Software adapters are slower than WebAssembly, so that nobody gets one unasked. */
function webgpuCandidate(found: WebGpu | string): DeviceCandidate {
	if (typeof found === "string") return { device: "webgpu", auto: false, note: found };
	const { device, adapter, isSoftware, lost } = found;
	const provider = { name: "webgpu", device } as const;
	return {
		device: "webgpu",
		auto: !isSoftware,
		note: isSoftware ? `software adapter ${adapter}` : adapter,
		provider,
		gpu: device,
		lost,
	};
}

function cpuCandidate(threads: number): DeviceCandidate {
	const why = browserGlobals().crossOriginIsolated === true ? "" : "; the page is not cross-origin isolated";
	return { device: "cpu", auto: true, note: `WebAssembly, ${threads} thread${threads === 1 ? "" : "s"}${why}` };
}
