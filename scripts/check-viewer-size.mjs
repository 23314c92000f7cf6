/**
 * Checks that the built viewer stays within its budget, and prints what it weighs: compressed, as `triplane view` sends
 * it. The first load is what a browser must have before it asks for a network: the page, its type, the worker, ONNX
 * Runtime. `npm run build:viewer` first.
 *
 *     node scripts/check-viewer-size.mjs
 */

import { existsSync, readdirSync, statSync } from "node:fs";
import { join } from "node:path";
import { ROOT } from "./source-tree.mjs";

/** @typedef {{ what: string, pattern: RegExp, budget: number, when: "first" | "either" | "later" }} Part */

/** Thousands of bytes. Raise a budget only with a reason in the commit. */
/** @type {Part[]} */
const PARTS = [
	{ what: "page: HTML, script, style", pattern: /^index(-[\w-]+)?\.(html|js|css)$/, budget: 42, when: "first" },
	{ what: "type", pattern: /^inter-[\w-]+\.woff2$/, budget: 50, when: "first" },
	{ what: "worker", pattern: /^(worker|half|usingCtx|rolldown-runtime)-[\w-]+\.js$/, budget: 110, when: "first" },
	{ what: "ONNX Runtime without a GPU", pattern: /^ort(?!.*\.jspi)[\w.-]*\.(js|wasm)$/, budget: 2400, when: "either" },
	{ what: "ONNX Runtime with a GPU", pattern: /^ort.*\.jspi[\w.-]*\.(js|wasm)$/, budget: 2700, when: "either" },
	{ what: "later: mesh", pattern: /^(mesh-view|surface|meshopt_simplifier)-[\w-]+\.js$/, budget: 150, when: "later" },
	{ what: "later: video", pattern: /^encode-video-[\w-]+\.js$/, budget: 48, when: "later" },
	{ what: "later: photographs", pattern: /^(portrait|person-files)-[\w-]+\.js$/, budget: 50, when: "later" },
];

/** Of the first load, thousands of bytes; docs/viewer.md promises it. */
const FIRST_LOAD = 3000;

const SITE = join(ROOT, "dist", "viewer");
const PROGRAMS = /\.(html|js|css|wasm)$/;

/** @param {string} file  in the site */
function nameOf(file) {
	return file.split(/[/\\]/).at(-1) ?? "";
}

/** @param {string} file  in the site @returns {number} thousands of bytes, as they are sent */
function weigh(file) {
	const path = join(SITE, file);
	return statSync(existsSync(`${path}.br`) ? `${path}.br` : path).size / 1000;
}

/** @param {string} what @param {number} weight @param {number} budget @returns {boolean} whether it fits */
function report(what, weight, budget) {
	const fits = weight > 0 && weight <= budget;
	console.log(
		`${fits ? "fits  " : "HEAVY "} ${what.padEnd(36)} ${weight.toFixed(0).padStart(6)} of ${budget} kB, Brotli`,
	);
	return fits;
}

const files = readdirSync(SITE, { recursive: true, encoding: "utf8" });
const weights = PARTS.map(({ pattern }) =>
	files.filter((file) => pattern.test(nameOf(file))).reduce((sum, file) => sum + weigh(file), 0),
);
/** @param {Part["when"]} when */
const weightsOf = (when) => weights.filter((_, index) => PARTS[index]?.when === when);
const first = weightsOf("first").reduce((sum, one) => sum + one, 0) + Math.max(...weightsOf("either"));

const fits = PARTS.map(({ what, budget }, index) => report(what, weights[index] ?? 0, budget));
fits.push(report("first load, the heavier ONNX Runtime", first, FIRST_LOAD));
// What belongs to no part would be missing in the sum.
const forgotten = files.filter(
	(file) => PROGRAMS.test(file) && !PARTS.some(({ pattern }) => pattern.test(nameOf(file))),
);
for (const file of forgotten)
	console.error(`${file} belongs to no part: add it to one in scripts/check-viewer-size.mjs`);
process.exitCode = fits.every(Boolean) && forgotten.length === 0 ? 0 : 1;
