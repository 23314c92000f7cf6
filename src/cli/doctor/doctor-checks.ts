/**
 * The checks of `triplane doctor`. Each is tried, not guessed, and none can take the others down: modules with native
 * parts are imported inside their check.
 */

import { machineInfo } from "../../platform/node/machine.ts";
import { embeddedNetworks } from "../../platform/node/networks.ts";
import { EG3D_RULES } from "../../rendering/field-rules.ts";
import type { TriplaneField } from "../../rendering/march/contract.ts";
import { float32Tensor, zeros } from "../../tensor/host-tensor.ts";
import { formatBytes } from "../text-table.ts";
import { deviceFindings } from "./device-findings.ts";

export interface DoctorCheck {
	readonly what: string;
	readonly works: boolean;
	/** Whether Triplane cannot run without it. */
	readonly needed: boolean;
	readonly note: string;
}

/** Oldest Node that package.json allows. */
const OLDEST_NODE = [20, 19] as const;

/** Runs all checks, in the order they are shown. */
export async function doctorChecks(): Promise<DoctorCheck[]> {
	return [
		checkNode(),
		checkMachine(),
		...(await checkOnnxRuntime()),
		await checkRenderer(),
		await checkSharp(),
		checkNetworks(),
	];
}

function checkNode(): DoctorCheck {
	const [major = 0, minor = 0] = process.versions.node.split(".").map(Number);
	const works = major > OLDEST_NODE[0] || (major === OLDEST_NODE[0] && minor >= OLDEST_NODE[1]);
	const note = `${process.version}${works ? "" : `, want ${OLDEST_NODE.join(".")} or newer`}`;
	return { what: "Node", works, needed: true, note };
}

function checkMachine(): DoctorCheck {
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

async function checkOnnxRuntime(): Promise<DoctorCheck[]> {
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

/** The renderer's kernel on its worker threads, with one point of an empty volume. */
async function checkRenderer(): Promise<DoctorCheck> {
	const what = "renderer wasm";
	try {
		const { createWasmMarcher } = await import("../../rendering/march/kernels/wasm/wasm-marcher.ts");
		const { nodeWorkerPool } = await import("../../platform/node/worker-pool.ts");
		const marcher = await createWasmMarcher({ workers: nodeWorkerPool() });
		try {
			const field = await marcher.prepare(EMPTY_FIELD);
			const { sigma } = await field.samplePoints(float32Tensor([1, 3], [0, 0, 0]));
			if (sigma.data[0] !== 0) throw new Error(`an empty volume has sigma ${sigma.data[0]}, want 0`);
			const threads = marcher.threads > 1 ? `${marcher.threads} threads with shared memory` : "one thread";
			return { what, works: true, needed: false, note: `SIMD kernel, ${threads}` };
		} finally {
			await marcher.dispose();
		}
	} catch (error) {
		return {
			what,
			works: false,
			needed: false,
			note: `${reason(error)}; the symbolic renderer is used, which is slower`,
		};
	}
}

/** Planes and decoder of zeros, in the published sizes. */
const EMPTY_FIELD: TriplaneField = {
	planes: zeros("float32", [3, 32, 4, 4]),
	decoder: {
		weight0: zeros("float32", [64, 32]),
		bias0: zeros("float32", [64]),
		weight1: zeros("float32", [33, 64]),
		bias1: zeros("float32", [33]),
	},
	boxWarp: 1,
	planeAxes: "eg3d",
	triplaneDepth: 1,
	rules: EG3D_RULES,
};

async function checkSharp(): Promise<DoctorCheck> {
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

function checkNetworks(): DoctorCheck {
	const names = embeddedNetworks();
	const note = names.length > 0 ? names.join(", ") : "none: the package is incomplete";
	return { what: "embedded networks", works: names.length > 0, needed: false, note };
}

function reason(error: unknown): string {
	return (error instanceof Error ? error.message : String(error)).split("\n")[0] ?? "";
}
