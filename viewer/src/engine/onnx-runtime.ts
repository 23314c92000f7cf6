/**
 * The build of ONNX Runtime for this browser. With WebGPU it needs JavaScript Promise Integration; where one of the two
 * is missing, the plain WebAssembly build is smaller. Only the one that is used is loaded.
 *
 * The addresses of its `.wasm` and `.mjs` are handed to it. What the bundler makes of its own idea of them hangs in
 * production as soon as there are threads (docs/viewer.md).
 */

import jspiModule from "onnxruntime-web/ort-wasm-simd-threaded.jspi.mjs?url";
import jspiBinary from "onnxruntime-web/ort-wasm-simd-threaded.jspi.wasm?url";
import plainModule from "onnxruntime-web/ort-wasm-simd-threaded.mjs?url";
import plainBinary from "onnxruntime-web/ort-wasm-simd-threaded.wasm?url";
import type { WebOrtModule } from "triplane/web";
import type { OpenRequest } from "./protocol.ts";

export async function loadOnnxRuntime(device: OpenRequest["device"]): Promise<WebOrtModule> {
	const useGpu = device !== "cpu" && "gpu" in navigator && "Suspending" in WebAssembly;
	const ort = useGpu ? await import("onnxruntime-web/jspi") : await import("onnxruntime-web/wasm");
	const [mjs, wasm] = useGpu ? [jspiModule, jspiBinary] : [plainModule, plainBinary];
	ort.env.wasm.wasmPaths = { mjs: absolute(mjs), wasm: absolute(wasm) };
	return ort;
}

/** Addresses in a worker are relative to its script. */
function absolute(url: string): string {
	return new URL(url, self.location.href).href;
}
