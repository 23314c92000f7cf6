/**
 * Builds the viewer into `dist/viewer`: a static site with addresses relative to its page, so that it can lie anywhere.
 * The library is taken from its sources, so that only what the page uses goes in.
 */

import { fileURLToPath } from "node:url";
import { defineConfig, type UserConfig } from "vite";
import { compressedFiles } from "./compressed-files.ts";
import { embeddedFiles } from "./embedded-files.ts";
import { notices } from "./notices.ts";

const path = (relative: string): string => fileURLToPath(new URL(relative, import.meta.url));

/** Memory can be shared with threads only on a page that is isolated from others. */
const ISOLATION = {
	"Cross-Origin-Opener-Policy": "same-origin",
	"Cross-Origin-Embedder-Policy": "require-corp",
};

/** Not every server knows that .mjs is a script, and browsers run nothing else. */
function assetFileNames({ names: [name = ""] }: { readonly names: readonly string[] }): string {
	return `assets/[name]-[hash]${name.endsWith(".mjs") ? ".js" : "[extname]"}`;
}

const config: UserConfig = defineConfig({
	root: path("."),
	base: "./",
	publicDir: false,
	resolve: {
		alias: [
			{ find: /^triplane$/, replacement: path("../src/index.ts") },
			{ find: /^triplane\/web$/, replacement: path("../src/web.ts") },
			{ find: /^triplane\/(\w+)$/, replacement: path("../src/entries/$1.ts") },
		],
		// ONNX Runtime's own WASM is handed to it by address (src/engine/onnx-runtime.ts), not bundled once more.
		conditions: ["onnxruntime-web-use-extern-wasm", "module", "browser", "development|production"],
	},
	plugins: [
		embeddedFiles(path("../assets")),
		notices(path("../THIRD-PARTY-NOTICES.md")),
		compressedFiles(path("../.triplane/brotli")),
	],
	worker: { format: "es", rolldownOptions: { output: { assetFileNames } } },
	build: {
		outDir: path("../dist/viewer"),
		emptyOutDir: true,
		target: "es2022",
		assetsInlineLimit: 0,
		reportCompressedSize: false,
		chunkSizeWarningLimit: 1500,
		sourcemap: false,
		rolldownOptions: { output: { assetFileNames } },
	},
	server: { headers: ISOLATION },
});

export default config;
