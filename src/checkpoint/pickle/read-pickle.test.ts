import { describe, expect, it } from "vitest";
import { assemble, global, littleEndian, type Piece, text } from "../../../test/support/pickle-assembler.ts";
import { PYTHON_PICKLES } from "../../../test/support/python-pickles.ts";
import { simple } from "../../../test/support/simple-value.ts";
import { bytesInMemory } from "../../host/byte-source.ts";
import { wholeOf } from "../byte-range.ts";
import { ByteWindow } from "../byte-window.ts";
import { type ReadPickle, readPickle } from "./read-pickle.ts";

function read(bytes: Uint8Array): Promise<ReadPickle> {
	return readPickle(new ByteWindow(wholeOf(bytesInMemory("test.pkl", bytes))));
}

async function value(...pieces: readonly Piece[]): Promise<unknown> {
	return simple((await read(assemble(...pieces, "STOP"))).value);
}

const THING_STATE = new Map<string, unknown>([
	["size", 3],
	["name", "thing"],
]);

const shared = [1, 2];

/** What each of Python's values is here; NumPy's are tested in `plain.test.ts`. */
const EXPECTED: { readonly [name: string]: unknown } = {
	integers: [
		0,
		1,
		255,
		256,
		65535,
		65536,
		-1,
		-129,
		2 ** 31 - 1,
		2 ** 31,
		-(2 ** 31),
		2 ** 40,
		2n ** 53n,
		-(2n ** 63n),
		2n ** 64n,
		-(2n ** 70n),
		255n * 256n ** 255n,
	],
	floats: [0, -0, 0.1, -2.5, 1e300, 5e-324, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, Number.NaN],
	texts: ["", "plain", "é", "日本", "𝄞", "tab\tline\nback\\slash\\u0041\r\0\x1a", "quote'\"", "x".repeat(260)],
	bytes: [[], [0, 255, 128], [...Array(256).keys(), 33], [97, 114, 114, 97, 121]],
	"nothing and truth": [null, true, false],
	tuples: [[], [1], [1, 2], [1, 2, 3], [1, 2, 3, 4]],
	sets: [new Set(), new Set(["a"]), new Set(["b"])],
	dicts: [
		new Map(),
		new Map([["k", 1]]),
		new Map<unknown, unknown>([
			[1, "one"],
			[null, 2],
			[[1, 2], 3],
		]),
		new Map([
			["b", 1],
			["a", 2],
		]),
	],
	shared: [shared, shared],
	cycle: ["self", "cycle"],
	many: [...Array(1001).keys()],
};

describe("reading what Python wrote", () => {
	for (const [protocol, pickles] of PYTHON_PICKLES.entries()) {
		for (const [name, expected] of Object.entries(EXPECTED)) {
			it(`gives the ${name} of protocol ${protocol}`, async () => {
				const bytes = Uint8Array.from(Buffer.from(pickles[name] ?? "", "base64"));
				const result = await read(bytes);
				expect(result.protocol).toBe(protocol < 2 ? 0 : protocol);
				expect(simple(result.value)).toEqual(expected);
			});
		}

		it(`notes the objects of protocol ${protocol} and makes none`, async () => {
			const { value } = await read(Uint8Array.from(Buffer.from(pickles.objects ?? "", "base64")));
			const [thing, made, ofClass] = simple(value) as unknown[];
			expect(thing).toEqual({ call: "training.golden.Thing", args: [], state: THING_STATE });
			expect(made).toMatchObject({ call: "training.golden.Made" });
			expect(ofClass).toBe("training.golden.Thing");
		});
	}

	it("keeps what is one object in Python one object here", async () => {
		const { value } = await read(Uint8Array.from(Buffer.from(PYTHON_PICKLES[4]?.shared ?? "", "base64")));
		const [first, second] = simple(value) as unknown[];
		expect(first).toBe(second);
	});
});

