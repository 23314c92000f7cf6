/** The folder of a run: `00000-<desc>`, numbered within its parent. Files in it are whole or absent. */

import { appendFile, mkdir, readdir, readFile, realpath, rm, stat } from "node:fs/promises";
import { basename, dirname, join, relative, resolve } from "node:path";
import type { Checkpoint } from "../../checkpoint/description.ts";
import { checkpointToSafetensors } from "../../checkpoint/safetensors-checkpoint.ts";
import { prepareFolder } from "../../platform/node/output-folder.ts";
import { packageInfo } from "../../platform/node/package-info.ts";
import { tryLock } from "../../platform/node/process-lock.ts";
import { fateOf } from "../../platform/node/process-mark.ts";
import { systemReason } from "../../platform/node/system-reason.ts";
import { writeFileWhole } from "../../platform/node/write-file.ts";
import { CheckpointError, InputError, OutputError } from "../../tensor/errors.ts";
import { imagesOfLine } from "../../training/loop/stats-line.ts";
import { parseRecorded } from "../command.ts";
import { type Fields, type OptionsOf, repeatOf } from "../options/fields.ts";
import type { RUNS } from "../options/shared.ts";
import { recordText } from "../sidecar.ts";

export const STATE_FILE = "training-state.safetensors";
export const STATS_FILE = "stats.jsonl";
export const METRICS_FILE = "metrics.jsonl";
const OPTIONS_FILE = "training-options.json";
/** Networks after so many thousand images. */
export const snapshotFile = (kimg: string): string => `network-snapshot-${kimg}.safetensors`;
const LOCK_FILE = "run.lock";

export class RunFolder {
	readonly path: string;

	/** `newRunFolder` makes one. */
	constructor(path: string) {
		this.path = path;
	}

	/** Where a file of this name is. */
	file(name: string): string {
		return join(this.path, name);
	}

	/** Names of the files in it. */
	async names(): Promise<readonly string[]> {
		return await readdir(this.path);
	}

	/**
	 * Keeps other processes out until the result is disposed of. Rejects with `InputError` where one is in: two that write
	 * one run would spoil it for both.
	 */
	async lock(): Promise<AsyncDisposable> {
		const held = await tryLock(this.file(LOCK_FILE));
		if (typeof held !== "string") return held;
		const [pid = "?"] = held.split("-");
		const who = fateOf(held) === "runs" ? `process ${pid} is at it` : "a process of another machine may be at it";
		throw new InputError(
			`run '${this.path}': ${who}; wait for it, stop it, or remove '${this.file(LOCK_FILE)}' if it is not there any more`,
		);
	}

	/** Takes away what a process that was killed was writing. Only with the lock. */
	async removeLeftovers(): Promise<void> {
		const left = (await this.names()).filter((name) => /\.[0-9a-f]{8}\.tmp$/.test(name));
		for (const name of left) await rm(this.file(name), { force: true });
	}

	/** Not interrupted by signals: the state is saved because of one. */
	async write(name: string, content: Uint8Array | string | readonly Uint8Array[]): Promise<void> {
		await writeFileWhole(this.file(name), content);
	}

	/** Writes networks, or the state of a run. @returns where */
	async writeCheckpoint(name: string, checkpoint: Checkpoint): Promise<string> {
		await this.write(name, checkpointToSafetensors(checkpoint));
		return this.file(name);
	}

	/** A note for the files that are written: which release, which command, which run. */
	madeBy(command: RunCommand): string {
		return `triplane ${packageInfo().version} ${command}, ${basename(this.path)}`;
	}

	/** Adds a line to a file; a line that was cut off by the end of the process is no harm to its readers. */
	async appendLine(name: string, line: string): Promise<void> {
		try {
			await appendFile(this.file(name), `${line}\n`);
		} catch (error) {
			throw new OutputError(`cannot write '${this.file(name)}': ${systemReason(error)}`, { cause: error });
		}
	}

	/** Leaves the lines up to so many images in a file, if there is one. @returns those lines */
	async cutLines(name: string, images: number): Promise<readonly string[]> {
		const text = await readFile(this.file(name), "utf8").catch(() => null);
		if (text === null) return [];
		const kept = text.split("\n").filter((line) => (imagesOfLine(line) ?? Number.POSITIVE_INFINITY) <= images);
		await this.write(name, kept.map((line) => `${line}\n`).join(""));
		return kept;
	}
}

