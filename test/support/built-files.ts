/**
 * Files that are built to exhaust memory or time: nothing in them is damaged, they ask for too much. Sizes say how much;
 * the fuzz draws them.
 */

import { safetensorsChunks } from "../../src/checkpoint/safetensors/writer.ts";
import { assemble, concatenate, global, littleEndian, type Piece, text } from "./pickle-assembler.ts";
import { storedZip } from "./zip-files.ts";

const PROTOCOL: Piece = ["PROTO", 4];
const get = (index: number): Piece => ["LONG_BINGET", littleEndian(index, 4)];
const put = (index: number): Piece => ["LONG_BINPUT", littleEndian(index, 4)];
const int = (value: number): Piece => ["BININT", littleEndian(value, 4)];
const longText = (value: string): Piece => {
	const encoded = new TextEncoder().encode(value);
	return ["BINUNICODE", littleEndian(encoded.length, 4), encoded];
};
const repeated = (count: number, ...pieces: readonly Piece[]): Piece => {
	const once = assemble(...pieces);
	const all = new Uint8Array(once.length * count);
	for (let at = 0; at < count; at++) all.set(once, at * once.length);
	return all;
};
const pickled = (...pieces: readonly Piece[]): Uint8Array => assemble(PROTOCOL, ...pieces, "STOP");

export const COPIERS = ["list", "tuple", "set", "frozenset", "dict"] as const;

/** One container of so many items, copied so often by a call. */
export function copies(of: (typeof COPIERS)[number], items: number, times: number): Uint8Array {
	const numbered = (index: number): Piece => text(`k${index}`);
	const members = Array.from({ length: items }, (_, index) =>
		of === "dict" ? [numbered(index), "NONE" as const] : [numbered(index)],
	).flat();
	const container: Piece[] =
		of === "dict" ? ["EMPTY_DICT", "MARK", ...members, "SETITEMS"] : ["EMPTY_LIST", "MARK", ...members, "APPENDS"];
	return pickled(
		...container,
		...[put(1), "POP" as const, global("builtins", of), put(0), "POP" as const],
		...[
			"EMPTY_LIST" as const,
			"MARK" as const,
			repeated(times, get(0), get(1), "TUPLE1", "REDUCE"),
			"APPENDS" as const,
		],
	);
}

/** A text that is encoded to bytes so often. */
export function encodings(length: number, times: number): Uint8Array {
	return pickled(
		...[longText("x".repeat(length)), text("latin1"), "TUPLE2" as const, put(1), "POP" as const],
		...[global("_codecs", "encode"), put(0), "POP" as const],
		...["EMPTY_LIST" as const, "MARK" as const, repeated(times, get(0), get(1), "REDUCE"), "APPENDS" as const],
	);
}

/** Numbers whose hashes in V8 are all the same: the function that mixes their bits, backwards. */
export function collidingDoubles(count: number): number[] {
	const mask = (1n << 64n) - 1n;
	const inverse = (a: bigint): bigint => {
		let x = 1n;
		for (let step = 0; step < 7; step++) x = (x * (2n - a * x)) & mask;
		return x;
	};
	const unshifted = (h: bigint, by: bigint): bigint => {
		let x = h;
		for (let step = 0n; step * by < 64n; step++) x = h ^ (x >> by);
		return x;
	};
	const [by65, by21, by18] = [inverse(65n), inverse(21n), inverse((1n << 18n) - 1n)];
	const before = (hash: bigint): bigint => {
		let h = (unshifted(hash, 22n) * by65) & mask;
		h = (unshifted(h, 11n) * by21) & mask;
		return ((unshifted(h, 31n) + 1n) * by18) & mask;
	};
	const view = new DataView(new ArrayBuffer(8));
	const found: number[] = [];
	for (let high = 0n; found.length < count; high++) {
		view.setBigUint64(0, before((high << 30n) | 12345n));
		const value = view.getFloat64(0);
		if (Number.isFinite(value) && !Number.isInteger(value)) found.push(value);
	}
	return found;
}

/** Integers whose hashes in V8 are alike in the lowest 15 bits. */
export function collidingIntegers(count: number): number[] {
	const found: number[] = [];
	for (let high = 0; found.length < count; high++) found.push(unmixed(((high << 15) | 1234) >>> 0));
	return found;
}

/** V8's hash of an integer, backwards: each step of it can be undone. */
function unmixed(hash: number): number {
	const inverse = (a: number): number => {
		let x = 1;
		for (let step = 0; step < 6; step++) x = Math.imul(x, 2 - Math.imul(a, x));
		return x;
	};
	const unshifted = (h: number, by: number): number => {
		let x = h;
		for (let step = 0; step * by < 32; step++) x = (h ^ (x >>> by)) >>> 0;
		return x;
	};
	let h = unshifted(hash, 16);
	h = Math.imul(h, inverse(2057)) >>> 0;
	h = unshifted(h, 4);
	h = Math.imul(h, inverse(5)) >>> 0;
	h = unshifted(h, 12);
	// h = ~key + (key << 15) = key · (2^15 − 1) − 1
	return Math.imul(h + 1, inverse(32767)) >>> 0;
}

