/**
 * Reads typed values out of a checkpoint's plain description, with messages that name the place. It remembers what was
 * asked for, so that what nobody reads can be named, and what was not there, so that it can be said what stands for it.
 */

import type { PlainRecord, PlainValue } from "../checkpoint/description.ts";
import { CheckpointError } from "../tensor/errors.ts";

export class PlainReader {
	readonly #record: PlainRecord;
	readonly #where: string;
	readonly #asked: Set<string> = new Set();
	readonly #assumed: Map<string, PlainValue> = new Map();

	/** @param where  what messages call the record, e.g. "rendering_kwargs" */
	constructor(record: PlainRecord, where: string) {
		this.#record = record;
		this.#where = where;
	}

	/** The value of `key`; absent and None are both `null`. */
	value(key: string): PlainValue {
		this.#asked.add(key);
		return this.#record.get(key) ?? null;
	}

	/** Entries that hold something and that nobody has asked for. */
	unread(): readonly (readonly [key: string, value: PlainValue])[] {
		return [...this.#record].filter(([key, value]) => value !== null && !this.#asked.has(key));
	}

	/** Entries that were not there, with what was taken instead. */
	assumed(): ReadonlyMap<string, PlainValue> {
		return this.#assumed;
	}

	number(key: string, fallback?: number): number {
		const value = this.value(key);
		if (value === null && fallback !== undefined) return this.#assume(key, fallback);
		if (typeof value === "number" && Number.isFinite(value)) return value;
		return this.#fail(key, "a finite number", value);
	}

	/** A number above 0, `most` at most. */
	length(key: string, most: number, fallback?: number): number {
		const value = this.number(key, fallback);
		if (value > 0 && value <= most) return value;
		return this.#fail(key, `a number above 0, at most ${most}`, value);
	}

	/** Throws unless the entry, where there is one, is `known`, as `by` tells. */
	agree(key: string, known: number, by: string): void {
		const value = this.value(key);
		if (value !== null && value !== known) this.#fail(key, `${known}, as ${by}`, value);
	}

	/** A whole number from `least` to `most`. */
	integer(key: string, least: number, most: number, fallback?: number): number {
		const value = this.number(key, fallback);
		if (Number.isInteger(value) && value >= least && value <= most) return value;
		return this.#fail(key, `a whole number from ${least} to ${most}`, value);
	}

	boolean(key: string, fallback?: boolean): boolean {
		const value = this.value(key);
		if (value === null && fallback !== undefined) return this.#assume(key, fallback);
		// numpy and argparse leave 0 and 1 in some files
		if (value === true || value === 1) return true;
		if (value === false || value === 0) return false;
		return this.#fail(key, "true or false", value);
	}

	string(key: string, fallback?: string): string {
		const value = this.value(key);
		if (value === null && fallback !== undefined) return this.#assume(key, fallback);
		return typeof value === "string" ? value : this.#fail(key, "a text", value);
	}

	/** One of a few texts. */
	choice<const T extends string>(key: string, choices: readonly T[], fallback: T): T {
		const value = this.string(key, fallback);
		const found = choices.find((choice) => choice === value);
		return found ?? this.#fail(key, choices.map((choice) => `"${choice}"`).join(" or "), value);
	}

	/** A list of `count` finite numbers. */
	numbers(key: string, count: number, fallback?: readonly number[]): number[] {
		const value = this.value(key);
		if (value === null && fallback !== undefined) return [...this.#assume(key, fallback)];
		const isNumbers = Array.isArray(value) && value.every((item) => typeof item === "number" && Number.isFinite(item));
		if (isNumbers && value.length === count) return value as number[];
		return this.#fail(key, `${count} numbers`, value);
	}

	/** A nested record; absent gives an empty one. */
	record(key: string): PlainReader {
		const value = this.value(key);
		if (value === null) return new PlainReader(new Map(), `${this.#where}.${key}`);
		if (value instanceof Map) return new PlainReader(value, `${this.#where}.${key}`);
		return this.#fail(key, "a record", value);
	}

	#assume<T extends PlainValue>(key: string, value: T): T {
		this.#assumed.set(key, value);
		return value;
	}

	#fail(key: string, want: string, got: PlainValue): never {
		throw new CheckpointError(`checkpoint: ${this.#where}.${key} is ${describePlain(got)}, want ${want}`);
	}
}

/** A value as messages show it. */
export function describePlain(value: PlainValue): string {
	if (value === null) return "missing";
	if (typeof value === "object") return Array.isArray(value) ? `a list of ${value.length}` : "a record";
	return JSON.stringify(typeof value === "bigint" ? value.toString() : value).slice(0, 80);
}