describe("opcodes that today's Python does not write", () => {
	it("reads Python 2's byte strings as Latin-1", async () => {
		expect(await value(["STRING", "'a\\'b\\n\\x41\\101\\\\'\n"])).toBe("a'b\nAA\\");
		expect(await value(["STRING", '"q"\n'])).toBe("q");
		expect(await value(["SHORT_BINSTRING", 2, Uint8Array.of(0xe9, 0x41)])).toBe("éA");
		expect(await value(["BINSTRING", littleEndian(1, 4), Uint8Array.of(0xff)])).toBe("ÿ");
	});

	it("reads eight-byte lengths", async () => {
		expect(await value(["BINUNICODE8", littleEndian(2, 8), "ab"])).toBe("ab");
		expect(await value(["BINBYTES8", littleEndian(2, 8), "ab"])).toEqual([97, 98]);
	});

	it("reads wide memo indices", async () => {
		const index = littleEndian(0xfffffffe, 4);
		expect(await value(text("a"), ["LONG_BINPUT", index], "POP", ["LONG_BINGET", index])).toBe("a");
	});

	it("duplicates, drops, and drops to a mark", async () => {
		expect(await value("EMPTY_LIST", ["BININT1", 7], "DUP", "TUPLE2", "APPEND")).toEqual([[7, 7]]);
		expect(await value("NONE", ["BININT1", 7], "POP")).toBe(null);
		expect(await value("NONE", "MARK", ["BININT1", 7], ["BININT1", 8], "POP_MARK")).toBe(null);
		expect(await value("NONE", "MARK", "POP")).toBe(null);
	});

	it("notes old-style instances", async () => {
		const noted = { call: "training.old.Thing", args: [1] };
		expect(await value("MARK", ["BININT1", 1], ["INST", "training.old\nThing\n"])).toEqual(noted);
		expect(await value("MARK", global("training.old", "Thing"), ["BININT1", 1], "OBJ")).toEqual(noted);
	});

	it("notes persistent ids, in text and as values", async () => {
		expect(await value(["PERSID", "id 7\n"])).toEqual({ persistent: "id 7" });
		expect(await value(["BININT1", 7], "TUPLE1", "BINPERSID")).toEqual({ persistent: [7] });
	});

	it("takes a class that torch's stream names by a persistent id", async () => {
		const layer = [text("module"), global("torch.nn.modules.linear", "Linear"), text("file"), text("source")];
		const noted = { call: "torch.nn.modules.linear.Linear", args: [] };
		expect(await value("MARK", ...layer, "TUPLE", "BINPERSID", "EMPTY_TUPLE", "NEWOBJ")).toEqual(noted);
	});
});

describe("the end of a pickle", () => {
	it("is where the next one begins", async () => {
		const two = assemble(["BININT1", 1], "STOP", text("next"), "STOP");
		const window = new ByteWindow(wholeOf(bytesInMemory("test.pkl", two)));
		expect((await readPickle(window)).value).toBe(1);
		expect(window.position).toBe(3);
		expect((await readPickle(window)).value).toBe("next");
		expect(window.position).toBe(two.length);
	});
});

describe("harmless oddities", () => {
	it("takes an object with no keyword arguments", async () => {
		const noted = { call: "training.a.B", args: [] };
		expect(await value(global("training.a", "B"), "EMPTY_TUPLE", "EMPTY_DICT", "NEWOBJ_EX")).toEqual(noted);
	});

	it("nests tuples by the hundred thousand without recursion", async () => {
		const deep = new Uint8Array(400_002).fill(0x85); // TUPLE1
		deep[0] = 0x29; // EMPTY_TUPLE
		deep[deep.length - 1] = 0x2e; // STOP
		const { value } = await read(deep);
		expect(value).toMatchObject({ kind: "tuple" });
	});

	it("leaves long byte strings unread", async () => {
		const long = assemble(["BINBYTES", littleEndian(100_000, 4), new Uint8Array(100_000)], "STOP");
		const asked: number[] = [];
		const source = {
			...bytesInMemory("test.pkl", long),
			read: async (offset: number, length: number) => {
				asked.push(length);
				return long.slice(offset, offset + length);
			},
		};
		const { value } = await readPickle(new ByteWindow(wholeOf(source), 64));
		expect(value).toMatchObject({ kind: "bytes", range: { start: 5, end: 100_005 } });
		expect(Math.max(...asked)).toBeLessThanOrEqual(64);
	});
});
