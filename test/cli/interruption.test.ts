import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import sharp from "sharp";
import { describe, expect, it } from "vitest";
import { useProgram } from "./run-program.ts";

const program = useProgram();

/** Many people, so that the run is far from its end when the signal comes. */
const args = (outdir: string): string[] => [
	...["sample", "--network", "untrained", "--seeds", "0-9999", "--nrr", "32", "--outdir", outdir],
];

describe("an interrupted run", () => {
	it.each([
		["SIGINT", 130],
		["SIGTERM", 143],
	] as const)("%s ends it with exit code %i, a message, and only whole files", async (signal, expected) => {
		const outdir = join(program.folder, signal);
		let sent = false;
		const { code, stderr } = await program.run(args(outdir), {
			onStderr: (text, kill) => {
				// the bar appears after a second of work
				if (sent || !text.includes("sample [")) return;
				sent = true;
				kill(signal);
			},
		});
		expect(code).toBe(expected);
		expect(stderr).toMatch(new RegExp(`${signal}: stopping after the step in progress`));
		expect(stderr).toMatch(new RegExp(`stopped by ${signal}; files already written are whole`));
		expect(stderr).not.toMatch(/^\s+at .*:\d+/m);
		// on a busy machine nothing may be there yet; then the folder is not there either
		const files = existsSync(outdir) ? readdirSync(outdir) : [];
		expect(files.filter((name) => !/^seed\d{4}\.(png|json)$/.test(name))).toEqual([]);
		for (const name of files.filter((file) => file.endsWith(".png"))) {
			await sharp(join(outdir, name)).raw().toBuffer();
		}
	});

	it("ends at once when the signal comes while the network is being opened", async () => {
		const outdir = join(program.folder, "early");
		// the program listens first, and opens the network then
		const preload = `process.on("newListener", (name) => {
			if (name === "SIGINT") setTimeout(() => process.kill(process.pid, "SIGINT"), 20);
		});`;
		const { code } = await program.run(args(outdir), {
			nodeOptions: ["--import", `data:text/javascript,${encodeURIComponent(preload)}`],
		});
		expect(code).toBe(130);
		const files = existsSync(outdir) ? readdirSync(outdir) : [];
		expect(files.filter((name) => name.endsWith(".tmp"))).toEqual([]);
	});

	it("ends at once, without cleaning up, at the second signal", async () => {
		const outdir = join(program.folder, "twice");
		let signals = 0;
		const start = performance.now();
		const { code } = await program.run(args(outdir), {
			onStderr: (text, kill) => {
				if ((signals === 0 && text.includes("sample [")) || (signals === 1 && text.includes("stopping after"))) {
					signals += 1;
					kill("SIGINT");
				}
			},
		});
		expect(code).toBe(130);
		expect(performance.now() - start).toBeLessThan(20_000);
	});

	it("does not mind a reader that closes the pipe early", async () => {
		// what Node does when the reader of a pipe has gone
		const preload = `
			const gone = Object.assign(new Error("write EPIPE"), { code: "EPIPE" });
			process.stdout.write = () => process.stdout.emit("error", gone);`;
		const { code, stderr } = await program.run(["help-pages"], {
			nodeOptions: ["--import", `data:text/javascript,${encodeURIComponent(preload)}`],
		});
		expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
	});
});
