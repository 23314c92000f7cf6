/**
 * Builds the WASM kernel of the renderer from AssemblyScript and embeds it in a TypeScript module, so that users need no
 * compiler and bundlers no loader.
 *
 *     node scripts/generate-kernels.mjs           # build and write
 *     node scripts/generate-kernels.mjs --check   # build and compare byte for byte
 */

import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import ts from "typescript";
import { ROOT } from "./source-tree.mjs";

const FOLDER = "src/rendering/march/kernels/wasm";
const CONTRACT = "src/rendering/march/contract.ts";
const CONSTANTS = `${FOLDER}/assembly/contract-constants.ts`;
const BINARY = `${FOLDER}/kernel-binary.ts`;
/** 2 GiB: what a 32-bit kernel can address without thinking about signs. */
const MAXIMUM_PAGES = 32768;

const OPTIONS = [
	...["-O3", "--noAssert", "--runtime", "stub"],
	...["--enable", "simd", "--enable", "threads", "--enable", "bulk-memory"],
	...["--importMemory", "--sharedMemory", "--initialMemory", "1", "--maximumMemory", String(MAXIMUM_PAGES)],
	// AS112: vectors cannot be passed to JavaScript. None is: only numbers leave the entry file.
	...["--disableWarning", "112"],
];

const check = process.argv.includes("--check");
let stale = 0;
emit(CONSTANTS, contractConstants());
emit(BINARY, binaryModule(compile()));
if (stale > 0) {
	console.error(`generate-kernels: ${stale} of 2 files are not current; run node scripts/generate-kernels.mjs`);
	process.exitCode = 1;
}

/**
 * Writes a file, or with --check compares it.
 * @param {string} path  from the root
 * @param {string} text
 */
function emit(path, text) {
	const file = join(ROOT, path);
	if (check) {
		if (readIfThere(file) !== text) {
			stale++;
			console.error(`generate-kernels: ${path} differs from what its sources give`);
		}
		return;
	}
	writeFileSync(file, text);
	console.log(`${path}: ${text.length} characters`);
}

/** @param {string} file */
function readIfThere(file) {
	try {
		return readFileSync(file, "utf8");
	} catch {
		return null;
	}
}

/** The numeric constants of the contract, which holds types that AssemblyScript cannot read. */
function contractConstants() {
	const source = ts.createSourceFile(CONTRACT, readFileSync(join(ROOT, CONTRACT), "utf8"), ts.ScriptTarget.ES2022);
	const lines = [];
	for (const statement of source.statements) {
		if (!ts.isVariableStatement(statement)) continue;
		for (const { name, initializer } of statement.declarationList.declarations) {
			if (initializer === undefined || !ts.isNumericLiteral(initializer)) continue;
			lines.push(`export const ${name.getText(source)}: f64 = ${initializer.getText(source)};`);
		}
	}
	const header = "/** Generated from contract.ts by scripts/generate-kernels.mjs: the contract's constants. */";
	return `${[header, "", ...lines].join("\n")}\n`;
}

/**
 * Runs the compiler's command line: its JavaScript interface brings types that redefine `console` for all scripts.
 * @returns {Uint8Array}
 */
function compile() {
	const folder = mkdtempSync(join(tmpdir(), "triplane-kernel-"));
	try {
		const out = join(folder, "kernel.wasm");
		const compiler = join(ROOT, "node_modules/assemblyscript/bin/asc.js");
		const args = [compiler, `${FOLDER}/assembly/index.ts`, ...OPTIONS, "--outFile", out];
		const { status, stdout, stderr } = spawnSync(process.execPath, args, { cwd: ROOT, encoding: "utf8" });
		if (status !== 0) throw new Error(`generate-kernels: the compiler failed\n${stdout}${stderr}`);
		return readFileSync(out);
	} finally {
		rmSync(folder, { recursive: true });
	}
}

/** @param {Uint8Array} binary  WebAssembly */
function binaryModule(binary) {
	return `/**
 * Generated from assembly/ by scripts/generate-kernels.mjs: the kernel, ${binary.length} bytes of WebAssembly.
 */

/** Offset of the flags in the limits of the memory import. */
export const KERNEL_MEMORY_FLAGS = ${memoryFlagsOffset(binary)};
/** Most pages of 64 KB that the memory may have. */
export const KERNEL_MAXIMUM_PAGES = ${MAXIMUM_PAGES};
export const KERNEL_BASE64 =
	"${Buffer.from(binary).toString("base64")}";
`;
}

/**
 * Where the flags of the memory import stand: in the import section (2), whose only entry is "env" "memory" (kind 2).
 * @param {Uint8Array} binary
 */
function memoryFlagsOffset(binary) {
	const entry = [3, ..."env", 6, ..."memory", 2].map((part) => (typeof part === "string" ? part.charCodeAt(0) : part));
	const at = Buffer.from(binary).indexOf(Buffer.from(entry));
	const offset = at + entry.length;
	if (at < 0 || binary[offset] !== 3) throw new Error("generate-kernels: no import of a shared memory with a maximum");
	return offset;
}
