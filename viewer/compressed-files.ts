/**
 * Writes a compressed form (`.br`, Brotli) beside each file of the built page that shrinks: `triplane view` sends these,
 * and so do servers that are told to (`brotli_static` of nginx, `precompressed` of Caddy). Networks do not shrink.
 *
 * At full strength, which saves half a megabyte of ONNX Runtime's WASM and takes 40 s for it: what was compressed once
 * is kept in `.triplane/brotli` under the hash of its content.
 */

import { createHash } from "node:crypto";
import { mkdirSync, readdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import { brotliCompress, constants } from "node:zlib";
import type { Plugin } from "vite";

const SHRINKS = /\.(?:html|js|mjs|css|wasm|md)$/;
/** Below that, a second file is not worth it; bytes. */
const SMALLEST = 1024;
/** From here on, results are kept; bytes. */
const WORTH_KEEPING = 1_000_000;

/** @param kept  folder of what was compressed before */
export function compressedFiles(kept: string): Plugin {
	return {
		name: "compressed-files",
		apply: "build",
		async writeBundle({ dir = "" }) {
			const names = readdirSync(dir, { recursive: true, encoding: "utf8" }).filter((name) => SHRINKS.test(name));
			await Promise.all(names.map((name) => compressFile(join(dir, name), kept)));
		},
	};
}

async function compressFile(path: string, kept: string): Promise<void> {
	const bytes = readFileSync(path);
	if (bytes.length < SMALLEST) return;
	writeFileSync(`${path}.br`, bytes.length < WORTH_KEEPING ? await compress(bytes) : await compressOnce(bytes, kept));
}

async function compressOnce(bytes: Uint8Array, kept: string): Promise<Uint8Array> {
	const path = join(kept, `${createHash("sha256").update(bytes).digest("hex")}.br`);
	try {
		return readFileSync(path);
	} catch {
		const compressed = await compress(bytes);
		mkdirSync(kept, { recursive: true });
		// whole or not at all, also with two builds at once
		writeFileSync(`${path}.${process.pid}`, compressed);
		renameSync(`${path}.${process.pid}`, path);
		return compressed;
	}
}

function compress(bytes: Uint8Array): Promise<Uint8Array> {
	return promisify(brotliCompress)(bytes, {
		params: {
			[constants.BROTLI_PARAM_QUALITY]: constants.BROTLI_MAX_QUALITY,
			[constants.BROTLI_PARAM_LGWIN]: constants.BROTLI_MAX_WINDOW_BITS,
			[constants.BROTLI_PARAM_SIZE_HINT]: bytes.length,
		},
	});
}
