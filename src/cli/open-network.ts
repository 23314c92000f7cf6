/** Opens the network of a command: file or address, hash, engine, and remarks on what was passed over and assumed. */

import type { Generator } from "../generator/generator.ts";
import { noteLines, type ReadingNotes } from "../generator/reading-notes.ts";
import { shownAddress } from "../platform/node/download/shown-address.ts";
import { type NetworkLocation, type NetworkRecord, networkRecord, obtainNetwork } from "../platform/node/networks.ts";
import { type EngineRecord, openGenerator } from "../platform/node/open-generator.ts";
import type { EngineOptions } from "./options/shared.ts";
import { startProgress } from "./progress-bar.ts";
import type { Terminal } from "./terminal.ts";

/** Characters of a device's note. */
const MOST_NOTE = 160;

export interface OpenedNetwork extends AsyncDisposable {
	readonly generator: Generator;
	readonly network: NetworkRecord;
	readonly engine: EngineRecord;
}

/** Where a command's network lies; downloaded, with a bar, where its name is an address. */
export async function findNetworkFile(name: string, terminal: Terminal, signal: AbortSignal): Promise<NetworkLocation> {
	using progress = startProgress("download", terminal.talks);
	return await obtainNetwork(name, {
		signal,
		onProgress: ({ fraction }) => progress.update(fraction, shownAddress(name)),
	});
}

/** The same for several, one after the other. */
export async function findNetworkFiles(
	names: readonly string[],
	terminal: Terminal,
	signal: AbortSignal,
): Promise<NetworkLocation[]> {
	const locations: NetworkLocation[] = [];
	for (const name of names) locations.push(await findNetworkFile(name, terminal, signal));
	return locations;
}

/**
 * Opens a network by name, or where `findNetworkFile` has found it. Dispose of the result to end its sessions and
 * workers.
 */
export async function openNetwork(
	name: string | NetworkLocation,
	options: EngineOptions,
	terminal: Terminal,
	signal: AbortSignal,
): Promise<OpenedNetwork> {
	const location = typeof name === "string" ? await findNetworkFile(name, terminal, signal) : name;
	const network = await networkRecord(location, signal);
	const { device, threads, renderer, precision, allowUnused, allowLarge, like, cfg } = options;
	const reading = { allowUnused, allowLarge, like, cfg };
	const opened = await openGenerator(location.path, { device, threads, renderer, precision, ...reading, signal });
	const { generator, engine, notes } = opened;
	for (const { device: other, note } of engine.passedOver)
		terminal.remark(`device ${other} passed over: ${shortNote(note)}`);
	if (engine.rendererPassedOver !== null) terminal.remark(`renderer passed over: ${engine.rendererPassedOver}`);
	if (!location.embedded) tellNotes(notes, location.name, terminal); // those that come with the package are known
	return { generator, network, engine, [Symbol.asyncDispose]: () => opened[Symbol.asyncDispose]() };
}

/** The first line of what a device said; `triplane doctor` has all of it. */
function shortNote(note: string): string {
	const [line = ""] = note.split("\n");
	return line.length > MOST_NOTE ? `${line.slice(0, MOST_NOTE)}… ('triplane doctor' says more)` : line;
}

/** Warnings, since they bear on what is seen: another person, or another picture. */
function tellNotes(notes: ReadingNotes, name: string, terminal: Terminal): void {
	for (const line of noteLines(notes)) terminal.warn(`network '${shownAddress(name)}': ${line}`);
}
