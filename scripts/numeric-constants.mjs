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
			if (initializer === undefined || !isNumber(initializer)) continue;
			constants.push({ name: name.getText(source), value: initializer.getText(source) });
		}
	}
	return constants;
}

/**
 * A number as it is written, perhaps with a sign.
 * @param {ts.Expression} expression
 */
function isNumber(expression) {
	return ts.isNumericLiteral(ts.isPrefixUnaryExpression(expression) ? expression.operand : expression);
}
