/** A hidden command, which `triplane doctor` starts. */

import { Argument, Command, type CommandUnknownOpts } from "@commander-js/extra-typings";
import { PROBE_COMMAND, probeDevice } from "./device-findings.ts";

/** A hidden command: tries one device, for `triplane doctor`. */
export function probeDeviceCommand(): CommandUnknownOpts {
	const command = new Command(PROBE_COMMAND)
		.addArgument(new Argument("<device>", "which").choices(["cpu", "webgpu", "cuda"] as const))
		.action(async (device) => {
			process.stdout.write(`${JSON.stringify(await probeDevice(device))}\n`);
		});
	return command as CommandUnknownOpts;
}
