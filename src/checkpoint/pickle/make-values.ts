/**
 * Makes and fills what a pickle describes. Every container and every text is made here, at the cost of the file's
 * allowance: the types of `values.ts` cannot be made anywhere else.
 */

import { type Allowance, COST } from "../allowance.ts";
import { type ByteRange, heldRange, lengthOf } from "../byte-range.ts";
import {
	describeValue,
	isKind,
	type PickleBytes,
	type PickleCall,
	type PickleDict,
	type PickleList,
	type PickleSet,
	type PickleTuple,
	type PickleValue,
} from "./values.ts";

/** Where values are made: names the place in messages. */
export interface MakingPlace {
	readonly describe: () => string;
	readonly fail: (message: string) => never;
}

type Filled<C> = C extends { readonly entries: unknown }
	? { readonly entries: Map<PickleValue, PickleValue> }
	: C extends PickleSet
		? { readonly items: Set<PickleValue> }
		: { readonly items: PickleValue[] };

export class ValueMaker {
	readonly #allowance: Allowance;
	readonly #place: MakingPlace;

	constructor(allowance: Allowance, place: MakingPlace) {
		this.#allowance = allowance;
		this.#place = place;
	}

	/** @param items  taken over, not copied */
	list(items: readonly PickleValue[]): PickleList {
		this.spend(COST.list + COST.item * items.length);
		return { kind: "list", items } as PickleList;
	}

	/** @param items  taken over, not copied */
	tuple(items: readonly PickleValue[]): PickleTuple {
		this.spend(COST.list + COST.item * items.length);
		return { kind: "tuple", items } as PickleTuple;
	}

	dict(): PickleDict {
		this.spend(COST.dict);
		return { kind: "dict", entries: new Map() } as unknown as PickleDict;
	}

	set(): PickleSet {
		this.spend(COST.set);
		return { kind: "set", items: new Set() } as unknown as PickleSet;
	}

	bytes(range: ByteRange): PickleBytes {
		this.spend(COST.bytes + (range.held === undefined ? 0 : lengthOf(range)));
		return { kind: "bytes", range } as PickleBytes;
	}

	/** Bytes that stand in no file as they are. */
	heldBytes(name: string, bytes: Uint8Array): PickleBytes {
		return this.bytes(heldRange(name, bytes, this.#allowance));
	}

	text(text: string): string {
		this.spend(COST.list + COST.character * text.length);
		return text;
	}

	call(name: string, args: readonly PickleValue[], at: number): PickleCall {
		this.spend(COST.note);
		return { kind: "call", name, args, at };
	}

	/** Makes room for a copy of so many items before it is made. */
	reserve(count: number): void {
		this.spend(COST.item * count);
	}

	append(list: PickleList, items: readonly PickleValue[]): void {
		this.spend(COST.item * items.length);
		const { items: held } = list as unknown as Filled<PickleList>;
		for (const item of items) held.push(item);
	}

	put(dict: PickleDict, key: PickleValue, value: PickleValue): void {
		this.#requireKey(key, dict.entries.size);
		(dict as unknown as Filled<PickleDict>).entries.set(key, value);
	}

	add(set: PickleSet, member: PickleValue): void {
		this.#requireKey(member, set.items.size);
		(set as unknown as Filled<PickleSet>).items.add(member);
	}

	spend(cost: number): void {
		this.#allowance.spend(cost, this.#place.describe);
	}

	/**
	 * Keys are values that Python can hash. V8 hashes numbers without a secret, so that a file can choose such as all fall
	 * on one place: each is taken to be compared with all before it.
	 */
	#requireKey(key: PickleValue, held: number): void {
		if (isKind(key, "list") || isKind(key, "dict")) this.#place.fail(`${describeValue(key)} cannot be a key`);
		const isNumber = typeof key === "number" || typeof key === "bigint";
		this.spend(COST.entry + (isNumber ? held : 0));
	}
}

/** A dict that nothing is in. */
export const NO_ENTRIES: PickleDict = Object.freeze({ kind: "dict", entries: new Map() }) as unknown as PickleDict;
