/**
 * Network files kept in this browser, in IndexedDB: those that were dropped or picked, and those fetched from an address.
 * The page lists and removes, the worker reads and stores.
 */

import type { NetworkChoice } from "../state/view-state.ts";
import { askTable } from "./database.ts";

/** What the list shows. */
export interface StoredNetwork {
	readonly choice: Exclude<NetworkChoice, { kind: "embedded" }>;
	readonly name: string;
	readonly bytes: number;
	/** Milliseconds since 1970. */
	readonly added: number;
}

interface StoredRecord extends StoredNetwork {
	readonly key: string;
	readonly file: Blob;
}

/** Everything that is kept, newest first. Empty where the browser has no storage for this page. */
export async function listNetworkFiles(): Promise<readonly StoredNetwork[]> {
	const records = await askTable<StoredRecord[]>("networks", "readonly", (table) => table.getAll());
	return (records ?? [])
		.map(({ choice, name, bytes, added }) => ({ choice, name, bytes, added }))
		.sort((a, b) => b.added - a.added);
}

/** The file of a choice, or `null`. */
export async function readNetworkFile(choice: StoredNetwork["choice"]): Promise<Blob | null> {
	const record = await askTable<StoredRecord | undefined>("networks", "readonly", (table) => table.get(keyOf(choice)));
	return record?.file ?? null;
}

/** Keeps a file. Without room it is not kept, which is no failure: the network is open all the same. */
export async function storeNetworkFile(choice: StoredNetwork["choice"], file: Blob): Promise<void> {
	const name = choice.kind === "url" ? (choice.url.split("/").at(-1) ?? choice.url) : choice.name;
	const record: StoredRecord = { key: keyOf(choice), choice, name, bytes: file.size, added: Date.now(), file };
	await askTable("networks", "readwrite", (table) => table.put(record));
}

export async function removeNetworkFile(choice: StoredNetwork["choice"]): Promise<void> {
	await askTable("networks", "readwrite", (table) => table.delete(keyOf(choice)));
}

function keyOf(choice: StoredNetwork["choice"]): string {
	return choice.kind === "url" ? `url:${choice.url}` : `file:${choice.bytes}:${choice.name}`;
}
