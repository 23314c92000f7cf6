/** People who were found in photographs or came from files, kept in this browser: the page lists them, the worker reads them. */

import type { NetworkChoice } from "../state/view-state.ts";
import { askTable } from "./database.ts";

export interface KeptPerson {
	/** Letters and digits, as links have it. */
	readonly key: string;
	readonly name: string;
	/** Whose ws these are. */
	readonly network: NetworkChoice;
	/** [numWs, wDim], row by row. */
	readonly ws: Float32Array<ArrayBuffer>;
	/** [25] of the photograph; `null` where nobody knows it. */
	readonly camera: readonly number[] | null;
	/** A small RGBA picture of what they were found in; `null` where there is none. */
	readonly picture: {
		readonly width: number;
		readonly height: number;
		readonly pixels: Uint8ClampedArray<ArrayBuffer>;
	} | null;
	/** Milliseconds since 1970. */
	readonly added: number;
}

/** All that are kept, newest first. Empty where the browser has no storage for this page. */
export async function listKeptPeople(): Promise<readonly KeptPerson[]> {
	const people = await askTable<KeptPerson[]>("people", "readonly", (table) => table.getAll());
	return [...(people ?? [])].sort((one, other) => other.added - one.added);
}

export async function readKeptPerson(key: string): Promise<KeptPerson | null> {
	return (await askTable<KeptPerson | undefined>("people", "readonly", (table) => table.get(key))) ?? null;
}

/** @returns whether there was room */
export async function keepPerson(person: KeptPerson): Promise<boolean> {
	return (await askTable<IDBValidKey>("people", "readwrite", (table) => table.put(person))) !== null;
}

export async function removeKeptPerson(key: string): Promise<void> {
	await askTable("people", "readwrite", (table) => table.delete(key));
	await askTable("tuned", "readwrite", (table) => table.delete(key));
}

/** A key that nobody has yet. */
export function newKey(): string {
	return Array.from(crypto.getRandomValues(new Uint8Array(6)), (byte) => byte.toString(16).padStart(2, "0")).join("");
}
