/**
 * Runs one benchmark in a process of its own, run by run as the parent asks, so that two builds can take turns and
 * memory is the benchmark's alone. Lines of JSON: `{ "run": true }` in, a `Reply` out; end of input ends it.
 */

import { createInterface } from "node:readline";
import type { Benchmark } from "./benchmark.ts";
import { SUITE } from "./suite.ts";

export interface Reply {
	readonly milliseconds: number;
	/** Largest resident set so far. */
	readonly peakBytes: number;
	readonly note: string;
}

async function serve(benchmark: Benchmark): Promise<void> {
	const prepared = await benchmark.prepare();
	for await (const _ of createInterface({ input: process.stdin })) {
		const start = performance.now();
		await prepared.run();
		const reply: Reply = {
			milliseconds: performance.now() - start,
			peakBytes: process.resourceUsage().maxRSS * 1024,
			note: prepared.note ?? "",
		};
		process.stdout.write(`${JSON.stringify(reply)}\n`);
	}
	await prepared.dispose();
}

const benchmark = SUITE.find(({ name }) => name === process.argv[2]);
if (!benchmark) throw new Error(`no benchmark '${process.argv[2]}'`);
await serve(benchmark);
