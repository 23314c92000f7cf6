/** onnxruntime-node and what this machine offers it: the only file that loads it. */

import { existsSync, readdirSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import type { DeviceCandidate, OrtPlatform } from "../../runtime/ort-module.ts";
import { coresOfMachine } from "./cores.ts";
import { nativePackage } from "./native-packages.ts";

/** ONNX Runtime for Node with the devices it could use here, best first. */
export function nodeOrtPlatform(): OrtPlatform {
	const ort = nativePackage("onnxruntime-node");
	ort.env.logLevel = "fatal"; // what fails is thrown as well, and providers that are tried and missing are no news
	return {
		module: ort,
		version: ort.env.versions.node ?? ort.env.versions.common,
		advice: "Run 'triplane doctor' for details, or use --device cpu",
		defaultThreads: coresOfMachine(),
		candidates: [cudaCandidate(), webgpuCandidate(), { device: "cpu", auto: true, note: "bundled" }],
	};
}

/** The CUDA provider is a separate download of onnxruntime-node's install script. */
function cudaCandidate(): DeviceCandidate {
	const root = dirname(dirname(createRequire(import.meta.url).resolve("onnxruntime-node")));
	const library = join(root, "bin", "napi-v6", process.platform, process.arch, "libonnxruntime_providers_cuda.so");
	const installed = existsSync(library);
	const note = installed
		? "CUDA provider installed"
		: "CUDA provider not installed: ONNXRUNTIME_NODE_INSTALL=cuda12 node node_modules/onnxruntime-node/script/install";
	return { device: "cuda", auto: installed, note };
}

/** Dawn is bundled, but on Linux it needs a Vulkan driver; software drivers are slower than the CPU provider. */
function webgpuCandidate(): DeviceCandidate {
	if (process.platform !== "linux") return { device: "webgpu", auto: true, note: "bundled (Metal or Direct3D 12)" };
	const manifests = vulkanManifests();
	const hardware = manifests.filter((path) => !/swiftshader|lvp_icd/.test(path));
	if (hardware.length > 0) return { device: "webgpu", auto: true, note: `Vulkan driver ${hardware[0]}` };
	if (manifests.length > 0) return { device: "webgpu", auto: false, note: `software Vulkan driver ${manifests[0]}` };
	return { device: "webgpu", auto: false, note: "no Vulkan driver found: install your GPU's, and libvulkan1" };
}

/** Driver manifests where the Vulkan loader looks for them. */
function vulkanManifests(): string[] {
	const named = process.env.VK_DRIVER_FILES ?? process.env.VK_ICD_FILENAMES;
	if (named) return named.split(":").filter((path) => existsSync(path));
	const folders = ["/usr/share/vulkan/icd.d", "/etc/vulkan/icd.d", "/usr/local/share/vulkan/icd.d"];
	return folders
		.filter((folder) => existsSync(folder))
		.flatMap((folder) =>
			readdirSync(folder)
				.filter((file) => file.endsWith(".json"))
				.map((file) => join(folder, file)),
		);
}
