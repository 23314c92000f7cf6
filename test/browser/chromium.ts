/**
 * Where tests of browser code run: Debian's Chromium without a window. WebGPU is on SwiftShader, as in
 * `test/software-gpu.ts`; `TRIPLANE_TEST_GPU=hardware` takes the machine's own adapter.
 */

import { existsSync } from "node:fs";
import { describe, it } from "vitest";
import { describeIf } from "../skip.ts";

const EXECUTABLES = ["/usr/bin/chromium", "/usr/bin/chromium-browser"];

/** Shaders are compiled by software too, and a busy machine takes its time. */
const TIMEOUT = 120_000;

/** Path of the browser, or `null`. */
export function chromiumExecutable(): string | null {
	return EXECUTABLES.find((path) => existsSync(path)) ?? null;
}

/** Flags of the browser. Its sandbox wants privileges that containers do not have. */
export function chromiumFlags(): string[] {
	// The watchdog takes a software GPU on a busy machine for one that hangs, and ends it.
	const flags = ["--no-sandbox", "--enable-unsafe-webgpu", "--disable-gpu-watchdog"];
	return process.env.TRIPLANE_TEST_GPU === "hardware" ? flags : [...flags, "--use-webgpu-adapter=swiftshader"];
}

/** A suite that runs where Chromium is; with `TRIPLANE_REQUIRE_GPU=1` its absence is a failure. */
export function describeInChromium(name: string, fn: () => void): void {
	const reason = "Chromium is missing: apt-get install chromium";
	if (chromiumExecutable() !== null) describe(name, { timeout: TIMEOUT }, fn);
	else if (process.env.TRIPLANE_REQUIRE_GPU === "1") {
		describe(name, () =>
			it("has a browser", () => {
				throw new Error(`TRIPLANE_REQUIRE_GPU=1, but ${reason}`);
			}),
		);
	} else describeIf(false, reason, name, fn);
}
