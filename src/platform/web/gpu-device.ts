/**
 * The browser's GPU. One device is made here and used by ONNX Runtime and by our own kernels, so that they can share
 * buffers; it gets every limit the adapter has, since planes and images of full size need more than the defaults.
 */

import type { GpuDevice } from "../../host/gpu.ts";
import { RuntimeFailureError } from "../../tensor/errors.ts";
import { browserGlobals, type GpuAdapter } from "./globals.ts";

export interface WebGpu {
	readonly device: GpuDevice;
	/** For people: "nvidia ampere", "google swiftshader". */
	readonly adapter: string;
	/** Runs on the CPU: right, but slower than WebAssembly. */
	readonly isSoftware: boolean;
	/** Settles with the reason when the device is gone. */
	readonly lost: Promise<Error>;
}

/** Limits that are asked for in full. */
const LIMITS = [
	"maxBufferSize",
	"maxStorageBufferBindingSize",
	"maxComputeWorkgroupStorageSize",
	"maxComputeInvocationsPerWorkgroup",
	"maxComputeWorkgroupSizeX",
	"maxComputeWorkgroupSizeY",
	"maxComputeWorkgroupSizeZ",
	"maxComputeWorkgroupsPerDimension",
	"maxStorageBuffersPerShaderStage",
] as const;

/** Features that ONNX Runtime's kernels make use of. */
const FEATURES = ["shader-f16", "subgroups", "timestamp-query"] as const;

/** A device on the best adapter, or a sentence that says why there is none. */
export async function requestGpu(): Promise<WebGpu | string> {
	const { gpu } = browserGlobals().navigator;
	if (!gpu) return "this browser has no WebGPU, or the page is not served over https or from localhost";
	try {
		const adapter = await gpu.requestAdapter({ powerPreference: "high-performance" });
		if (!adapter) return "the browser has WebGPU, but found no adapter: is the GPU blocked or its driver too old?";
		return webGpu(adapter, await adapter.requestDevice(deviceDescriptor(adapter)));
	} catch (error) {
		return `the adapter gives no device: ${error instanceof Error ? error.message : String(error)}`;
	}
}

function deviceDescriptor(adapter: GpuAdapter): Parameters<GpuAdapter["requestDevice"]>[0] {
	const limits = adapter.limits as unknown as Readonly<Record<string, number | undefined>>;
	return {
		label: "triplane",
		requiredFeatures: FEATURES.filter((feature) => adapter.features.has(feature)),
		requiredLimits: Object.fromEntries(
			LIMITS.flatMap((name) => (limits[name] === undefined ? [] : [[name, limits[name]]])),
		),
	};
}

function webGpu({ info }: GpuAdapter, device: GpuDevice): WebGpu {
	const { vendor, architecture, description } = info;
	const adapter = [vendor, architecture].filter((part) => part !== "").join(" ") || description || "unnamed adapter";
	return {
		device,
		adapter,
		isSoftware:
			info.isFallbackAdapter === true || /swiftshader|llvmpipe|basic render/i.test(`${adapter} ${description}`),
		lost: device.lost.then(
			({ reason, message }) =>
				new RuntimeFailureError(
					`the GPU device was lost (${reason}: ${message || "no reason given"}). Open the network again, or with device "cpu"`,
				),
		),
	};
}
