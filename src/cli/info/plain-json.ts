/** Plain values of a checkpoint as what JSON can hold. */

import type { PlainValue } from "../../checkpoint/description.ts";

export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };

/** Records become objects (also with keys such as `__proto__`), integers beyond float64 and non-finite numbers texts. */
export function plainJson(value: PlainValue): Json {
	if (value === null || typeof value === "boolean" || typeof value === "string") return value;
	if (typeof value === "number") return Number.isFinite(value) ? value : String(value);
	if (typeof value === "bigint") return value.toString();
	if (value instanceof Map) return recordJson(value);
	return (value as readonly PlainValue[]).map(plainJson);
}

/** `Object.fromEntries` defines properties and never calls a setter, so no prototype is touched. */
export function recordJson(record: ReadonlyMap<string, PlainValue>): { readonly [key: string]: Json } {
	return Object.fromEntries([...record].map(([key, item]) => [key, plainJson(item)]));
}
