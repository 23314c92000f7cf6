/** ONNX Runtime for the CPU, told where its two files are. With a GPU: "onnxruntime-web/webgpu" and the files `.asyncify`. */

import mjs from "onnxruntime-web/ort-wasm-simd-threaded.mjs?url";
import wasm from "onnxruntime-web/ort-wasm-simd-threaded.wasm?url";
import * as module from "onnxruntime-web/wasm";

export const ort = located(module);

/** A value of its own: bundlers drop statements of modules whose package has no side effects. */
function located(runtime: typeof module): typeof module {
	runtime.env.wasm.wasmPaths = { mjs: new URL(mjs, location.href).href, wasm: new URL(wasm, location.href).href };
	return runtime;
}
