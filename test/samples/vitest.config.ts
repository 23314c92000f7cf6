/** Runs the samples alone, for the tests of our own test tools. */

import { defineConfig, type ViteUserConfig } from "vitest/config";
import { ClosingLines } from "../reporter.ts";

const config: ViteUserConfig = defineConfig({
	test: { include: ["*.sample.ts"], maxWorkers: 1, reporters: ["default", new ClosingLines()] },
});

export default config;
