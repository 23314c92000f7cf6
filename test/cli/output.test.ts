import { spawn } from "node:child_process";
import { closeSync, existsSync, openSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { describeIf } from "../skip.ts";
import { builtProgram } from "./build-program.ts";
import { useProgram } from "./run-program.ts";

const program = useProgram();
let path = "";
beforeAll(async () => {
	path = await builtProgram();
});

interface Ended {
	readonly code: number | null;
	readonly stderr: string;
}

/** Runs the program with its output at a file descriptor, or closed by its reader after the first bytes. */
function ended(args: readonly string[], output: number | "closed early"): Promise<Ended> {
	return new Promise((resolve, reject) => {
		const child = spawn(process.execPath, [path, ...args], {
			stdio: ["ignore", output === "closed early" ? "pipe" : output, "pipe"],
		});
		let stderr = "";
		child.stderr?.on("data", (text: Buffer) => {
			stderr += text.toString();
		});
		child.stdout?.once("data", () => child.stdout?.destroy());
		child.on("error", reject);
		child.on("close", (code) => resolve({ code, stderr }));
	});
}

describe("a reader that closes the pipe", () => {
	it("ends no work: all files are written", async () => {
		const outdir = join(program.folder, "piped");
		const args = ["sample", "--network", "untrained", "--nrr", "16", "--seeds", "0-7", "--outdir", outdir];
		const { code, stderr } = await ended(args, "closed early");
		expect([code, stderr.includes("EPIPE")]).toEqual([0, false]);
		expect(readdirSync(outdir).filter((name) => name.endsWith(".png"))).toHaveLength(8);
	});
});

describeIf(existsSync("/dev/full"), "there is no /dev/full", "an output that is full", () => {
	it("ends with exit code 6 and the reason", async () => {
		const full = openSync("/dev/full", "w");
		try {
			const { code, stderr } = await ended(["info", "--network", "heads"], full);
			expect(stderr).toContain("cannot write to standard output: no space left on the device");
			expect(code).toBe(6);
		} finally {
			closeSync(full);
		}
	});
});
