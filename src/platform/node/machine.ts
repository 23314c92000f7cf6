/** What this machine is: for `doctor` and for the records beside results. */

import { existsSync, readFileSync } from "node:fs";
import { arch, availableParallelism, cpus, freemem, platform, release, totalmem } from "node:os";

export interface MachineInfo {
	readonly platform: string;
	readonly release: string;
	readonly arch: string;
	readonly cpu: string;
	/** Cores that this process may use. */
	readonly cores: number;
	/** Vector extensions that matter here; `null` where the system does not tell. */
	readonly cpuFeatures: readonly string[] | null;
	readonly memoryBytes: number;
	readonly freeMemoryBytes: number;
}

/** Extensions that ONNX Runtime's kernels choose between, by the names Linux gives them. */
const FEATURES = [
	"sse4_2",
	"avx",
	"avx2",
	"fma",
	"f16c",
	"avx512f",
	"avx512_vnni",
	"amx_tile",
	"asimd",
	"asimddp",
	"sve",
];

export function machineInfo(): MachineInfo {
	return {
		platform: platform(),
		release: release(),
		arch: arch(),
		cpu: cpus()[0]?.model.trim() ?? "unknown",
		cores: availableParallelism(),
		cpuFeatures: cpuFeatures(),
		memoryBytes: totalmem(),
		freeMemoryBytes: freemem(),
	};
}

/** Linux lists them in /proc/cpuinfo, as "flags" on x86 and "Features" on ARM. */
function cpuFeatures(): string[] | null {
	const path = "/proc/cpuinfo";
	if (!existsSync(path)) return null;
	const listed = /^(?:flags|Features)\s*:\s*(.*)$/m.exec(readFileSync(path, "utf8"))?.[1]?.split(/\s+/);
	return listed ? FEATURES.filter((feature) => listed.includes(feature)) : null;
}
