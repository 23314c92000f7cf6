/** Damage and attacks on the bytes of a file. Each gives new bytes and leaves the old alone. */

import { OPCODES, type OpcodeName } from "../../src/checkpoint/pickle/opcodes.ts";
import { concatenate, littleEndian } from "../support/pickle-assembler.ts";
import type { FuzzRandom } from "./random.ts";

/** A file to attack and the places in it where opcodes begin, none when it is no pickle. */
export interface Victim {
	readonly bytes: Uint8Array;
	readonly opcodes: readonly number[];
}

export type Mutation = (victim: Victim, random: FuzzRandom) => Uint8Array;

/** Counts and lengths that readers have stumbled over. */
const HOSTILE_COUNTS: readonly bigint[] = [
	0n,
	1n,
	0x7fn,
	0xffn,
	0x7fffn,
	0xffffn,
	0x7fffffffn,
	0x80000000n,
	0xffffffffn,
	2n ** 32n,
	2n ** 40n,
	2n ** 53n - 1n,
	2n ** 53n,
	2n ** 63n - 1n,
	2n ** 63n,
	2n ** 64n - 1n,
];

const CODES: readonly number[] = Object.values(OPCODES).map(({ code }) => code);

/** Pieces of pickles that do something wherever they are put. */
const SNIPPETS: readonly (readonly (OpcodeName | string)[])[] = [
	["DUP"],
	["MARK"],
	["POP"],
	["POP_MARK"],
	["MEMOIZE"],
	["STOP"],
	["EMPTY_TUPLE"],
	["EMPTY_DICT"],
	["EMPTY_LIST", "DUP", "APPEND"],
	["EMPTY_TUPLE", "REDUCE"],
	["NONE", "BUILD"],
	["EMPTY_DICT", "BUILD"],
	["BINPERSID"],
	["GLOBAL", "os\nsystem\n"],
	["GLOBAL", "builtins\neval\n", "EMPTY_TUPLE", "REDUCE"],
	["GLOBAL", "training.a\nB\n", "EMPTY_TUPLE", "NEWOBJ"],
	["UNICODE", "__proto__\n", "NONE", "SETITEM"],
	["INT", "-1\n"],
	["LONG", "99999999999999999999999L\n"],
	["FLOAT", "nan\n"],
	["NEXT_BUFFER"],
	["TUPLE1", "TUPLE1", "TUPLE1"],
];

function snippetBytes(snippet: readonly string[]): Uint8Array {
	return concatenate(
		snippet.map((part) => {
			const opcode = (OPCODES as Readonly<Record<string, { readonly code: number } | undefined>>)[part];
			return opcode === undefined ? new TextEncoder().encode(part) : Uint8Array.of(opcode.code);
		}),
	);
}

/** `bytes` with [from, to) replaced. */
function splice(bytes: Uint8Array, from: number, to: number, replacement: Uint8Array): Uint8Array {
	return concatenate([bytes.subarray(0, from), replacement, bytes.subarray(to)]);
}

function overwrite(bytes: Uint8Array, at: number, replacement: Uint8Array): Uint8Array {
	const copy = bytes.slice();
	copy.set(replacement.subarray(0, copy.length - at), at);
	return copy;
}

/** Where an opcode begins; anywhere when there is none. */
function opcodePlace({ bytes, opcodes }: Victim, random: FuzzRandom): number {
	return opcodes.length > 0 ? random.pick(opcodes) : random.below(bytes.length);
}

function stretch(bytes: Uint8Array, random: FuzzRandom): readonly [from: number, to: number] {
	const from = random.below(bytes.length);
	return [from, Math.min(bytes.length, from + 1 + random.below(random.once(4) ? 512 : 16))];
}

export const MUTATIONS: Readonly<Record<string, Mutation>> = {
	"cut short": ({ bytes }, random) => bytes.slice(0, random.below(bytes.length)),
	"bits flipped": ({ bytes }, random) => {
		const copy = bytes.slice();
		for (let i = random.below(8); i >= 0; i--) {
			const at = random.below(copy.length);
			copy[at] = (copy[at] ?? 0) ^ (1 << random.below(8));
		}
		return copy;
	},
	"bytes replaced": ({ bytes }, random) =>
		overwrite(bytes, random.below(bytes.length), random.bytes(1 + random.below(8))),
	"bytes inserted": ({ bytes }, random) => {
		const at = random.below(bytes.length + 1);
		return splice(bytes, at, at, random.bytes(1 + random.below(16)));
	},
	"bytes dropped": ({ bytes }, random) => splice(bytes, ...stretch(bytes, random), new Uint8Array(0)),
	"a stretch repeated elsewhere": ({ bytes }, random) => {
		const at = random.below(bytes.length);
		return splice(bytes, at, at, bytes.slice(...stretch(bytes, random)));
	},
	"a stretch copied over another": ({ bytes }, random) => {
		return overwrite(bytes, random.below(bytes.length), bytes.slice(...stretch(bytes, random)));
	},
	"a hostile count": ({ bytes }, random) => {
		const width = random.pick([1, 2, 4, 8]);
		return overwrite(bytes, random.below(bytes.length), littleEndian(random.pick(HOSTILE_COUNTS), width));
	},
	"a hostile operand": (victim, random) => {
		const at = Math.min(opcodePlace(victim, random) + 1, victim.bytes.length);
		return overwrite(victim.bytes, at, littleEndian(random.pick(HOSTILE_COUNTS), random.pick([1, 2, 4, 8])));
	},
	"another opcode": (victim, random) =>
		overwrite(victim.bytes, opcodePlace(victim, random), Uint8Array.of(random.pick(CODES))),
	"opcodes inserted": (victim, random) => {
		const at = opcodePlace(victim, random);
		return splice(victim.bytes, at, at, snippetBytes(random.pick(SNIPPETS)));
	},
	"opcodes dropped": (victim, random) => {
		const first = random.below(Math.max(1, victim.opcodes.length));
		const from = victim.opcodes[first] ?? 0;
		return splice(victim.bytes, from, victim.opcodes[first + 1 + random.below(6)] ?? from + 1, new Uint8Array(0));
	},
	"two opcodes exchanged": (victim, random) => {
		const first = random.below(Math.max(1, victim.opcodes.length - 2));
		const [a = 0, b = 0, end = 0] = victim.opcodes.slice(first, first + 3);
		return splice(victim.bytes, a, end, concatenate([victim.bytes.subarray(b, end), victim.bytes.subarray(a, b)]));
	},
	"several of these": (victim, random) => {
		const others = Object.entries(MUTATIONS).filter(([name]) => name !== "several of these");
		let bytes = victim.bytes;
		for (let i = 0; i < 3 && bytes.length > 0; i++) {
			bytes = random.pick(others)[1]({ bytes, opcodes: victim.opcodes.filter((at) => at < bytes.length) }, random);
		}
		return bytes;
	},
};
