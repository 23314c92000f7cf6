/**
 * Refuses turns of phrase that a reader has to translate. The list is the table "not / but" of CONVENTIONS.md, so that the
 * page and the check say the same.
 *
 *     node scripts/check-words.mjs
 */

import { readFileSync } from "node:fs";
import { join } from "node:path";
import { filesBelow, ROOT } from "./source-tree.mjs";

const PAGE = "CONVENTIONS.md";
const READ = /\.(ts|mjs|md|css|html)$/;
/** Pages that quote licences of others, or the list itself. */
const LEFT_OUT = new Set([PAGE, "THIRD-PARTY-NOTICES.md", "LICENSE"]);

/** @returns {Map<string, string>} turns, and what to write instead */
function turns() {
	const page = readFileSync(join(ROOT, PAGE), "utf8");
	const table = /\| not \| but \|\n\|---\|---\|\n((?:\|.*\n)+)/.exec(page)?.[1];
	if (!table) throw new Error(`${PAGE}: has no table '| not | but |'`);
	const rows = table
		.trim()
		.split("\n")
		.map((row) => row.split("|").map((cell) => cell.trim()));
	return new Map(rows.flatMap(([, not = "", but = ""]) => not.split(", ").map((turn) => [turn, but])));
}

const known = turns();
const pattern = new RegExp(`(?<![\\w-])(${[...known.keys()].join("|")})(?![\\w-])`, "i");
const offenders = filesBelow("", READ)
	.filter((file) => !LEFT_OUT.has(file) && !file.startsWith("docs/pictures/"))
	.flatMap((file) =>
		readFileSync(join(ROOT, file), "utf8")
			.split("\n")
			.flatMap((line, index) => {
				const [turn] = pattern.exec(line) ?? [];
				return turn === undefined
					? []
					: [`${file}:${index + 1}: '${turn}': want ${known.get(turn.toLowerCase()) ?? "other words"}`];
			}),
	);
for (const offender of offenders) console.error(offender);
if (offenders.length > 0) process.exit(1);
console.log(`words: ${known.size} turns of phrase, in none of the files`);
