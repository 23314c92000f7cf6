/** `triplane view` as a process: says where it listens, answers, ends on Ctrl-C. */

import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { describeIf } from "../skip.ts";
import { isBuilt } from "./viewer-site.ts";

const PROGRAM = join(import.meta.dirname, "..", "..", "dist", "cli", "main.js");

interface Ending {
	readonly code: number | null;
	readonly stdout: string;
	readonly stderr: string;
}

/** Runs the command; `onLine` hears what it says so far, and may end it. */
function run(args: readonly string[], onOutput: (text: string, end: () => void) => void = () => {}): Promise<Ending> {
	return new Promise((resolve, reject) => {
		const child = spawn(process.execPath, [PROGRAM, "view", ...args], { stdio: ["ignore", "pipe", "pipe"] });
		let [stdout, stderr] = ["", ""];
		child.stdout.setEncoding("utf8").on("data", (text: string) => {
			stdout += text;
			onOutput(stdout, () => child.kill("SIGINT"));
		});
		child.stderr.setEncoding("utf8").on("data", (text: string) => {
			stderr += text;
		});
		child.on("error", reject);
		child.on("close", (code) => resolve({ code, stdout, stderr }));
	});
}

describeIf(isBuilt && existsSync(PROGRAM), "dist is not built: npm run build", "triplane view", () => {
	it("says where the page is, serves it, and ends on Ctrl-C", async () => {
		let page = "";
		const { code, stdout } = await run(["--no-open", "--port", "0", "--device", "cpu"], (text, end) => {
			const url = /http:\S+/.exec(text)?.[0];
			if (url === undefined || page !== "") return;
			page = "asked";
			void fetch(url).then(async (response) => {
				page = await response.text();
				end();
			});
		});
		expect(page).toContain("<title>Triplane</title>");
		expect(stdout).toMatch(/^the viewer is at http:\/\/127\.0\.0\.1:\d+\/\?device=cpu/);
		expect(code).toBe(130);
	});

	it("does not start with a network that is not there", async () => {
		const { code, stderr } = await run(["nobody.pkl", "--no-open"]);
		expect(code).toBe(2);
		expect(stderr).toContain("network 'nobody.pkl': there is no such file");
	});
});
