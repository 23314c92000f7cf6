/**
 * `npm run check`: everything CI runs, each step to its end, then a table of what passed.
 *
 *     npm run check                        # all
 *     npm run check -- --only lint,sizes   # some
 *     npm run check -- --skip tests        # all but some
 */

import { spawnSync } from "node:child_process";
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { ROOT } from "./source-tree.mjs";

/** @typedef {{ name: string, what: string, commands: string[][], live?: boolean }} Step */

/** Scripts that write a file from the source, and with `--check` only compare. */
const generators = readdirSync(join(ROOT, "scripts")).filter((file) => /^generate-.*\.mjs$/.test(file));

/**
 * A tool of a dependency, run by this very Node.
 * @param {string} path  in node_modules
 * @param {...string} args
 */
const tool = (path, ...args) => [process.execPath, join(ROOT, "node_modules", path), ...args];

/** @param {string} file @param {...string} args */
const script = (file, ...args) => [process.execPath, join(ROOT, "scripts", file), ...args];

/** @type {Step[]} */
const STEPS = [
	// First: scripts are checked against the types of the built package.
	{
		name: "build",
		what: "the package, and the viewer within its budget",
		commands: [
			tool("tsdown/dist/run.mjs", "--logLevel", "warn"),
			tool("vite/bin/vite.js", "build", "--config", "viewer/vite.config.ts", "--logLevel", "error"),
			script("check-viewer-size.mjs"),
		],
	},
	{
		name: "types",
		what: "the strictest compiler flags, library, tests, scripts, examples and viewer",
		commands: [".", "scripts", "examples", "viewer"].map((project) => tool("typescript/bin/tsc", "-p", project)),
	},
	{
		name: "lint",
		what: "format and lint, no warnings",
		commands: [tool("@biomejs/biome/bin/biome", "ci", "--error-on-warnings")],
	},
	{ name: "layers", what: "directions of imports, no rings", commands: [script("check-layers.mjs")] },
	{ name: "sizes", what: "lengths of files and functions", commands: [script("check-sizes.mjs")] },
	{ name: "words", what: "no turns of phrase that CONVENTIONS.md lists", commands: [script("check-words.mjs")] },
	{
		name: "generated",
		what: "generated files are current",
		commands: generators.map((file) => script(file, "--check")),
	},
	{ name: "docs", what: "links, paths and examples of the pages", commands: [script("check-docs.mjs")] },
	{ name: "tests", what: "all tests", commands: [tool("vitest/vitest.mjs", "run")], live: true },
];

/**
 * @param {Step} step
 * @returns {boolean} whether all its commands ended well
 */
function run({ name, what, commands, live }) {
	console.log(`\n── ${name}: ${what}`);
	return commands
		.map(([command = "", ...args]) => {
			const result = spawnSync(command, args, { cwd: ROOT, encoding: "utf8", stdio: live ? "inherit" : "pipe" });
			if (!live) process.stdout.write(`${result.stdout}${result.stderr}`);
			if (result.error !== undefined) console.error(result.error.message);
			return result.status === 0;
		})
		.every(Boolean);
}

/** @param {string | undefined} names  separated by commas */
function namesIn(names) {
	const list = names?.split(",") ?? [];
	for (const name of list) {
		if (STEPS.some((step) => step.name === name)) continue;
		console.error(`check: no step '${name}', only ${STEPS.map((step) => step.name).join(", ")}`);
		process.exit(2);
	}
	return list;
}

const { values } = parseArgs({ options: { only: { type: "string" }, skip: { type: "string" } } });
const only = namesIn(values.only);
const skip = namesIn(values.skip);
const chosen = STEPS.filter(({ name }) => (only.length === 0 || only.includes(name)) && !skip.includes(name));
const results = chosen.map((step) => {
	const start = performance.now();
	const passed = run(step);
	return { name: step.name, passed, seconds: (performance.now() - start) / 1000 };
});
console.log("");
for (const { name, passed, seconds } of results) {
	console.log(`${passed ? "passed" : "FAILED"}  ${name.padEnd(10)} ${seconds.toFixed(1).padStart(6)} s`);
}
process.exitCode = results.every((one) => one.passed) ? 0 : 1;
