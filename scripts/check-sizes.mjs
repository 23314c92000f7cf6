/**
 * Checks sizes: a file over 300 lines needs a reason, a line `Size: …` in its header comment; over 500 none is enough.
 * A function over 80 lines needs a `Size: …` in its comment. Prints medians, so that drift shows.
 *
 *     node scripts/check-sizes.mjs
 */

import { readFileSync } from "node:fs";
import { join } from "node:path";
import ts from "typescript";
import { filesBelow, lineOf, parse, ROOT } from "./source-tree.mjs";

const FILE_NEEDS_REASON = 300;
const FILE_LIMIT = 500;
const FUNCTION_NEEDS_REASON = 80;
const REASON = /\bSize: \S/;

/** @typedef {{ line: number, length: number, excused: boolean }} Sized */

/**
 * Functions with a body; callbacks given to `describe` are chapters of a test file, not functions.
 * @param {ts.SourceFile} source
 * @returns {Sized[]}
 */
function functionsIn(source) {
	/** @type {Sized[]} */
	const found = [];
	/** @param {ts.Node} node */
	const visit = (node) => {
		if (ts.isFunctionLike(node) && "body" in node && node.body !== undefined && !isChapter(node)) {
			const line = lineOf(source, node);
			const last = source.getLineAndCharacterOfPosition(node.getEnd()).line + 1;
			found.push({ line, length: last - line + 1, excused: REASON.test(commentBefore(source, node)) });
		}
		ts.forEachChild(node, visit);
	};
	visit(source);
	return found;
}

/** @param {ts.Node} node */
function isChapter(node) {
	return ts.isCallExpression(node.parent) && /^describe/.test(node.parent.expression.getText());
}

/**
 * The comment before a function, or before the statement that declares it.
 * @param {ts.SourceFile} source
 * @param {ts.Node} node
 */
function commentBefore(source, node) {
	const statement = ts.findAncestor(node, (one) => ts.isStatement(one) || ts.isClassElement(one)) ?? node;
	return [node, statement].map((one) => source.text.slice(one.getFullStart(), one.getStart(source))).join("\n");
}

/**
 * The comment at the top of a file.
 * @param {string} text
 */
function header(text) {
	return /^(?:#!.*\n)?\s*(?:\/\*[\s\S]*?\*\/|(?:\/\/.*\n)+)/.exec(text)?.[0] ?? "";
}

/**
 * @param {number[]} values
 * @param {number} quantile
 */
function quantileOf(values, quantile) {
	const sorted = values.toSorted((a, b) => a - b);
	return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * quantile))] ?? 0;
}

/** @param {number[]} values */
function spread(values) {
	return `median ${quantileOf(values, 0.5)}, p90 ${quantileOf(values, 0.9)}, max ${quantileOf(values, 1)}`;
}

let failures = 0;

/** @param {string} where @param {string} what @param {boolean} fine */
function report(where, what, fine) {
	console.log(`${where}: ${what}${fine ? ", with a reason" : ""}`);
	if (!fine) failures++;
}

/** @param {string} file @returns {{ lines: number, functions: number[] }} */
function measure(file) {
	const text = readFileSync(join(ROOT, file), "utf8");
	const lines = text.split("\n").length - 1;
	if (lines > FILE_NEEDS_REASON) {
		report(`${file}:1`, `${lines} lines`, lines <= FILE_LIMIT && REASON.test(header(text)));
	}
	const functions = functionsIn(parse(file));
	for (const { line, length, excused } of functions) {
		if (length > FUNCTION_NEEDS_REASON) report(`${file}:${line}`, `a function of ${length} lines`, excused);
	}
	return { lines, functions: functions.map((one) => one.length) };
}

const files = ["src", "viewer", "test", "scripts", "examples"].flatMap((folder) => filesBelow(folder, /\.(ts|mjs)$/));
/** @type {[string, string[]][]} */
const groups = [
	["library", files.filter((file) => file.startsWith("src/") && !file.endsWith(".test.ts"))],
	["viewer", files.filter((file) => file.startsWith("viewer/") && !file.endsWith(".test.ts"))],
	["tests, scripts, examples", files.filter((file) => !/^(src|viewer)\//.test(file) || file.endsWith(".test.ts"))],
];
for (const [name, members] of groups) {
	const measured = members.map(measure);
	const total = measured.reduce((sum, one) => sum + one.lines, 0);
	console.log(`${name}: ${members.length} files, ${total} lines`);
	console.log(`  lines of a file: ${spread(measured.map((one) => one.lines))}`);
	console.log(`  lines of a function: ${spread(measured.flatMap((one) => one.functions))}`);
}
process.exitCode = failures === 0 ? 0 : 1;
