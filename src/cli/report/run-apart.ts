/** Runs commands of this very program in processes of their own: what the page calls a command is what was run. */

import { spawn } from "node:child_process";
import { once } from "node:events";
import { AbortedError, InputError, RuntimeFailureError } from "../../tensor/errors.ts";
import { EXIT_OK, EXIT_USAGE } from "../exit-codes.ts";
import { shellText } from "./plan.ts";

/** Shapes or graphs that do not fit. */
const EXIT_UNFIT = 7;
/** A message is the last of what stands on standard error. */
const KEPT = 4000;

/**
 * Runs a command to its end.
 * @returns `null`, or why a network cannot be measured so: it lacks what the command needs
 * Rejects where the fault is not the network's: devices, full disks, faults of the program.
 */
export async function runApart(args: readonly string[], signal: AbortSignal): Promise<string | null> {
	const child = spawn(process.execPath, [...process.execArgv, process.argv[1] ?? "", ...args, "--quiet"], {
		stdio: ["ignore", "ignore", "pipe"],
	});
	const end = (): void => void child.kill("SIGTERM");
	signal.addEventListener("abort", end, { once: true });
	let said = "";
	child.stderr.setEncoding("utf8").on("data", (text: string) => {
		said = (said + text).slice(-KEPT);
	});
	const [code] = (await once(child, "close")) as [number | null, NodeJS.Signals | null];
	signal.removeEventListener("abort", end);
	if (signal.aborted) throw new AbortedError("report: stopped");
	if (code === EXIT_OK) return null;
	const message = said.trim().replaceAll(/^triplane: /gm, "");
	if (code === EXIT_USAGE || code === EXIT_UNFIT) return message;
	throw new RuntimeFailureError(`report: '${shellText(args)}' ended with exit code ${code ?? "none"}: ${message}`);
}

/** The same, for what a report cannot be without. */
export async function runOrThrow(args: readonly string[], signal: AbortSignal): Promise<void> {
	const failure = await runApart(args, signal);
	if (failure !== null) throw new InputError(failure);
}
