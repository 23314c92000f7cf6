/** ONNX Runtime in a test page, from the files that `serve.ts` serves. */

import type { WebOrtModule } from "../../src/platform/web/onnx-runtime.ts";

/** @param build  "webgpu" has both devices; "wasm" is the small one without a GPU */
export async function ortModule(build: "webgpu" | "wasm" | "jspi" = "webgpu"): Promise<WebOrtModule> {
	// By a variable, so that neither TypeScript nor the bundler looks for it: the page resolves it.
	const address = `/ort/ort.${build}.bundle.min.mjs`;
	const module = (await import(/* @vite-ignore */ address)) as WebOrtModule & {
		readonly env: { readonly wasm: { wasmPaths: string } };
	};
	module.env.wasm.wasmPaths = "/ort/";
	return module;
}
