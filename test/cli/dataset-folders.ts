/** The program with folders of datasets, for tests of its dataset commands. */

import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { expect } from "vitest";
import { z } from "zod";
import { type NamedBytes, soundEntries } from "../support/dataset-files.ts";
import { type TestProgram, useProgram } from "./run-program.ts";

export interface DatasetProgram extends TestProgram {
	/** Writes a folder of these files and returns its path. */
	dataset(name: string, entries: NamedBytes): string;
	/** Writes a folder of `count` sound images. */
	sound(name: string, count?: number, side?: number): Promise<string>;
	/** Runs a dataset command that must fail in words, without a stack and without results. */
	fails(args: readonly string[], code: number, message: RegExp): Promise<void>;
}

/** What tests want of the record beside an output. */
export interface DatasetRecord {
	readonly repeat: string[];
	/** `null` of what is made of nothing. */
	readonly source: { readonly images: number } | null;
	readonly outputs: { readonly file: string; readonly sha256: string }[];
}

export function readRecord(path: string): DatasetRecord {
	const schema = z.object({
		repeat: z.array(z.string()),
		source: z.object({ images: z.number() }).nullable(),
		outputs: z.array(z.object({ file: z.string(), sha256: z.string() })),
	});
	return schema.parse(JSON.parse(readFileSync(path, "utf8")));
}

export function useDatasetProgram(): DatasetProgram {
	const program = useProgram();
	const dataset: DatasetProgram["dataset"] = (name, entries) => {
		const path = join(program.folder, name);
		for (const [file, bytes] of entries) {
			mkdirSync(dirname(join(path, file)), { recursive: true });
			writeFileSync(join(path, file), bytes);
		}
		return path;
	};
	return {
		...program,
		dataset,
		sound: async (name, count = 6, side = 16) => dataset(name, await soundEntries(count, side)),
		fails: async (args, code, message) => {
			const result = await program.run(["dataset", ...args]);
			expect(result.stderr).toMatch(message);
			expect(result.stderr).not.toMatch(/^\s+at .*:\d+/m);
			expect({ code: result.code, stdout: result.stdout }).toEqual({ code, stdout: "" });
		},
	};
}
