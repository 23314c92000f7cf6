/** Serves and builds the pages of this folder: `npx vite --config examples/vite.config.ts`. */

import { fileURLToPath } from "node:url";
import { defineConfig, type UserConfig } from "vite";

const path = (relative: string): string => fileURLToPath(new URL(relative, import.meta.url));

/** Memory is shared with threads only on pages that are isolated from others. */
const headers = { "Cross-Origin-Opener-Policy": "same-origin", "Cross-Origin-Embedder-Policy": "require-corp" };

const config: UserConfig = defineConfig({
	root: path("."),
	base: "./",
	// ONNX Runtime's WASM is handed to it by address (onnx-runtime.ts), not bundled once more.
	resolve: { conditions: ["onnxruntime-web-use-extern-wasm", "module", "browser", "development|production"] },
	build: {
		outDir: path("../out/examples/site"),
		emptyOutDir: true,
		target: "es2022",
		assetsInlineLimit: 0,
		chunkSizeWarningLimit: 1500,
		rolldownOptions: {
			// Not every server knows that .mjs is a script, and browsers run nothing else.
			output: {
				assetFileNames: ({ names: [name] }) => `assets/[name]-[hash]${name?.endsWith(".mjs") ? ".js" : "[extname]"}`,
			},
			input: {
				index: path("index.html"),
				turntable: path("turntable/index.html"),
				"mesh-in-three": path("mesh-in-three/index.html"),
			},
		},
	},
	server: { headers },
	preview: { headers },
});

export default config;
