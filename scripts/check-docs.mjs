/**
 * Checks that no page lies: relative links, their anchors and every path of the repository named in a page exist, so do
 * the pages that comments in the source name, and the TypeScript examples of README.md and docs/ compile and run against the built package (`npm run build` first).
 *
 *     node scripts/check-docs.mjs
 *
 * An example is a fence that begins with ```ts; each stands alone and imports from `triplane`. ```ts no-run is compiled
 * only. Examples run with the root as working directory.
 */

import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import ts from "typescript";
import { headingAnchor } from "./heading-anchor.mjs";
import { filesBelow, ROOT } from "./source-tree.mjs";

/** Inside the repository, so that `triplane` resolves to the package itself. Ignored by git. */
const EXAMPLES = join(ROOT, ".triplane", "docs");
const PATHS = /(?<![\w./-])(?:src|test|scripts|docs|examples|bench|viewer|assets)\/[\w./-]*\w\/?/g;

/** @typedef {{ page: string, line: number, info: string, code: string }} Fence */

/** @type {string[]} */
const offenders = [];

/**
 * The page with fenced code blanked out, line for line, and the fences themselves.
 * @param {string} page
 * @param {string} text
 */
function splitFences(page, text) {
	/** @type {Fence[]} */
	const fences = [];
	/** @type {Fence | undefined} */
	let open;
	const prose = text.split("\n").map((content, index) => {
		const mark = /^\s*```(.*)$/.exec(content);
		if (mark === null && open === undefined) return content;
		if (open === undefined) open = { page, line: index + 1, info: mark?.[1]?.trim() ?? "", code: "" };
		else if (mark === null) open.code += `${content}\n`;
		else {
			fences.push(open);
			open = undefined;
		}
		return "";
	});
	if (open !== undefined) offenders.push(`${page}:${open.line}: a fence that is never closed`);
	return { prose, fences };
}

/**
 * GitHub's anchors of a page's headings.
 * @param {string} page
 */
function anchors(page) {
	const { prose } = splitFences(page, readFileSync(join(ROOT, page), "utf8"));
	const headings = prose.flatMap((line) => /^#+\s+(.*)$/.exec(line)?.[1] ?? []);
	return new Set(headings.map(headingAnchor));
}

/**
 * @param {string} page
 * @param {string} target  of a link, as written
 * @returns {string | undefined} what is wrong with it
 */
function linkComplaint(page, target) {
	if (/^[a-z]+:/.test(target)) return undefined;
	const [path = "", anchor] = target.split("#");
	const file = path === "" ? page : join(dirname(page), path);
	if (!existsSync(join(ROOT, file))) return `the link '${target}' leads nowhere`;
	if (anchor === undefined || !file.endsWith(".md") || anchors(file).has(anchor)) return undefined;
	return `the link '${target}' names a heading that is not there`;
}

/**
 * @param {string} page
 * @param {string[]} prose
 * @param {string} text
 */
function checkReferences(page, prose, text) {
	for (const [index, line] of prose.entries()) {
		for (const [, target = ""] of line.matchAll(/\]\(([^)\s]+)\)/g)) {
			const complaint = linkComplaint(page, target);
			if (complaint !== undefined) offenders.push(`${page}:${index + 1}: ${complaint}`);
		}
	}
	for (const [index, line] of text.split("\n").entries()) {
		for (const [path] of line.replaceAll(/\]\([^)]*\)/g, "]").matchAll(PATHS)) {
			if (!existsSync(join(ROOT, path))) offenders.push(`${page}:${index + 1}: there is no ${path}`);
		}
	}
}

/** Pages named in comments stand in the root, in docs/ or at the path given. */
function checkSourceComments() {
	for (const file of ["src", "test", "scripts"].flatMap((folder) => filesBelow(folder, /\.(ts|mjs)$/))) {
		for (const [index, line] of readFileSync(join(ROOT, file), "utf8").split("\n").entries()) {
			const [page] = /(?<=^\s*(?:\/?\*|\/\/).*)[\w./-]+\.md\b/.exec(line) ?? [];
			if (page === undefined || [ROOT, join(ROOT, "docs")].some((folder) => existsSync(join(folder, page)))) continue;
			offenders.push(`${file}:${index + 1}: there is no page ${page}`);
		}
	}
}

/**
 * Compiles all examples at once under the flags of the library, unused names allowed.
 * @param {Map<string, Fence>} examples  by file name
 */
function compile(examples) {
	const project = {
		extends: "../../tsconfig.json",
		compilerOptions: { noUnusedLocals: false, declaration: false },
		include: ["."],
	};
	writeFileSync(join(EXAMPLES, "tsconfig.json"), JSON.stringify(project));
	for (const [name, { code }] of examples) writeFileSync(join(EXAMPLES, `${name}.ts`), `${code}\nexport {};\n`);
	const tsc = join(ROOT, "node_modules", "typescript", "bin", "tsc");
	const { stdout } = spawnSync(process.execPath, [tsc, "-p", ".", "--pretty", "false"], {
		cwd: EXAMPLES,
		encoding: "utf8",
	});
	for (const message of stdout.trim().split("\n").filter(Boolean)) {
		const [, name = "", line = "1", rest = message] = /^(.*)\.ts\((\d+),\d+\): (.*)$/.exec(message) ?? [];
		const fence = examples.get(name);
		offenders.push(fence === undefined ? message : `${fence.page}:${fence.line + Number(line)}: ${rest}`);
	}
}

/**
 * @param {string} name
 * @param {Fence} fence
 */
function execute(name, fence) {
	const file = join(EXAMPLES, `${name}.mjs`);
	const compilerOptions = { module: ts.ModuleKind.ESNext, target: ts.ScriptTarget.ES2022, verbatimModuleSyntax: true };
	writeFileSync(file, ts.transpileModule(fence.code, { compilerOptions }).outputText);
	const run = spawnSync(process.execPath, [file], { cwd: ROOT, encoding: "utf8", timeout: 120_000 });
	if (run.status === 0) return;
	offenders.push(`${fence.page}:${fence.line}: the example fails: ${run.error?.message ?? run.stderr.trim()}`);
}

/** @param {Fence[]} fences */
function checkExamples(fences) {
	if (fences.length === 0) return;
	rmSync(EXAMPLES, { recursive: true, force: true });
	mkdirSync(EXAMPLES, { recursive: true });
	const examples = new Map(fences.map((fence, index) => [`${fence.page.replaceAll(/\W/g, "-")}-${index + 1}`, fence]));
	compile(examples);
	for (const [name, fence] of examples) if (!fence.info.includes("no-run")) execute(name, fence);
	rmSync(EXAMPLES, { recursive: true, force: true });
}

const pages = filesBelow("", /\.md$/);
/** @type {Fence[]} */
const examples = [];
for (const page of pages) {
	const text = readFileSync(join(ROOT, page), "utf8");
	const { prose, fences } = splitFences(page, text);
	checkReferences(page, prose, text);
	if (page === "README.md" || page.startsWith("docs/")) {
		examples.push(...fences.filter((fence) => /^ts\b/.test(fence.info)));
	}
}
checkSourceComments();
checkExamples(examples);
for (const offender of offenders) console.error(offender);
console.log(`${pages.length} pages, ${examples.length} examples, ${offenders.length} offenders`);
process.exitCode = offenders.length === 0 ? 0 : 1;