/** A frozen set, or a dict, with these keys. */
export function numberKeys(keys: readonly number[], of: "set" | "dict"): Uint8Array {
	const bytes = new Uint8Array(keys.length * (of === "set" ? 9 : 10));
	const view = new DataView(bytes.buffer);
	let at = 0;
	for (const key of keys) {
		view.setUint8(at, 0x47); // BINFLOAT
		view.setFloat64(at + 1, key);
		if (of === "dict") view.setUint8(at + 9, 0x4e); // NONE
		at += of === "set" ? 9 : 10;
	}
	const filled: Piece[] = of === "set" ? ["MARK", bytes, "FROZENSET"] : ["EMPTY_DICT", "MARK", bytes, "SETITEMS"];
	return pickled(...filled);
}

/** Memo indices that V8's hash of small integers puts in one place, were they keys of a map. */
export function memoIndices(indices: readonly number[]): Uint8Array {
	return pickled("NONE", concatenate(indices.map((index) => assemble(put(index)))));
}

const MODULES = global("training.triplane", "TriPlaneGenerator");

function network(
	parameters: readonly (readonly [string, readonly Piece[]])[],
	...attributes: readonly Piece[]
): Piece[] {
	return [
		...[MODULES, "EMPTY_TUPLE" as const, "REDUCE" as const, "EMPTY_DICT" as const, "MARK" as const],
		...[text("_modules"), "EMPTY_DICT" as const, text("_parameters"), "EMPTY_DICT" as const, "MARK" as const],
		...parameters.flatMap(([name, value]) => [text(name), ...value]),
		...["SETITEMS" as const, ...attributes, "SETITEMS" as const, "BUILD" as const],
	];
}

/** An archive with one storage of so many elements, of which each tensor names another part. */
export function views(elements: number, count: number): Uint8Array {
	const view = (first: number): Piece[] => [
		...["MARK" as const, text("storage"), global("torch", "FloatStorage"), text("0"), text("cpu"), int(elements)],
		...["MARK" as const, text("v"), int(first), int(elements - first), "TUPLE" as const, "TUPLE" as const],
		"BINPERSID",
	];
	const tensor = (first: number): Piece[] => [
		...[global("torch._utils", "_rebuild_tensor_v2"), "MARK" as const, ...view(first), int(0)],
		...[int(1), "TUPLE1" as const, int(1), "TUPLE1" as const, "NEWFALSE" as const, "EMPTY_DICT" as const],
		...["TUPLE" as const, "REDUCE" as const],
	];
	const parameters = Array.from({ length: count }, (_, at) => [`p${at}`, tensor(at)] as const);
	const object = pickled("EMPTY_DICT", "MARK", text("G_ema"), ...network(parameters), "SETITEMS");
	return storedZip([
		["a/data.pkl", object],
		["a/data/0", new Uint8Array(4 * elements)],
	]);
}

/** So many networks with the same state, which has so many modules. */
export function sharedModules(networks: number, modules: number): Uint8Array {
	const child: Piece[] = [
		...[global("training.x", "M"), "EMPTY_TUPLE" as const, "REDUCE" as const, "EMPTY_DICT" as const, "MARK" as const],
		...[text("_modules"), "EMPTY_DICT" as const, "SETITEMS" as const, "BUILD" as const, put(1), "POP" as const],
	];
	const state: Piece[] = [
		...["EMPTY_DICT" as const, "MARK" as const, text("_modules"), "EMPTY_DICT" as const, "MARK" as const],
		...Array.from({ length: modules }, (_, at) => [text(`m${at}`), get(1)]).flat(),
		...["SETITEMS" as const, "SETITEMS" as const, put(2), "POP" as const],
	];
	const all = Array.from({ length: networks }, (_, at) => [
		...[text(`n${at}`), get(0), "EMPTY_TUPLE" as const, "REDUCE" as const, get(2), "BUILD" as const],
	]).flat();
	return pickled(
		...[...child, ...state, global("training.x", "N"), put(0), "POP" as const],
		...["EMPTY_DICT" as const, "MARK" as const, ...all, "SETITEMS" as const],
	);
}

/** A network with a text of such a length among its attributes, named so often. */
export function sharedText(length: number, times: number): Uint8Array {
	const attributes: Piece[] = [
		...[text("big"), longText("x".repeat(length)), put(5), text("many"), "EMPTY_LIST" as const, "MARK" as const],
		...[repeated(times, get(5)), "APPENDS" as const],
	];
	return pickled("EMPTY_DICT", "MARK", text("G_ema"), ...network([], ...attributes), "SETITEMS");
}

export function longGlobal(length: number): Uint8Array {
	return pickled(["GLOBAL", `training.${"a".repeat(length)}\nN\n`]);
}

/** A safetensors file whose description holds so many values. */
export function described(value: "{}" | "[]" | "0", count: number): Uint8Array {
	const inner = new Array(count).fill(value).join(",");
	const metadata = new Map([["triplane", `{"version":1,"networks":{},"extras":{"a":[${inner}]}}`]]);
	return concatenate(safetensorsChunks(new Map(), metadata));
}

/** A safetensors header with so many tensors of nothing. */
export function manyNames(count: number): Uint8Array {
	const header = `{${Array.from({ length: count }, (_, at) => `"k${at}":0`).join(",")}}`;
	const encoded = new TextEncoder().encode(header);
	return concatenate([littleEndian(encoded.length, 8), encoded]);
}
