/**
 * `npm run bench`: measures every stage and prints a table.
 *
 *     --only PATTERN    benchmarks whose name matches the regular expression
 *     --runs N          measured runs of each, after one warm-up (default: the benchmark's own)
 *     --json FILE       writes machine, figures and every single run
 *     --against FOLDER  another checkout with built benchmarks (npm run bench:build there); both take turns
 *     --list            names only
 */

import { resolve } from "node:path";
import { parseArgs } from "node:util";
import { writeFileWhole } from "../src/platform/node/write-file.ts";
import type { Benchmark } from "./benchmark.ts";
import { machineRecord, table } from "./report.ts";
import { type Measurement, measure } from "./runner.ts";
import { SUITE } from "./suite.ts";

const { values: options } = parseArgs({
	options: {
		only: { type: "string" },
		runs: { type: "string" },
		json: { type: "string" },
		against: { type: "string" },
		list: { type: "boolean", default: false },
	},
});

function chosen(): readonly Benchmark[] {
	const pattern = new RegExp(options.only ?? "");
	const matching = SUITE.filter(({ name }) => pattern.test(name));
	if (matching.length > 0) return matching;
	throw new Error(`--only ${options.only}: matches none of ${SUITE.map(({ name }) => name).join(", ")}`);
}

function runsOf(benchmark: Benchmark): number {
	if (options.runs === undefined) return benchmark.runs;
	const runs = Number(options.runs);
	if (Number.isInteger(runs) && runs >= 1) return runs;
	throw new Error(`--runs ${options.runs}: want a whole number, at least 1`);
}

async function main(): Promise<void> {
	if (options.list) {
		for (const { name, what } of SUITE) process.stdout.write(`${name}\t${what}\n`);
		return;
	}
	const machine = machineRecord();
	const measurements: Measurement[] = [];
	for (const benchmark of chosen()) {
		process.stderr.write(`${benchmark.name} …\n`);
		measurements.push(await measure(benchmark, runsOf(benchmark), options.against && resolve(options.against)));
	}
	process.stdout.write(
		`${Object.entries(machine)
			.map(([key, value]) => `${key} ${value}`)
			.join(" · ")}\n\n`,
	);
	process.stdout.write(`${table(measurements)}\n`);
	if (options.json) await writeFileWhole(options.json, `${JSON.stringify({ machine, measurements }, null, "\t")}\n`);
}

await main();