/** What makes runs. */
export type RunCommand = "train" | "teach";

/**
 * Makes the next folder in `outdir`, named after what the run is and the user's own words. Rejects with `InputError` without
 * an outdir, and with `OutputError`.
 */
export async function newRunFolder(
	command: RunCommand,
	{ outdir, desc }: OptionsOf<typeof RUNS>,
	parts: readonly string[],
): Promise<RunFolder> {
	if (outdir === undefined) {
		throw new InputError(`${command}: want --outdir, the folder in which runs have their folders`);
	}
	const label = [...parts, ...(desc === undefined ? [] : [desc])].join("-").replace(/[^\w.-]+/g, "_");
	await prepareFolder(outdir);
	const names = await readdir(outdir);
	const numbers = names.flatMap((name) => (/^\d{5}-/.test(name) ? [Number(name.slice(0, 5))] : []));
	for (let number = Math.max(-1, ...numbers) + 1; ; number++) {
		const path = join(outdir, `${String(number).padStart(5, "0")}-${label}`);
		try {
			await mkdir(path);
			return new RunFolder(path);
		} catch (error) {
			// another run has just taken this number
			if (error instanceof Error && "code" in error && error.code === "EEXIST") continue;
			throw new OutputError(`cannot make the folder '${path}': ${systemReason(error)}`, { cause: error });
		}
	}
}

/** The run that `path` is the folder or the state file of; `null` when it is something else, such as a network. */
export async function findRun(path: string): Promise<RunFolder | null> {
	const found = await stat(path).catch(() => null);
	if (!found?.isDirectory()) return found && basename(path) === STATE_FILE ? new RunFolder(dirname(path)) : null;
	const folder = new RunFolder(path);
	if (await stat(folder.file(STATE_FILE)).catch(() => null)) return folder;
	throw new InputError(`--resume '${path}': there is no '${STATE_FILE}' in this folder: nothing was saved there yet`);
}

/** How a run was started. */
export interface RecordedStart<F extends Fields> {
	readonly options: OptionsOf<F>;
	/** The folder that paths among them count from; `null` where an older record does not say. */
	readonly startedIn: string | null;
}

/** Where the run's folder is from the folder that the program runs in, the other way round: paths count from there. */
export async function startedIn(folder: RunFolder): Promise<string> {
	return relative(await realpath(folder.path), process.cwd()) || ".";
}

/** Writes `training-options.json`: everything that is needed to make the run again, or to continue it. */
export async function writeStart<F extends Fields>(
	folder: RunFolder,
	command: RunCommand,
	fields: F,
	{
		recorded,
		...details
	}: { readonly recorded: Readonly<Record<string, unknown>>; readonly [detail: string]: unknown },
): Promise<void> {
	const repeat = repeatOf(command, fields, recorded);
	const record = { triplane: packageInfo().version, command, repeat, ...details };
	await folder.write(OPTIONS_FILE, recordText(record));
}

/** What `training-options.json` says. Rejects with `InputError` or `CheckpointError`. */
export async function recordedStart<F extends Fields>(
	folder: RunFolder,
	command: RunCommand,
	fields: F,
): Promise<RecordedStart<F>> {
	const path = folder.file(OPTIONS_FILE);
	const text = await readFile(path, "utf8").catch((error: unknown) => {
		throw new InputError(`cannot read '${path}': ${systemReason(error)}`, { cause: error });
	});
	const { repeat, startedIn: from } = parsed(text, path);
	if (Array.isArray(repeat) && repeat[0] === command && repeat.every((part) => typeof part === "string")) {
		return {
			options: parseRecorded(command, fields, repeat.slice(1)),
			startedIn: typeof from === "string" ? resolve(await realpath(folder.path), from) : null,
		};
	}
	throw new CheckpointError(`'${path}': 'repeat' is not a command line of '${command}'`);
}

function parsed(text: string, path: string): { readonly repeat?: unknown; readonly startedIn?: unknown } {
	try {
		return (JSON.parse(text) ?? {}) as { readonly repeat?: unknown; readonly startedIn?: unknown };
	} catch (cause) {
		throw new CheckpointError(`'${path}': is no JSON`, { cause });
	}
}
