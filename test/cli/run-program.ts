/** Runs the real program as a child process. */

import { spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { constants, tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, vi } from "vitest";
import { builtProgram } from "./build-program.ts";

export const ROOT: string = join(import.meta.dirname, "..", "..");
export const UNTRAINED_NETWORK: string = join(ROOT, "assets", "networks", "untrained.safetensors");

/** A network fixture by file name. */
export function fixture(name: string): string {
	return join(ROOT, "test", "fixtures", name);
}

/** Each run is a process of its own, and the machine may be busy. */
const PATIENCE_MS = 120_000;

export interface ProgramResult {
	readonly code: number | null;
	readonly stdout: string;
	readonly stderr: string;
}

export interface ProgramOptions {
	readonly env?: Readonly<Record<string, string>> | undefined;
	/** Options of Node itself, before the program. */
	readonly nodeOptions?: readonly string[] | undefined;
	readonly cwd?: string | undefined;
	/** Called with everything on standard error so far, whenever more comes. */
	readonly onStderr?: ((text: string, kill: (signal: NodeJS.Signals) => void) => void) | undefined;
}

export interface TestProgram {
	/** A fresh folder for this file's results. */
	readonly folder: string;
	run(args: readonly string[], options?: ProgramOptions): Promise<ProgramResult>;
	/** Runs with `--json`, expects success, gives the value. */
	json(args: readonly string[], options?: ProgramOptions): Promise<unknown>;
}

/** Builds the program before this file's tests and takes away its folder after them. */
export function useProgram(): TestProgram {
	vi.setConfig({ testTimeout: PATIENCE_MS, hookTimeout: PATIENCE_MS });
	let program = "";
	const folder = mkdtempSync(join(tmpdir(), "triplane-cli-"));
	beforeAll(async () => {
		program = await builtProgram();
	});
	afterAll(() => rmSync(folder, { recursive: true, force: true }));
	const run: TestProgram["run"] = (args, options) => start(program, args, options);
	return {
		folder,
		run,
		json: async (args, options) => {
			const { code, stdout, stderr } = await run([...args, "--json"], options);
			if (code !== 0) throw new Error(`triplane ${args.join(" ")}: exit code ${code}\n${stderr}`);
			return JSON.parse(stdout);
		},
	};
}

function start(program: string, args: readonly string[], options: ProgramOptions = {}): Promise<ProgramResult> {
	const { env, nodeOptions = [], cwd = ROOT, onStderr } = options;
	return new Promise((resolve, reject) => {
		const child = spawn(process.execPath, [...nodeOptions, program, ...args], {
			cwd,
			env: { ...process.env, ...env },
			stdio: ["ignore", "pipe", "pipe"],
		});
		let stdout = "";
		let stderr = "";
		child.stdout.setEncoding("utf8").on("data", (text: string) => {
			stdout += text;
		});
		child.stderr.setEncoding("utf8").on("data", (text: string) => {
			stderr += text;
			onStderr?.(stderr, (signal) => child.kill(signal));
		});
		child.on("error", reject);
		// as shells say it of a process that a signal ended
		child.on("close", (code, signal) => resolve({ code: code ?? byShell(signal), stdout, stderr }));
	});
}

function byShell(signal: NodeJS.Signals | null): number | null {
	return signal && 128 + constants.signals[signal];
}
