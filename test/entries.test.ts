/** The public face: a small root, and an entry for every layer, which has all that the layer offers. */

import { readdirSync, readFileSync } from "node:fs";
import { basename, join } from "node:path";
import ts from "typescript";
import { describe, expect, it } from "vitest";

const ROOT = join(import.meta.dirname, "..");
const ENTRIES = readdirSync(join(ROOT, "src", "entries"))
	.map((file) => basename(file, ".ts"))
	.sort();

/** Names that a file exports from others, types included, and the source file of each, from `src`. */
function exportsOf(file: string): Map<string, string> {
	const source = ts.createSourceFile(file, readFileSync(join(ROOT, file), "utf8"), ts.ScriptTarget.Latest);
	const found = new Map<string, string>();
	for (const statement of source.statements) {
		if (!ts.isExportDeclaration(statement) || !statement.moduleSpecifier) continue;
		const { exportClause, moduleSpecifier } = statement;
		if (!exportClause || !ts.isNamedExports(exportClause)) continue;
		const from = (moduleSpecifier as ts.StringLiteral).text.replace(/^(\.\.?\/)+/, "");
		for (const { name } of exportClause.elements) found.set(name.text, from);
	}
	return found;
}

describe("the entries of the package", () => {
	it("are what package.json exports: the root, the platforms, one for every file in src/entries, and networks", () => {
		const manifest = JSON.parse(readFileSync(join(ROOT, "package.json"), "utf8")) as {
			exports: Record<string, string>;
		};
		const wanted = [
			["./package.json", "./package.json"],
			["./networks/*", "./assets/networks/*"],
			[".", "./dist/index.js"],
			...["node", "web", ...ENTRIES].map((name) => [`./${name}`, `./dist/${name}.js`]),
		];
		expect(manifest.exports).toEqual(Object.fromEntries(wanted));
	});

	it("keep the root small", () => {
		expect(exportsOf("src/index.ts").size).toBeLessThanOrEqual(70);
	});

	it("have every name in the entry of one layer; the root repeats some of them", () => {
		const names = ENTRIES.flatMap((entry) => [...exportsOf(`src/entries/${entry}.ts`)]);
		expect(new Map(names).size).toBe(names.length);
		// errors are exported as a whole
		const known = new Map([...names, ...errorNames()]);
		const strangers = [...exportsOf("src/index.ts")].filter(([name, from]) => known.get(name) !== from);
		expect(strangers).toEqual([]);
	});
});

/** The names of `errors.ts`, as `exportsOf` gives them. */
function errorNames(): [string, string][] {
	const text = readFileSync(join(ROOT, "src/tensor/errors.ts"), "utf8");
	const names = text.matchAll(/^export (?:abstract )?(?:class|type|interface|function) (\w+)/gm);
	return Array.from(names, ([, name = ""]) => [name, "tensor/errors.ts"]);
}
