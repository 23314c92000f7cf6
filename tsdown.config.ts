/** Builds `dist`: one ES module per entry with shared chunks, types and source maps. Nothing of a dependency goes in. */

import { readdirSync } from "node:fs";
import { basename } from "node:path";
import { defineConfig, type UserConfig } from "tsdown";

/** `src/entries/mesh.ts` becomes `dist/mesh.js`, the entry `triplane/mesh`. */
const entries = readdirSync(new URL("src/entries", import.meta.url)).map((file) => [
	basename(file, ".ts"),
	`src/entries/${file}`,
]);

const config: UserConfig = defineConfig({
	entry: {
		index: "src/index.ts",
		node: "src/node.ts",
		web: "src/web.ts",
		...Object.fromEntries(entries),
		"cli/main": "src/cli/main.ts",
		// Started by address, in threads: imported by nobody.
		"workers/heads": "src/platform/node/heads-worker.ts",
		"workers/teaching": "src/platform/node/teaching-worker.ts",
		// Put into report pages as text: for browsers, imports nothing.
		"pages/report": "viewer/src/report-page/main.ts",
	},
	format: "esm",
	// The library is for Node and browsers alike; what is Node's own is imported by name and stays outside.
	platform: "neutral",
	target: "es2022",
	fixedExtension: false,
	// From each file alone: what the library exports has its type written out.
	dts: { oxc: true },
	// Types name AsyncDisposable, which users' `lib` need not have.
	banner: { dts: '/// <reference lib="esnext.disposable" />' },
	sourcemap: true,
	// The viewer's site is built by itself (npm run build:viewer) and stays.
	clean: ["dist/*", "!dist/viewer"],
	deps: { neverBundle: [/^node:/], skipNodeModulesBundle: true },
});

export default config;
