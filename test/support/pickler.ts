/**
 * Writes Python values as pickles, in the way of protocol 4 (or 2, as torch does inside its streams): for tests that
 * need whole files rather than single opcodes.
 */

import { OPCODES, type OpcodeName } from "../../src/checkpoint/pickle/opcodes.ts";
import { littleEndian } from "./pickle-assembler.ts";

/** Arrays are lists, Maps dicts; numbers are ints where they are whole, else floats. */
export type PythonValue =
	| null
	| boolean
	| number
	| bigint
	| string
	| Uint8Array
	| readonly PythonValue[]
	| ReadonlyMap<PythonValue, PythonValue>
	| PythonNode;

export type PythonNode = Tuple | Float | Global | Call | Persistent | Empty;

interface Tuple {
	readonly node: "tuple";
	readonly items: readonly PythonValue[];
}
interface Float {
	readonly node: "float";
	readonly value: number;
}
export interface Global {
	readonly node: "global";
	readonly module: string;
	readonly name: string;
}
interface Call {
	readonly node: "call";
	readonly opcode: "REDUCE" | "NEWOBJ";
	readonly callee: PythonValue;
	readonly args: readonly PythonValue[];
	readonly entries: ReadonlyMap<PythonValue, PythonValue>;
	readonly state: PythonValue | undefined;
}
interface Persistent {
	readonly node: "persistent";
	readonly id: PythonValue;
}
interface Empty {
	readonly node: "empty set";
}

export const emptySet: Empty = { node: "empty set" };

export function tuple(...items: readonly PythonValue[]): Tuple {
	return { node: "tuple", items };
}

export function float(value: number): Float {
	return { node: "float", value };
}

export function named(module: string, name: string): Global {
	return { node: "global", module, name };
}

export function persistent(id: PythonValue): Persistent {
	return { node: "persistent", id };
}

/** What REDUCE makes of a function and its arguments; then entries are set, then the state is given. */
export function call(
	callee: PythonValue,
	args: readonly PythonValue[],
	{ entries = new Map(), state }: { entries?: ReadonlyMap<PythonValue, PythonValue>; state?: PythonValue } = {},
): Call {
	return { node: "call", opcode: "REDUCE", callee, args, entries, state };
}

/** What NEWOBJ makes of a class. */
export function instance(ofClass: PythonValue, state?: PythonValue): Call {
	return { node: "call", opcode: "NEWOBJ", callee: ofClass, args: [], entries: new Map(), state };
}

/** A dict of class EasyDict or OrderedDict. */
export function dictOf(ofClass: Global, entries: ReadonlyMap<PythonValue, PythonValue>): Call {
	return call(ofClass, [], { entries });
}

/** What is written in place of a value. */
export type Rewrite = (value: PythonValue) => PythonValue;

/** The bytes of the pickle of `value`, in which `rewrite` may put other values in place of items, entries and arguments. */
export function pickle(value: PythonValue, protocol: 2 | 4 = 4, rewrite: Rewrite = (value) => value): Uint8Array {
	const pickler = new Pickler(protocol, rewrite);
	pickler.emit("PROTO", Uint8Array.of(protocol));
	pickler.write(value);
	pickler.emit("STOP");
	return pickler.bytes();
}

class Pickler {
	#buffer: Uint8Array = new Uint8Array(1_024);
	#length = 0;
	readonly #protocol: 2 | 4;
	readonly #rewrite: Rewrite;
	readonly #memo: Map<PythonValue, number> = new Map();

	constructor(protocol: 2 | 4, rewrite: Rewrite) {
		this.#protocol = protocol;
		this.#rewrite = rewrite;
	}

	/** Writes a value that `rewrite` may replace. */
	write(value: PythonValue): void {
		this.#exactly(this.#rewrite(value));
	}

