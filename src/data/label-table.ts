/**
 * `dataset.json`: `{"labels": [["00000/img00000000.png", [25 numbers]], …]}`, or `{"labels": null}` for none.
 *
 * A name that is listed again with the same numbers counts again: so `dataset rebalance` repeats rare poses. One that is
 * listed with other numbers is a fault. Python writes NaN and Infinity, which are no JSON; they are read, so that the
 * checks can name the images they belong to.
 */

import { InputError } from "../tensor/errors.ts";
import { jsonOutline, withoutPythonWords } from "../tensor/json-outline.ts";
import { normalizedName } from "./file-names.ts";

/** The label of one image, not yet judged: any length, and NaN where there was no number. */
export interface ListedLabel {
	readonly values: readonly number[];
	/** How often it is listed, at least 1. */
	readonly times: number;
	/** How often its name is listed with other numbers. */
	readonly conflicts: number;
	/** The first of its values that is neither a number nor what Python and JSON have for none, as text; or `null`. */
	readonly notNumber: string | null;
}

export interface LabelTable {
	/** Whether labels are listed, or the file says that there are none. */
	readonly listed: boolean;
	readonly labels: ReadonlyMap<string, ListedLabel>;
	/** Entries that are not a name and numbers, as text. */
	readonly malformed: readonly string[];
	/** Whether `dataset rebalance` wrote it: equal images are then meant. */
	readonly rebalanced: boolean;
}

/** What a dataset without `dataset.json` has. */
export const NO_LABELS: LabelTable = Object.freeze({
	listed: false,
	labels: new Map(),
	malformed: [],
	rebalanced: false,
});

/** What stands for the words of numbers that JSON does not have. */
const NAN_TEXT = "NaN";
/** Labels nest three levels deep, notes of other programs beside them a few more. */
const MOST_LEVELS = 32;

/** Reads the bytes of `dataset.json`; `where` begins messages. Throws `InputError` when it is something else. */
export function parseLabelTable(bytes: Uint8Array, where: string): LabelTable {
	const content = parseJson(decodeUtf8(bytes, where), where);
	if (typeof content !== "object" || content === null || !("labels" in content)) {
		throw new InputError(`${where}: want an object with 'labels', as in {"labels": [["img0.png", [25 numbers]]]}`);
	}
	const { labels } = content;
	if (labels === null) return NO_LABELS;
	if (!Array.isArray(labels)) throw new InputError(`${where}: 'labels' is ${typeof labels}, want a list or null`);
	return { ...tableOf(labels), listed: true, rebalanced: "rebalanced" in content };
}

/** Writes a table; `rebalanced` is a record of how labels were repeated. The same labels give the same bytes. */
export function labelFile(
	labels: readonly (readonly [name: string, values: readonly number[]])[] | null,
	rebalanced?: Readonly<Record<string, unknown>>,
): Uint8Array {
	const entries = labels?.map((entry) => JSON.stringify(entry)).join(",\n");
	const extra = rebalanced ? `,\n"rebalanced": ${JSON.stringify(rebalanced)}` : "";
	return new TextEncoder().encode(`{"labels": ${entries === undefined ? "null" : `[\n${entries}\n]`}${extra}}\n`);
}

function tableOf(entries: readonly unknown[]): Pick<LabelTable, "labels" | "malformed"> {
	const labels = new Map<string, ListedLabel>();
	const malformed: string[] = [];
	for (const [index, entry] of entries.entries()) {
		const [name, label] = Array.isArray(entry) && entry.length === 2 ? (entry as unknown[]) : [];
		if (typeof name !== "string") {
			malformed.push(`entry ${index}: ${abridged(entry)}`);
			continue;
		}
		// an image whose label is null has none
		if (label !== null) addLabel(labels, normalizedName(name), label);
	}
	return { labels, malformed };
}

function addLabel(labels: Map<string, ListedLabel>, name: string, label: unknown): void {
	// a class label, one number, is a list of one
	const list: readonly unknown[] = Array.isArray(label) ? label : [label];
	const values = list.map((value) => (typeof value === "number" ? value : Number.NaN));
	const known = labels.get(name);
	if (!known) labels.set(name, { values, times: 1, conflicts: 0, notNumber: notNumberOf(list) });
	else if (sameNumbers(known.values, values)) labels.set(name, { ...known, times: known.times + 1 });
	else labels.set(name, { ...known, conflicts: known.conflicts + 1 });
}

/** `null` is how JSON writes a number that is none, and "NaN" stands here for Python's word. */
function notNumberOf(list: readonly unknown[]): string | null {
	const index = list.findIndex((value) => typeof value !== "number" && value !== null && value !== NAN_TEXT);
	return index < 0 ? null : `number ${index} is ${abridged(list[index])}`;
}

function sameNumbers(a: readonly number[], b: readonly number[]): boolean {
	return a.length === b.length && a.every((value, index) => Object.is(value, b[index]));
}

function decodeUtf8(bytes: Uint8Array, where: string): string {
	try {
		return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
	} catch (cause) {
		throw new InputError(`${where}: is no UTF-8 text`, { cause });
	}
}

function parseJson(text: string, where: string): unknown {
	const { depth } = jsonOutline(text);
	if (depth > MOST_LEVELS) {
		throw new InputError(`${where}: JSON nests ${depth} levels deep, want at most ${MOST_LEVELS}`);
	}
	try {
		return JSON.parse(text);
	} catch (first) {
		try {
			return JSON.parse(withoutPythonWords(text, JSON.stringify(NAN_TEXT)));
		} catch {
			const reason = first instanceof Error ? first.message : String(first);
			throw new InputError(`${where}: is no JSON: ${reason}`, { cause: first });
		}
	}
}

function abridged(value: unknown): string {
	const text = JSON.stringify(value) ?? "undefined";
	return text.length > 60 ? `${text.slice(0, 60)}…` : text;
}
