/** Drives child processes of one or two builds, taking turns run by run. */

import { type ChildProcessByStdio, spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { createInterface } from "node:readline";
import type { Readable, Writable } from "node:stream";
import type { Benchmark } from "./benchmark.ts";
import type { Reply } from "./child.ts";

export interface Measurement {
	readonly name: string;
	readonly what: string;
	readonly note: string;
	/** Milliseconds of each measured run, in order. */
	readonly runs: readonly number[];
	readonly peakBytes: number;
	/** The same of the other build, in turns with ours. */
	readonly against?: readonly number[];
}

/** One child: a request line gives a reply line. */
class Child {
	readonly #process: ChildProcessByStdio<Writable, Readable, null>;
	readonly #lines: AsyncIterator<string>;

	/** @param root  folder of a checkout whose benchmarks are built */
	constructor(root: string, name: string) {
		const script = join(root, "bench", "dist", "child.js");
		this.#process = spawn(process.execPath, [script, name], { cwd: root, stdio: ["pipe", "pipe", "inherit"] });
		this.#lines = createInterface({ input: this.#process.stdout })[Symbol.asyncIterator]();
	}

	async run(): Promise<Reply> {
		this.#process.stdin.write('{"run":true}\n');
		const { value, done } = await this.#lines.next();
		if (done) throw new Error("the benchmark's process ended before it answered; its error stands above");
		return JSON.parse(value) as Reply;
	}

	async end(): Promise<void> {
		this.#process.stdin.end();
		if (this.#process.exitCode === null) await once(this.#process, "exit");
	}
}

/** One warm-up, then `runs` measured runs; with `against`, both builds in turns. */
export async function measure(benchmark: Benchmark, runs: number, against: string | undefined): Promise<Measurement> {
	const children = [".", ...(against === undefined ? [] : [against])].map((root) => new Child(root, benchmark.name));
	const times: number[][] = children.map(() => []);
	let last: Reply = { milliseconds: 0, peakBytes: 0, note: "" };
	for (let run = -1; run < runs; run++) {
		for (const [index, child] of children.entries()) {
			const reply = await child.run();
			if (run >= 0) times[index]?.push(reply.milliseconds);
			if (index === 0) last = reply;
		}
	}
	await Promise.all(children.map((child) => child.end()));
	const [own = [], other] = times;
	const { name, what } = benchmark;
	const shared = { name, what, note: last.note, runs: own, peakBytes: last.peakBytes };
	return other ? { ...shared, against: other } : shared;
}
