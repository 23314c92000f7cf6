/**
 * Tries devices in processes of their own: a driver that crashes takes none of the other checks down, and what native
 * code prints stays out of the report.
 */

import { spawn } from "node:child_process";
import { once } from "node:events";
import type { Device } from "../../host/inference-runtime.ts";
import type { DeviceFinding } from "../../runtime/create-runtime.ts";
import type { DeviceCandidate, OrtPlatform } from "../../runtime/ort-module.ts";

/** The hidden command that tries one device and prints the finding as JSON. */
export const PROBE_COMMAND = "probe-device";

/** Drivers that hang are cut off. */
const PATIENCE_MS = 60_000;

/** Tries every candidate, one after the other. */
export async function deviceFindings({ candidates }: OrtPlatform): Promise<DeviceFinding[]> {
	const findings: DeviceFinding[] = [];
	for (const candidate of candidates) findings.push(await probeApart(candidate));
	return findings;
}

/** Tries one device in this process. */
export async function probeDevice(device: Device): Promise<DeviceFinding> {
	const { nodeOrtPlatform } = await import("../../platform/node/onnx-runtime.ts");
	const { findDevices } = await import("../../runtime/create-runtime.ts");
	const platform = nodeOrtPlatform();
	const candidates = platform.candidates.filter((candidate) => candidate.device === device);
	const [finding] = await findDevices({ ...platform, candidates });
	return finding ?? { device, works: false, note: "unknown to this platform" };
}

async function probeApart({ device, note }: DeviceCandidate): Promise<DeviceFinding> {
	const program = process.argv[1] ?? "";
	const child = spawn(process.execPath, [...process.execArgv, program, PROBE_COMMAND, device], {
		stdio: ["ignore", "pipe", "ignore"],
		timeout: PATIENCE_MS,
	});
	let output = "";
	child.stdout.setEncoding("utf8").on("data", (text: string) => {
		output += text;
	});
	const [code, signal] = (await once(child, "close")) as [number | null, NodeJS.Signals | null];
	if (code === 0) return JSON.parse(output) as DeviceFinding;
	return { device, works: false, note: `${note}; trying it ended the process with ${signal ?? `exit code ${code}`}` };
}
