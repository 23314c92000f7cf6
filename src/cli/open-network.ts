/** Opens the network of a command: file or address, hash, engine, and remarks on what was passed over and assumed. */

import type { Generator } from "../generator/generator.ts";
import { noteLines, type ReadingNotes } from "../generator/reading-notes.ts";
import { type PersonOfFile, readPerson } from "../inversion/person-file.ts";
import { shownAddress } from "../platform/node/download/shown-address.ts";
import { openFile } from "../platform/node/file-source.ts";
import { sha256OfFile } from "../platform/node/hash-file.ts";
import { type NetworkLocation, type NetworkRecord, networkRecord, obtainNetwork } from "../platform/node/networks.ts";
import { type EngineRecord, openGenerator } from "../platform/node/open-generator.ts";
import { InputError } from "../tensor/errors.ts";
import { formatShape } from "../tensor/shape.ts";
import type { OpenedPerson } from "./options/people.ts";
import type { EngineOptions } from "./options/shared.ts";
import { startProgress } from "./progress-bar.ts";
import type { Terminal } from "./terminal.ts";

/** Characters of a device's note. */
const MOST_NOTE = 160;

export interface OpenedNetwork extends AsyncDisposable {
	readonly generator: Generator;
	readonly network: NetworkRecord;
	readonly engine: EngineRecord;
	/** Whom `--person` names; the generator has the weights that were tuned to them. */
	readonly person: OpenedPerson | null;
}

/** What opening a network takes of a command's options. */
export interface NetworkOptions extends EngineOptions {
	/** The file of a person. */
	readonly person?: string | undefined;
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
	options: NetworkOptions,
	terminal: Terminal,
	signal: AbortSignal,
): Promise<OpenedNetwork> {
	const person = options.person === undefined ? null : await openPerson(options.person);
	const location = typeof name === "string" ? await findNetworkFile(name, terminal, signal) : name;
	const network = await networkRecord(location, signal);
	if (person) checkNetworkOf(person, network, terminal);
	const { device, threads, renderer, precision, allowUnused, allowLarge, like, cfg } = options;
	const reading = { allowUnused, allowLarge, like, cfg, tuned: person?.tuned };
	const opened = await openGenerator(location.path, { device, threads, renderer, precision, ...reading, signal });
	const { generator, engine, notes } = opened;
	for (const { device: other, note } of engine.passedOver)
		terminal.remark(`device ${other} passed over: ${shortNote(note)}`);
	if (engine.rendererPassedOver !== null) terminal.remark(`renderer passed over: ${engine.rendererPassedOver}`);
	if (!location.embedded) tellNotes(notes, location.name, terminal); // those that come with the package are known
	const shown = person && (await shownPerson(person, opened, signal));
	return { generator, network, engine, person: shown, [Symbol.asyncDispose]: () => opened[Symbol.asyncDispose]() };
}

interface NamedPerson extends PersonOfFile {
	readonly file: string;
}

async function openPerson(path: string): Promise<NamedPerson> {
	await using source = await openFile(path);
	return { ...(await readPerson(source)), file: path };
}

/** Throws `InputError` for weights that were tuned on another network; latents of another one are shown with a warning. */
function checkNetworkOf({ file, network: own, tuned }: NamedPerson, network: NetworkRecord, terminal: Terminal): void {
	if (!own || own.sha256 === network.sha256) return;
	const what = `person '${file}': found in the network '${own.name}', this is ${network.name}`;
	if (tuned.size > 0) {
		throw new InputError(
			`${what}, and weights tuned on one network do not fit another; want --network with that one, or --ws ${file} for the latents alone`,
		);
	}
	terminal.warn(`${what}; the same latents are somebody else there`);
}

async function shownPerson(
	{ file, ws }: NamedPerson,
	opened: Pick<OpenedNetwork, "generator"> & AsyncDisposable,
	signal: AbortSignal,
): Promise<OpenedPerson> {
	const { numWs, wDim } = opened.generator.config.mapping;
	if (ws.shape[1] === numWs && ws.shape[2] === wDim) return { file, ws, sha256: await sha256OfFile(file, signal) };
	await opened[Symbol.asyncDispose]();
	throw new InputError(`person '${file}': ws ${formatShape(ws.shape)}, this network has [1, ${numWs}, ${wDim}]`);
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
