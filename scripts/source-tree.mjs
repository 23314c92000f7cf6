/** Source files and what they import, read with TypeScript's own parser. For the checks of this folder. */

import { readdirSync, readFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import ts from "typescript";

/** The repository's root, an absolute path. */
export const ROOT = fileURLToPath(new URL("..", import.meta.url));

/**
 * @typedef {object} Import
 * @property {string} specifier  as written
 * @property {string | undefined} target  for a relative import: the file, from the root
 * @property {boolean} typeOnly  erased by the compiler: it makes no ring
 * @property {number} line  from 1
 */

/**
 * All files below a folder, as paths from the root with forward slashes, sorted; what git ignores by name is left out.
 * @param {string} folder  from the root
 * @param {RegExp} pattern  which names to keep
 * @returns {string[]}
 */
export function filesBelow(folder, pattern) {
	const ignored = new Set(["node_modules", "dist", "out", "coverage", ".git", ".triplane"]);
	/** @type {string[]} */
	const found = [];
	for (const entry of readdirSync(join(ROOT, folder), { withFileTypes: true })) {
		const path = folder === "" ? entry.name : `${folder}/${entry.name}`;
		if (entry.isDirectory() && !ignored.has(entry.name)) found.push(...filesBelow(path, pattern));
		else if (entry.isFile() && pattern.test(entry.name)) found.push(path);
	}
	return found.sort();
}

/**
 * @param {string} file  from the root
 * @returns {ts.SourceFile}
 */
export function parse(file) {
	return ts.createSourceFile(file, readFileSync(join(ROOT, file), "utf8"), ts.ScriptTarget.Latest, true);
}

/**
 * @param {ts.SourceFile} source
 * @param {ts.Node} node
 * @returns {number}  from 1
 */
export function lineOf(source, node) {
	return source.getLineAndCharacterOfPosition(node.getStart(source)).line + 1;
}

/**
 * Everything a file imports: static, dynamic and in types.
 * @param {string} file  from the root
 * @returns {Import[]}
 */
export function importsOf(file) {
	const source = parse(file);
	/** @type {Import[]} */
	const imports = [];
	/** @param {ts.Node} node */
	const visit = (node) => {
		const reference = referenceIn(node);
		if (reference !== undefined) {
			const { specifier, typeOnly } = reference;
			imports.push({ specifier, target: targetOf(file, specifier), typeOnly, line: lineOf(source, node) });
		}
		ts.forEachChild(node, visit);
	};
	visit(source);
	return imports;
}

/**
 * The file a relative import means, from the root. AssemblyScript leaves the ending out.
 * @param {string} file
 * @param {string} specifier
 */
function targetOf(file, specifier) {
	if (!specifier.startsWith(".")) return undefined;
	const path = relative(ROOT, join(ROOT, dirname(file), specifier)).replaceAll("\\", "/");
	return /\.\w+$/.test(path) ? path : `${path}.ts`;
}

/**
 * @param {ts.Node} node
 * @returns {{ specifier: string, typeOnly: boolean } | undefined}
 */
function referenceIn(node) {
	if (ts.isImportDeclaration(node) && ts.isStringLiteral(node.moduleSpecifier)) {
		return {
			specifier: node.moduleSpecifier.text,
			typeOnly: node.importClause?.phaseModifier === ts.SyntaxKind.TypeKeyword,
		};
	}
	if (ts.isExportDeclaration(node) && node.moduleSpecifier !== undefined && ts.isStringLiteral(node.moduleSpecifier)) {
		return { specifier: node.moduleSpecifier.text, typeOnly: node.isTypeOnly };
	}
	if (ts.isImportTypeNode(node) && ts.isLiteralTypeNode(node.argument) && ts.isStringLiteral(node.argument.literal)) {
		return { specifier: node.argument.literal.text, typeOnly: true };
	}
	if (ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword) {
		const [argument] = node.arguments;
		if (argument !== undefined && ts.isStringLiteralLike(argument))
			return { specifier: argument.text, typeOnly: false };
	}
	return undefined;
}
