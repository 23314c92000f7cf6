/** Builds the benchmarks beside themselves; they are not part of the package. */

import { defineConfig, type UserConfig } from "tsdown";

const config: UserConfig = defineConfig({
	entry: { main: "main.ts", child: "child.ts" },
	outDir: "dist",
	format: "esm",
	platform: "neutral",
	target: "es2022",
	fixedExtension: false,
	dts: false,
	clean: true,
	deps: { neverBundle: [/^node:/], skipNodeModulesBundle: true },
});

export default config;
