/**
 * Writes docs/cli.md from the help texts of the built command, or with `--check` only compares.
 *
 *     npm run build && node scripts/generate-cli-docs.mjs [--check]
 */

import { spawnSync } from "node:child_process";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { ROOT } from "./source-tree.mjs";

const PAGE = "docs/cli.md";
const PROGRAM = "dist/cli/main.js";

/** @typedef {{ name: string, summary: string, help: string }} HelpPage */

/** @returns {HelpPage[]} */
function helpPages() {
	if (!existsSync(join(ROOT, PROGRAM))) throw new Error(`${PROGRAM} is not there: npm run build`);
	const { status, stdout, stderr } = spawnSync(process.execPath, [PROGRAM, "help-pages"], {
		cwd: ROOT,
		encoding: "utf8",
	});
	if (status !== 0) throw new Error(`triplane help-pages: ${stderr}`);
	return JSON.parse(stdout);
}

/** @param {HelpPage[]} pages */
function markdown(pages) {
	const sections = pages.map(({ name, summary, help }) => {
		const title = name === "triplane" ? "triplane" : `triplane ${name}`;
		return `## ${title}\n${summary === "" ? "" : `\n${capital(summary)}.\n`}\n\`\`\`text\n${help.trimEnd()}\n\`\`\``;
	});
	return `# The command line

Written by \`node scripts/generate-cli-docs.mjs\` from the command's own help; do not edit.

${sections.join("\n\n")}
`;
}

/** @param {string} text */
function capital(text) {
	return text.charAt(0).toUpperCase() + text.slice(1);
}

const path = join(ROOT, PAGE);
const page = markdown(helpPages());
const current = existsSync(path) && readFileSync(path, "utf8") === page;
if (!process.argv.includes("--check")) {
	writeFileSync(path, page);
	console.log(`${PAGE}: ${current ? "unchanged" : "written"}`);
} else if (current) {
	console.log(`${PAGE}: current`);
} else {
	console.error(`${PAGE} is not what the command says: npm run build && node scripts/generate-cli-docs.mjs`);
	process.exitCode = 1;
}
