/** What a pickle describes, in the shortest form that tests can write down. */

import { isKind, type PickleValue } from "../../src/checkpoint/pickle/values.ts";

/**
 * Lists and tuples become arrays, dicts Maps, sets Sets, bytes arrays of numbers; a global becomes its name, a call
 * `{ call, args, state? }`. A value inside itself becomes the text "cycle". Shared values stay shared.
 */
export function simple(value: PickleValue | undefined): unknown {
	return simplify(value, new Map());
}

function simplify(value: PickleValue | undefined, seen: Map<PickleValue, unknown>): unknown {
	if (typeof value !== "object" || value === null) return value;
	if (seen.has(value)) return seen.get(value);
	seen.set(value, "cycle");
	const result = compound(value, (inner) => simplify(inner, seen));
	seen.set(value, result);
	return result;
}

function compound(value: PickleValue & object, inner: (value: PickleValue) => unknown): unknown {
	if (isKind(value, "list") || isKind(value, "tuple")) return value.items.map(inner);
	if (isKind(value, "set")) return new Set([...value.items].map(inner));
	if (isKind(value, "dict")) return new Map([...value.entries].map(([key, entry]) => [inner(key), inner(entry)]));
	if (isKind(value, "bytes")) return [...(value.range.held ?? [])];
	if (isKind(value, "global")) return value.name;
	if (isKind(value, "persistent")) return { persistent: inner(value.id) };
	const args = value.args.map(inner);
	return value.state === undefined ? { call: value.name, args } : { call: value.name, args, state: inner(value.state) };
}
