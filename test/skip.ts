/**
 * The one way to leave a suite out. A skip has a reason, is counted, and is listed at the end of every run
 * (`test/reporter.ts`); nothing is skipped silently.
 */

import { describe, it } from "vitest";
import { gpuForTests } from "./software-gpu.ts";

declare module "vitest" {
	interface TaskMeta {
		/** Why the suite was left out. */
		skipReason?: string;
	}
}

/** A suite that runs only where `condition` holds; `reason` says what is missing where it does not. */
export function describeIf(condition: boolean, reason: string, name: string, fn: () => void): void {
	if (condition) describe(name, fn);
	else describe.skipIf(true)(name, { meta: { skipReason: reason } }, fn);
}

/**
 * A suite that needs a WebGPU adapter, by software or not. `TRIPLANE_REQUIRE_GPU=1` makes its absence a failure, so
 * that a job that is meant to test the GPU cannot pass without one.
 */
export function describeOnGpu(name: string, fn: () => void): void {
	const gpu = gpuForTests();
	if (gpu.available) describe(name, fn);
	else if (process.env.TRIPLANE_REQUIRE_GPU === "1")
		describe(name, () => it("has a WebGPU adapter", () => refuse(gpu.reason)));
	else describeIf(false, gpu.reason, name, fn);
}

function refuse(reason: string): never {
	throw new Error(`TRIPLANE_REQUIRE_GPU=1, but there is no WebGPU adapter: ${reason}`);
}
