/**
 * Plain values as JSON and back, exactly.
 *
 * JSON has no bigint, no NaN, no infinity and no negative zero: these become `{"$number": "nan"}` and
 * `{"$bigint": "12"}`. A key that begins with a dollar sign gets a second one, so that no record is mistaken, and so does
 * one of digits alone, which JavaScript would move to the front.
 */

import { CheckpointError } from "../tensor/errors.ts";
import type { Allowance } from "./allowance.ts";
import { jsonEntries, parseBoundedJson } from "./bounded-json.ts";
import type { PlainRecord, PlainValue } from "./description.ts";
import { printable } from "./printable.ts";

const MAX_DEPTH = 100;

const ODD_NUMBERS: ReadonlyMap<string, number> = new Map([
	["nan", Number.NaN],
	["inf", Number.POSITIVE_INFINITY],
	["-inf", Number.NEGATIVE_INFINITY],
	["-0", -0],
]);

/** The JSON text of a plain value. */
export function plainToJson(value: PlainValue): string {
	if (typeof value === "bigint") return `{"$bigint":"${value}"}`;
	if (typeof value === "number") {
		for (const [name, odd] of ODD_NUMBERS) if (Object.is(value, odd)) return `{"$number":"${name}"}`;
	}
	if (typeof value !== "object" || value === null) return JSON.stringify(value);
	if (isRecord(value)) {
		const fields = [...value].map(([key, entry]) => `${JSON.stringify(escapeKey(key))}:${plainToJson(entry)}`);
		return `{${fields.join(",")}}`;
	}
	return `[${value.map(plainToJson).join(",")}]`;
}

/** The plain value of a JSON text that `plainToJson` wrote. Throws `CheckpointError`; `where` begins its message. */
export function plainFromJson(text: string, where: string, allowance: Allowance): PlainValue {
	return decode(parseBoundedJson(text, MAX_DEPTH, where, allowance), where);
}

export function isRecord(value: PlainValue | undefined): value is PlainRecord {
	return value instanceof Map;
}

function decode(json: unknown, where: string): PlainValue {
	if (json === null || typeof json === "boolean" || typeof json === "number" || typeof json === "string") return json;
	if (Array.isArray(json)) return json.map((item) => decode(item, where));
	const entries = jsonEntries(json) ?? [];
	const [key, text] = entries[0] ?? [];
	if (key === "$number" || key === "$bigint") return decodeNumber(key, text, where);
	return new Map(entries.map(([name, value]) => [unescapeKey(name, where), decode(value, where)]));
}

function escapeKey(key: string): string {
	return /^(\$|\d+$)/.test(key) ? `$${key}` : key;
}

function unescapeKey(key: string, where: string): string {
	if (!key.startsWith("$")) return key;
	if (!/^\$(\$|\d+$)/.test(key)) throw new CheckpointError(`${where}: '${printable(key)}' has no meaning`);
	return key.slice(1);
}

function decodeNumber(kind: string, text: unknown, where: string): number | bigint {
	if (kind === "$bigint" && typeof text === "string" && /^-?\d{1,4300}$/.test(text)) return BigInt(text);
	const odd = kind === "$number" && typeof text === "string" ? ODD_NUMBERS.get(text) : undefined;
	if (odd === undefined) throw new CheckpointError(`${where}: '${kind}' is followed by no number`);
	return odd;
}
