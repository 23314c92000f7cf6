/** Tests run in Node, in at most two processes. Skips are declared (`test/skip.ts`) and counted in the closing lines. */

import { defineConfig, type ViteUserConfig } from "vitest/config";
import { ClosingLines } from "./test/reporter.ts";
import { gpuForTests } from "./test/software-gpu.ts";

// Set here, in the parent: the dynamic loader reads LD_LIBRARY_PATH only when a worker process starts.
const gpu = gpuForTests();
if (gpu.available) Object.assign(process.env, gpu.env);

const config: ViteUserConfig = defineConfig({
	test: {
		environment: "node",
		include: ["src/**/*.test.ts", "viewer/src/**/*.test.ts", "test/**/*.test.ts", "scripts/**/*.test.ts"],
		pool: "forks",
		maxWorkers: 2,
		testTimeout: 30_000,
		hookTimeout: 30_000,
		teardownTimeout: 10_000,
		allowOnly: false,
		reporters: ["default", new ClosingLines()],
	},
});

export default config;
