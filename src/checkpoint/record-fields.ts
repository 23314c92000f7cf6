/** Reads typed fields out of a plain record, with messages that name the place. */

import { CheckpointError } from "../tensor/errors.ts";
import type { PlainRecord, PlainValue } from "./description.ts";
import { isRecord } from "./plain-json.ts";
import { printable } from "./printable.ts";

export class RecordFields {
	readonly record: PlainRecord;
	readonly #where: string;

	/** @param where  what messages call the record */
	constructor(value: PlainValue | undefined, where: string) {
		if (!isRecord(value)) throw new CheckpointError(`${where} is ${kindOf(value)}, want a record`);
		this.record = value;
		this.#where = where;
	}

	names(): string[] {
		return [...this.record.keys()];
	}

	fields(key: string): RecordFields {
		return new RecordFields(this.record.get(key), this.#place(key));
	}

	text(key: string): string {
		const value = this.record.get(key);
		return typeof value === "string" ? value : this.#refuse(key, "a text");
	}

	list(key: string): readonly PlainValue[] {
		const value = this.record.get(key);
		return Array.isArray(value) ? value : this.#refuse(key, "a list");
	}

	texts(key: string): readonly string[] {
		return this.list(key).map((item) => (typeof item === "string" ? item : this.#refuse(key, "a list of texts")));
	}

	#place(key: string): string {
		return `${this.#where}.${printable(key)}`;
	}

	#refuse(key: string, want: string): never {
		throw new CheckpointError(`${this.#place(key)} is ${kindOf(this.record.get(key))}, want ${want}`);
	}
}

function kindOf(value: PlainValue | undefined): string {
	if (value === undefined) return "missing";
	if (isRecord(value)) return "a record";
	return Array.isArray(value) ? "a list" : printable(String(value));
}
