/** Numeric constants at the top of modules, for kernels in languages that cannot import them. */

import { readFileSync } from "node:fs";
import { join } from "node:path";
import ts from "typescript";
import { ROOT } from "./source-tree.mjs";

/**
 * All top-level constants of a module that are plain numbers.
 * @param {string} path  from the root
 * @returns {{ name: string, value: string }[]} values as they are written
 */
export function numericConstants(path) {
	const source = ts.createSourceFile(path, readFileSync(join(ROOT, path), "utf8"), ts.ScriptTarget.ES2022);
	const constants = [];
	for (const statement of source.statements) {
		if (!ts.isVariableStatement(statement)) continue;
		for (const { name, initializer } of statement.declarationList.declarations) {
			if (initializer === undefined || !ts.isNumericLiteral(initializer)) continue;
			constants.push({ name: name.getText(source), value: initializer.getText(source) });
		}
	}
	return constants;
}
