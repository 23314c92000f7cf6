/** Runs the samples alone, for the tests of our own test tools. */

import { defineConfig } from "vitest/config";
import { ClosingLines } from "../reporter.ts";

export default defineConfig({
	test: { include: ["*.sample.ts"], maxWorkers: 1, reporters: ["default", new ClosingLines()] },
});
