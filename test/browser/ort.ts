/** ONNX Runtime in a test page, from the files that `serve.ts` serves. */

import type { WebOrtModule } from "../../src/platform/web/onnx-runtime.ts";

/** "wasm" has no GPU; "webgpu" and "jspi" share it, "default" keeps it to itself. */
export type OrtBuild = "webgpu" | "jspi" | "wasm" | "default";

export async function ortModule(build: OrtBuild = "webgpu"): Promise<WebOrtModule> {
	// By a variable, so that neither TypeScript nor the bundler looks for it: the page resolves it.
	const address = build === "default" ? "/ort/ort.bundle.min.mjs" : `/ort/ort.${build}.bundle.min.mjs`;
	const module = (await import(/* @vite-ignore */ address)) as WebOrtModule & {
		readonly env: { readonly wasm: { wasmPaths: string } };
	};
	module.env.wasm.wasmPaths = "/ort/";
	return module;
}