	/** Writes a value that holds the pickle together: what is called, names, keys. */
	#exactly(value: PythonValue): void {
		const known = this.#memo.get(value);
		if (known !== undefined) this.emit("LONG_BINGET", littleEndian(known, 4));
		else if (typeof value === "object" && value !== null) this.#writeObject(value);
		else this.#writeScalar(value);
	}

	#writeScalar(value: null | boolean | number | bigint | string): void {
		if (value === null) this.emit("NONE");
		else if (typeof value === "boolean") this.emit(value ? "NEWTRUE" : "NEWFALSE");
		else if (typeof value === "string") this.#writeText(value);
		else if (typeof value === "bigint")
			this.emit("LONG1", Uint8Array.of(16), littleEndian(BigInt.asUintN(128, value), 16));
		else if (!Number.isInteger(value)) this.emit("BINFLOAT", bigEndianFloat(value));
		else if (value >= 0 && value < 256) this.emit("BININT1", Uint8Array.of(value));
		else if (value >= -(2 ** 31) && value < 2 ** 31) this.emit("BININT", littleEndian(value >>> 0, 4));
		else this.#writeScalar(BigInt(value));
	}

	#writeText(value: string): void {
		const encoded = new TextEncoder().encode(value);
		if (this.#protocol === 4 && encoded.length < 256)
			this.emit("SHORT_BINUNICODE", Uint8Array.of(encoded.length), encoded);
		else this.emit("BINUNICODE", littleEndian(encoded.length, 4), encoded);
		this.#memoize(value);
	}

	#writeObject(value: PythonValue & object): void {
		if (value instanceof Uint8Array) {
			this.emit("BINBYTES", littleEndian(value.length, 4), value);
			this.#memoize(value);
		} else if (value instanceof Map) {
			this.emit("EMPTY_DICT");
			this.#memoize(value);
			this.#writeEntries(value);
		} else if (Array.isArray(value)) {
			this.emit("EMPTY_LIST");
			this.#memoize(value);
			this.emit("MARK");
			for (const item of value) this.write(item);
			this.emit("APPENDS");
		} else this.#writeNode(value as PythonNode);
	}

	#writeNode(value: PythonNode): void {
		if (value.node === "tuple") {
			this.emit("MARK");
			for (const item of value.items) this.write(item);
			this.emit("TUPLE");
		} else if (value.node === "persistent") {
			this.write(value.id);
			this.emit("BINPERSID");
		} else if (value.node === "float") this.emit("BINFLOAT", bigEndianFloat(value.value));
		else if (value.node === "empty set") this.emit("EMPTY_SET");
		else if (value.node === "global") this.#writeGlobal(value);
		else this.#writeCall(value);
	}

	#writeGlobal(value: Global): void {
		if (this.#protocol === 4) {
			this.#exactly(value.module);
			this.#exactly(value.name);
			this.emit("STACK_GLOBAL");
		} else this.emit("GLOBAL", new TextEncoder().encode(`${value.module}\n${value.name}\n`));
		this.#memoize(value);
	}

	#writeCall(value: Call): void {
		this.#exactly(value.callee);
		this.#exactly(tuple(...value.args));
		this.emit(value.opcode);
		this.#memoize(value);
		this.#writeEntries(value.entries);
		if (value.state === undefined) return;
		this.write(value.state);
		this.emit("BUILD");
	}

	#writeEntries(entries: ReadonlyMap<PythonValue, PythonValue>): void {
		if (entries.size === 0) return;
		this.emit("MARK");
		for (const [key, entry] of entries) {
			this.#exactly(key);
			this.write(entry);
		}
		this.emit("SETITEMS");
	}

	#memoize(value: PythonValue): void {
		if (this.#protocol === 4) this.emit("MEMOIZE");
		else this.emit("LONG_BINPUT", littleEndian(this.#memo.size, 4));
		this.#memo.set(value, this.#memo.size);
	}

	/** An opcode with its operand. */
	emit(name: OpcodeName, ...operand: readonly Uint8Array[]): void {
		this.#append(Uint8Array.of(OPCODES[name].code));
		for (const part of operand) this.#append(part);
	}

	bytes(): Uint8Array {
		return this.#buffer.slice(0, this.#length);
	}

	#append(part: Uint8Array): void {
		if (this.#length + part.length > this.#buffer.length) {
			const larger = new Uint8Array(2 * (this.#length + part.length));
			larger.set(this.#buffer);
			this.#buffer = larger;
		}
		this.#buffer.set(part, this.#length);
		this.#length += part.length;
	}
}

function bigEndianFloat(value: number): Uint8Array {
	const bytes = new Uint8Array(8);
	new DataView(bytes.buffer).setFloat64(0, value, false);
	return bytes;
}
