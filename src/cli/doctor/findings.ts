/**
 * The checks of `triplane doctor`. Each is tried, not guessed, and none can take the others down: modules with native
 * parts are imported inside their check.
 */

import { once } from "node:events";
import { Worker } from "node:worker_threads";
import { machineInfo } from "../../platform/node/machine.ts";
import { embeddedNetworks } from "../../platform/node/networks.ts";
import { formatBytes } from "../text-table.ts";
import { deviceFindings } from "./device-findings.ts";

export interface Finding {
	readonly what: string;
	readonly works: boolean;
	/** Whether Triplane cannot run without it. */
	readonly needed: boolean;
	readonly note: string;
}

/** Oldest Node that package.json allows. */
const OLDEST_NODE = [20, 19] as const;

/** Runs all checks, in the order they are shown. */
export async function findings(): Promise<Finding[]> {
	return [
		checkNode(),
		checkMachine(),
		...(await checkOnnxRuntime()),
		checkWasmSimd(),
		await checkThreads(),
		await checkSharp(),
		checkNetworks(),
	];
}

function checkNode(): Finding {
	const [major = 0, minor = 0] = process.versions.node.split(".").map(Number);
	const works = major > OLDEST_NODE[0] || (major === OLDEST_NODE[0] && minor >= OLDEST_NODE[1]);
	const note = `${process.version}${works ? "" : `, want ${OLDEST_NODE.join(".")} or newer`}`;
	return { what: "Node", works, needed: true, note };
}

function checkMachine(): Finding {
	const { platform, arch, cpu, cores, cpuFeatures, memoryBytes, freeMemoryBytes } = machineInfo();
	const features = cpuFeatures ? `, ${cpuFeatures.join(" ") || "no vector extensions"}` : "";
	const memory = `${formatBytes(memoryBytes)} memory, ${formatBytes(freeMemoryBytes)} free`;
	return {
		what: "machine",
		works: true,
		needed: false,
		note: `${platform} ${arch}, ${cpu}, ${cores} cores${features}, ${memory}`,
	};
}

async function checkOnnxRuntime(): Promise<Finding[]> {
	try {
		const { nodeOrtPlatform } = await import("../../platform/node/onnx-runtime.ts");
		const platform = nodeOrtPlatform();
		const devices = await deviceFindings(platform);
		const automatic = platform.candidates.find(
			({ device, auto }) => auto && devices.some((one) => one.device === device && one.works),
		);
		return [
			{
				what: "ONNX Runtime",
				works: true,
				needed: true,
				note: `${platform.version}; --device auto takes ${automatic?.device ?? "nothing"}`,
			},
			...devices.map(({ device, works, note }) => ({
				what: `device ${device}`,
				works,
				needed: device === "cpu",
				note,
			})),
		];
	} catch (error) {
		return [{ what: "ONNX Runtime", works: false, needed: true, note: `${reason(error)}; install the package again` }];
	}
}

/** The part of WebAssembly's interface used here; TypeScript has it only with the whole DOM. */
declare const WebAssembly: { validate(bytes: Uint8Array): boolean };

/** A module whose one function returns a v128: valid only with SIMD. */
// biome-ignore format: one run of bytes
const SIMD_MODULE = Uint8Array.of(0,97,115,109, 1,0,0,0, 1,5,1,96,0,1,123, 3,2,1,0, 10,10,1,8,0,65,0,253,15,253,98,11);

function checkWasmSimd(): Finding {
	const works = WebAssembly.validate(SIMD_MODULE);
	return {
		what: "WebAssembly SIMD",
		works,
		needed: false,
		note: works ? "there" : "missing: the renderer falls back to plain TypeScript, which is far slower",
	};
}

/** Worker threads that share memory. */
async function checkThreads(): Promise<Finding> {
	try {
		const shared = new SharedArrayBuffer(4);
		const worker = new Worker(
			"const { workerData } = require('node:worker_threads'); Atomics.store(new Int32Array(workerData), 0, 1);",
			{ eval: true, workerData: shared },
		);
		await once(worker, "exit");
		if (Atomics.load(new Int32Array(shared), 0) !== 1) throw new Error("a worker did not write to shared memory");
		return { what: "worker threads", works: true, needed: false, note: "there, with shared memory" };
	} catch (error) {
		return { what: "worker threads", works: false, needed: false, note: `${reason(error)}: one thread renders` };
	}
}

async function checkSharp(): Promise<Finding> {
	try {
		const { encodeImage, IMAGE_FORMATS, imageLibraryVersion } = await import("../../platform/node/encode-image.ts");
		const pixel = { width: 1, height: 1, channels: 3, data: new Uint8Array(3) } as const;
		for (const format of IMAGE_FORMATS) await encodeImage(pixel, format);
		const note = `sharp ${imageLibraryVersion()}: ${IMAGE_FORMATS.join(", ")}`;
		return { what: "image files", works: true, needed: true, note };
	} catch (error) {
		return { what: "image files", works: false, needed: true, note: `sharp: ${reason(error)}; npm install sharp` };
	}
}

function checkNetworks(): Finding {
	const names = embeddedNetworks();
	const note = names.length > 0 ? names.join(", ") : "none: the package is incomplete";
	return { what: "embedded networks", works: names.length > 0, needed: false, note };
}

function reason(error: unknown): string {
	return (error instanceof Error ? error.message : String(error)).split("\n")[0] ?? "";
}
