/**
 * Checks that the built viewer stays within its budget, and prints what it weighs. What counts is what the browser must
 * have before the first picture: the page, the worker, ONNX Runtime. `npm run build:viewer` first.
 *
 *     node scripts/check-viewer-size.mjs
 */

import { readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { ROOT } from "./source-tree.mjs";

/** @typedef {{ what: string, pattern: RegExp, budget: number, zipped: boolean }} Part */

/** Thousands of bytes. Raise a budget only with a reason in the commit. */
/** @type {Part[]} */
const PARTS = [
	{ what: "page: HTML, script, style", pattern: /^index(-[\w-]+)?\.(html|js|css)$/, budget: 44, zipped: true },
	{ what: "worker", pattern: /^(worker|half|usingCtx|rolldown-runtime)-[\w-]+\.js$/, budget: 122, zipped: true },
	{ what: "ONNX Runtime, script (one of two)", pattern: /^ort[\w.-]*\.m?js$/, budget: 75, zipped: true },
	{ what: "later: mesh view", pattern: /^mesh-view-[\w-]+\.js$/, budget: 160, zipped: true },
	{ what: "later: video", pattern: /^encode-video-[\w-]+\.js$/, budget: 60, zipped: true },
	{ what: "later: photographs", pattern: /^(portrait|person-files)-[\w-]+\.js$/, budget: 55, zipped: true },
	{ what: "ONNX Runtime, WASM (one of two)", pattern: /\.wasm$/, budget: 17_500, zipped: false },
];

const SITE = join(ROOT, "dist", "viewer");
const files = readdirSync(SITE, { recursive: true, encoding: "utf8" }).filter((file) =>
	statSync(join(SITE, file)).isFile(),
);

/** @param {string} file @param {boolean} zipped @returns {number} thousands of bytes */
function weigh(file, zipped) {
	const bytes = readFileSync(join(SITE, file));
	return (zipped ? gzipSync(bytes, { level: 9 }).byteLength : bytes.byteLength) / 1000;
}

let failures = 0;
for (const { what, pattern, budget, zipped } of PARTS) {
	const weights = files
		.filter((file) => pattern.test(file.split(/[/\\]/).at(-1) ?? ""))
		.map((file) => weigh(file, zipped));
	// Of two builds of ONNX Runtime a browser loads one: the heavier counts.
	const isOneOf = what.includes("one of two");
	const weight = isOneOf ? Math.max(0, ...weights) : weights.reduce((sum, one) => sum + one, 0);
	const fits = weights.length > 0 && weight <= budget;
	if (!fits) failures++;
	console.log(
		`${fits ? "fits  " : "HEAVY "} ${what.padEnd(36)} ${weight.toFixed(0).padStart(6)} of ${budget} kB${zipped ? ", gzip" : ""}`,
	);
}
process.exitCode = failures === 0 ? 0 : 1;
