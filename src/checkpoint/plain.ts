/**
 * Turns what a pickle describes into plain values.
 *
 * Objects may be shared, so that a small file can unfold into an enormous tree, and may contain themselves. Each object
 * is converted once and its result shared; a result knows how many values it would unfold into, which is bounded, so
 * that whoever walks the result later is safe; an object met inside itself is refused.
 */

import { CheckpointError } from "../tensor/errors.ts";
import { type Allowance, COST } from "./allowance.ts";
import type { PlainRecord, PlainValue } from "./description.ts";
import { isNumpyArray, type NestedScalars, numpyArray, numpyDTypeName, numpyScalar } from "./numpy.ts";
import { isKind, type PickleCall, type PickleDict, type PickleValue } from "./pickle/values.ts";
import { printable } from "./printable.ts";
import { tensorCall, tensorLayout } from "./torch/tensor-layout.ts";

const MAX_DEPTH = 64;

/** Values in one description, each counted as often as it is met. */
const MAX_UNFOLDED_VALUES = 1_000_000;
/** So many characters of a text count as a value. */
const CHARACTERS_OF_A_VALUE = 16;

interface Converted {
	readonly value: PlainValue;
	/** How many values it unfolds into, itself included. */
	readonly weight: number;
}

type Compound = Exclude<PickleValue, null | boolean | number | bigint | string>;

export class PlainConverter {
	readonly #sourceName: string;
	readonly #allowance: Allowance;
	readonly #done: Map<Compound, Converted> = new Map();
	readonly #open: Set<Compound> = new Set();
	#unfolded = 0;

	constructor(sourceName: string, allowance: Allowance) {
		this.#sourceName = sourceName;
		this.#allowance = allowance;
	}

	/** The plain form of `value`; `where` is what messages call it. */
	value(value: PickleValue, where: string): PlainValue {
		const { value: plain, weight } = this.#convert(value, where);
		this.#unfolded += weight;
		if (this.#unfolded > MAX_UNFOLDED_VALUES)
			this.#refuse(where, `unfolds into more than ${MAX_UNFOLDED_VALUES} values`);
		return plain;
	}

	/** The plain form of the entries of a dict whose keys are texts. */
	record(dict: PickleDict, where: string, wanted: (key: string) => boolean = () => true): PlainRecord {
		const record = new Map<string, PlainValue>();
		for (const [key, value] of dict.entries) {
			if (typeof key === "string" && wanted(key)) record.set(key, this.value(value, `${where}.${key}`));
		}
		return record;
	}

	#convert(value: PickleValue, where: string): Converted {
		if (typeof value === "string") return { value, weight: 1 + Math.floor(value.length / CHARACTERS_OF_A_VALUE) };
		if (typeof value !== "object" || value === null) return { value, weight: 1 };
		const done = this.#done.get(value);
		if (done !== undefined) return done;
		if (this.#open.has(value)) return this.#refuse(where, "contains itself");
		if (this.#open.size >= MAX_DEPTH) return this.#refuse(where, `nests deeper than ${MAX_DEPTH} levels`);
		this.#open.add(value);
		const converted = this.#compound(value, where);
		this.#open.delete(value);
		if (converted.weight > MAX_UNFOLDED_VALUES)
			return this.#refuse(where, `unfolds into more than ${MAX_UNFOLDED_VALUES} values`);
		this.#done.set(value, converted);
		return converted;
	}

	#compound(value: Compound, where: string): Converted {
		switch (value.kind) {
			case "list":
			case "tuple":
			case "set":
				return this.#list(Array.isArray(value.items) ? value.items : [...value.items], where);
			case "dict":
				return this.#dict(value, where);
			case "bytes":
				return typed("bytes", [["length", value.range.end - value.range.start]]);
			case "global":
				return typed("global", [["name", value.name]]);
			case "persistent":
				return typed("persistent", []);
			case "call":
				return this.#call(value, where);
		}
	}

	#list(items: readonly PickleValue[], where: string): Converted {
		this.#spend(COST.list + COST.item * items.length, where);
		const converted = items.map((item, i) => this.#convert(item, `${where}[${i}]`));
		return { value: converted.map(({ value }) => value), weight: totalWeight(converted) };
	}

	/** Integer keys become their decimal text, as in JSON; a dict with keys of other kinds becomes a list of its entries. */
	#dict({ entries }: PickleDict, where: string): Converted {
		this.#spend(COST.dict + COST.entry * entries.size, where);
		const keys = [...entries.keys()];
		const texts = keys.map((key) => (typeof key === "number" ? String(key) : key));
		if (texts.every((key) => typeof key === "string") && new Set(texts).size === texts.length) {
			const converted = keys.map((key) => this.#convert(entries.get(key) ?? null, `${where}.${String(key)}`));
			const value = new Map(texts.map((key, i) => [key, converted[i]?.value ?? null]));
			return { value, weight: totalWeight(converted) };
		}
		const pairs = [...entries].map((pair, i) => this.#list(pair, `${where}[${i}]`));
		return typed("dict", [["entries", pairs.map(({ value }) => value)]], totalWeight(pairs));
	}

	#call(call: PickleCall, where: string): Converted {
		if (call.name === "numpy.core.multiarray.scalar") return plainScalars(numpyScalar(call, this.#sourceName));
		if (isNumpyArray(call)) {
			const elements = numpyArray(call, this.#sourceName);
			return elements === undefined ? typed("numpy.ndarray", []) : plainScalars(elements);
		}
		const dtype = numpyDTypeName(call);
		if (dtype !== undefined) return typed("numpy.dtype", [["name", dtype]]);
		if (call.name === "torch.Size") return this.#convert(call.args[0] ?? null, where);
		const tensor = tensorCall(call);
		if (tensor !== undefined) {
			const { shape } = tensorLayout(tensor, `${this.#sourceName}: '${printable(where)}'`);
			return typed("torch.Tensor", [["shape", [...shape]]], shape.length);
		}
		return this.#object(call, where);
	}

	/** An object of some Python class: what it was made of and the state it was given. */
	#object({ name, args, state }: PickleCall, where: string): Converted {
		const made = this.#list(args, where);
		const given = this.#convert(state ?? null, where);
		const parts: [string, PlainValue][] = [];
		if (args.length > 0) parts.push(["args", made.value]);
		if (state !== undefined) parts.push(["state", given.value]);
		return typed(name, parts, made.weight + given.weight);
	}

	#spend(cost: number, where: string): void {
		this.#allowance.spend(cost, () => `${this.#sourceName}: '${printable(where)}'`);
	}

	#refuse(where: string, message: string): never {
		throw new CheckpointError(`${this.#sourceName}: '${printable(where)}' ${message}`);
	}
}

/** The state of an object: a dict, or the first of a pair of dicts where the class has slots. */
export function stateOf({ state }: PickleCall): PickleDict | undefined {
	const [first] = isKind(state, "tuple") ? state.items : [state];
	return isKind(first, "dict") ? first : undefined;
}

function typed(type: string, parts: readonly (readonly [string, PlainValue])[], weight = 0): Converted {
	return { value: new Map<string, PlainValue>([["$type", type], ...parts]), weight: weight + parts.length + 2 };
}

function plainScalars(value: NestedScalars): Converted {
	if (typeof value !== "object") return { value, weight: 1 };
	return { value, weight: totalWeight(value.map(plainScalars)) };
}

function totalWeight(converted: readonly Converted[]): number {
	return converted.reduce((sum, { weight }) => sum + weight, 1);
}
