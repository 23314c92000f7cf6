/** Marks of the running process, for files that must not outlive it: which process, on which machine. */

import { createHash } from "node:crypto";
import { hostname } from "node:os";

/** Tells machines apart that share a disk, without saying their names. */
const MACHINE = createHash("sha256").update(hostname()).digest("hex").slice(0, 6);

/** `<process>-<machine>`. */
export const OWN_MARK: string = `${process.pid}-${MACHINE}`;

const MARK = /^(\d+)(?:-([0-9a-f]{6}))?$/;

/** What is known of the process of a mark; a process of another machine may run. */
export function fateOf(mark: string): "gone" | "runs" | "elsewhere" | "unknown" {
	const [, pid, machine = MACHINE] = MARK.exec(mark.trim()) ?? [];
	if (pid === undefined || Number(pid) <= 0) return "unknown";
	if (machine !== MACHINE) return "elsewhere";
	try {
		process.kill(Number(pid), 0);
		return "runs";
	} catch (error) {
		return error instanceof Error && "code" in error && error.code === "ESRCH" ? "gone" : "runs";
	}
}
