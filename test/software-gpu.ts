/**
 * A software WebGPU adapter for tests on machines without a GPU: SwiftShader, which Debian's `chromium` brings along.
 *
 * What it takes, found by trial with ONNX Runtime 1.30's WebGPU provider (Dawn on Vulkan) on Debian 12:
 * - `VK_ICD_FILENAMES` names SwiftShader's driver; read when the first adapter is asked for.
 * - A Vulkan loader, `libvulkan.so.1`: Debian's `libvulkan1`, or the one beside Chromium by way of `LD_LIBRARY_PATH`,
 *   which the dynamic linker reads only when a process starts. So `vitest.config.ts` sets both in the parent, and the
 *   forked test processes inherit them.
 *
 * About 0.5 GFLOP/s: tiny shapes only. `TRIPLANE_TEST_GPU=hardware` leaves the environment alone, so that GPU suites
 * run on whatever adapter the machine has; `none` leaves them out.
 */

import { existsSync } from "node:fs";

const CHROMIUM = "/usr/lib/chromium";
const DRIVER = `${CHROMIUM}/vk_swiftshader_icd.json`;
const LOADER = "libvulkan.so.1";
const SYSTEM_LIBRARIES = ["/usr/lib/x86_64-linux-gnu", "/usr/lib/aarch64-linux-gnu", "/usr/lib64", "/usr/lib"];

export type GpuForTests =
	| { readonly available: true; readonly adapter: string; readonly env: Readonly<Record<string, string>> }
	| { readonly available: false; readonly reason: string };

/** What the machine is asked; tests of this file hand in another. */
export interface Machine {
	readonly platform: string;
	readonly env: Readonly<Record<string, string | undefined>>;
	readonly exists: (path: string) => boolean;
}

const THIS_MACHINE: Machine = { platform: process.platform, env: process.env, exists: existsSync };

/** The adapter GPU suites can use and the environment it needs, or why there is none. Looks only, changes nothing. */
export function gpuForTests(machine: Machine = THIS_MACHINE): GpuForTests {
	const { platform, env, exists } = machine;
	if (env.TRIPLANE_TEST_GPU === "none") return unavailable("TRIPLANE_TEST_GPU=none");
	if (env.TRIPLANE_TEST_GPU === "hardware") return { available: true, adapter: "the machine's own", env: {} };
	if (platform !== "linux") {
		return unavailable(`no software adapter is known for ${platform}; with a GPU, set TRIPLANE_TEST_GPU=hardware`);
	}
	if (!exists(DRIVER)) return unavailable(`${DRIVER} is missing: apt-get install chromium`);
	if (SYSTEM_LIBRARIES.some((folder) => exists(`${folder}/${LOADER}`))) return swiftShader({});
	if (!exists(`${CHROMIUM}/${LOADER}`)) return unavailable(`${LOADER} is missing: apt-get install libvulkan1`);
	const inherited = env.LD_LIBRARY_PATH;
	const path = inherited?.split(":").includes(CHROMIUM) ? inherited : [CHROMIUM, inherited].filter(Boolean).join(":");
	return swiftShader({ LD_LIBRARY_PATH: path });
}

function swiftShader(loader: Readonly<Record<string, string>>): GpuForTests {
	return { available: true, adapter: "SwiftShader", env: { VK_ICD_FILENAMES: DRIVER, ...loader } };
}

function unavailable(reason: string): GpuForTests {
	return { available: false, reason };
}
