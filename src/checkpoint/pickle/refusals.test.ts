import { describe, expect, it } from "vitest";
import { assemble, global, littleEndian, type Piece, text } from "../../../test/support/pickle-assembler.ts";
import { simple } from "../../../test/support/simple-value.ts";
import { bytesInMemory } from "../../host/byte-source.ts";
import { CheckpointError } from "../../tensor/errors.ts";
import { wholeOf } from "../byte-range.ts";
import { ByteWindow } from "../byte-window.ts";
import { type ReadPickle, readPickle } from "./read-pickle.ts";

function read(bytes: Uint8Array): Promise<ReadPickle> {
	return readPickle(new ByteWindow(wholeOf(bytesInMemory("test.pkl", bytes))));
}

async function value(...pieces: readonly Piece[]): Promise<unknown> {
	return simple((await read(assemble(...pieces, "STOP"))).value);
}

async function refusal(...pieces: readonly Piece[]): Promise<string> {
	const error: unknown = await read(assemble(...pieces)).then(
		() => "no error at all",
		(error: unknown) => error,
	);
	expect(error).toBeInstanceOf(CheckpointError);
	return (error as CheckpointError).message;
}

describe("globals", () => {
	it.each([
		["os", "system"],
		["builtins", "eval"],
		["builtins", "getattr"],
		["__builtin__", "exec"],
		["subprocess", "Popen"],
		["torch", "load"],
		["torch.hub", "load"],
		["numpy", "load"],
		["functools", "partial"],
		["trainingx.data", "Thing"],
	])("refuses %s.%s by name, before anything is done with it", async (module, name) => {
		const message = await refusal(["PROTO", 4], text(module), text(name), "STACK_GLOBAL");
		expect(message).toContain(`refuses ${module}.${name}:`);
		expect(message).toContain("byte ");
		expect(await refusal(global(module, name))).toContain(`refuses ${module}.${name}:`);
		expect(await refusal("MARK", ["INST", `${module}\n${name}\n`])).toContain(`refuses ${module}.${name}:`);
	});

	it("refuses names that reach through a dot into an allowed module", async () => {
		const message = await refusal(text("training.dataset"), text("os.system"), "STACK_GLOBAL");
		expect(message).toContain("refuses training.dataset.os.system");
		expect(await refusal(text("collections"), text("OrderedDict.fromkeys"), "STACK_GLOBAL")).toContain("refuses");
		expect(await refusal(text("training.a b"), text("c"), "STACK_GLOBAL")).toContain("refuses");
	});

	it("prints hostile names on one line", async () => {
		const message = await refusal(text("evil\n\u001b[31m"), text("x".repeat(200)), "STACK_GLOBAL");
		expect(message).toMatch(/refuses evil\?\?\[31m\.x{50}/);
		expect(message).toMatch(/^[ -~]*$/);
		expect(message.length).toBeLessThan(400);
	});

	it("are called by name only, never by a value", async () => {
		expect(await refusal(text("os.system"), "EMPTY_TUPLE", "REDUCE")).toContain("wants to call string os.system");
		expect(await refusal(["PERSID", "x\n"], "EMPTY_TUPLE", "REDUCE")).toContain("which is not a global");
		expect(await refusal("NONE", "NONE", "STACK_GLOBAL")).toContain("wants the names of a module");
	});

	it("become plain containers where they are containers", async () => {
		const easyDict = global("dnnlib.util", "EasyDict");
		expect(await value(easyDict, "EMPTY_TUPLE", "NEWOBJ", text("__proto__"), "NONE", "SETITEM")).toEqual(
			new Map([["__proto__", null]]),
		);
		const pairs: Piece[] = ["EMPTY_LIST", text("a"), ["BININT1", 1], "TUPLE2", "APPEND", "TUPLE1"];
		expect(await value(global("collections", "OrderedDict"), ...pairs, "REDUCE")).toEqual(new Map([["a", 1]]));
		expect(await value(global("__builtin__", "set"), "EMPTY_LIST", text("a"), "APPEND", "TUPLE1", "REDUCE")).toEqual(
			new Set(["a"]),
		);
		const factory = [global("builtins", "int"), "TUPLE1"] as const;
		expect(await value(global("collections", "defaultdict"), ...factory, "REDUCE")).toEqual(new Map());
	});

	it("refuse arguments that their containers do not have", async () => {
		const ordered = global("collections", "OrderedDict");
		expect(await refusal(ordered, ["BININT1", 1], "TUPLE1", "REDUCE")).toContain("wants a list, got number 1");
		expect(await refusal(ordered, "EMPTY_LIST", "NONE", "APPEND", "TUPLE1", "REDUCE")).toContain("wants pairs");
		expect(await refusal(ordered, "NONE", "REDUCE")).toContain("wants a tuple of arguments");
		const encode = global("_codecs", "encode");
		expect(await refusal(encode, text("a"), text("rot13"), "TUPLE2", "REDUCE")).toContain("encoding latin1");
		expect(await refusal(encode, text("日"), text("latin1"), "TUPLE2", "REDUCE")).toContain("not Latin-1");
	});
});

describe("refusals", () => {
	it("name the opcode and its place", async () => {
		expect(await refusal(["PROTO", 4], "NONE", "APPEND")).toBe("test.pkl: byte 3: APPEND: the stack is empty");
	});

	it("meet a pickle that is cut short, wherever it is cut", async () => {
		const whole = assemble(["PROTO", 4], ["FRAME", littleEndian(9, 8)], text("hello"), "MEMOIZE", "STOP");
		for (let length = 0; length < whole.length; length++) {
			const error: unknown = await read(whole.subarray(0, length)).catch((error: unknown) => error);
			expect(error).toBeInstanceOf(CheckpointError);
			expect((error as CheckpointError).message).toMatch(/^test\.pkl: byte \d+: /);
		}
	});

	it.each<[string, Piece[], string]>([
		["no opcode", [Uint8Array.of(0xff)], "no opcode"],
		["an unknown protocol", [["PROTO", 6]], "protocol 6 is not known"],
		["an empty stack", ["STOP"], "the stack is empty"],
		["something left on the stack", ["NONE", "NONE", "STOP"], "1 items are left"],
		["a mark left on the stack", ["NONE", "MARK", "NONE", "STOP"], "2 items are left"],
		["a value below a mark", ["NONE", "MARK", "TUPLE1"], "the stack is empty"],
		["no mark", ["NONE", "TUPLE"], "there is no mark"],
		["an index that was not put", [["BINGET", 3]], "nothing was put into the memo under 3"],
		["a negative index", ["NONE", ["PUT", "-1\n"]], "-1 is no memo index"],
		["an index that is no number", ["NONE", ["PUT", "x\n"]], '"x" is no memo index'],
		["an integer that is none", [["INT", "12a\n"]], '"12a" is no integer'],
		["a float that is none", [["FLOAT", "1,5\n"]], '"1,5" is no number'],
		["a float of endless digits", [["FLOAT", `${"1".repeat(100_000)}x\n`]], "is no number"],
		["an integer of endless digits", [["LONG", `${"1".repeat(5_000)}L\n`]], "is no integer"],
		["a string without quotes", [["STRING", "abc\n"]], "no string literal"],
		["a character beyond Unicode", [["UNICODE", "\\UFFFFFFFF\n"]], "escape"],
		["text that is not UTF-8", [["SHORT_BINUNICODE", 1, Uint8Array.of(0xff)]], "not UTF-8"],
		["a line without end", [["INT", "12"]], "no end of line"],
		[
			"text longer than the file",
			[["BINUNICODE", littleEndian(0x7fffffff, 4)]],
			"no text in a checkpoint is that long",
		],
		["bytes longer than the file", [["BINBYTES8", littleEndian(2n ** 40n, 8)]], "only 0 are left"],
		["a length beyond all numbers", [["BINBYTES8", littleEndian(2n ** 63n, 8)]], "cannot be true"],
		["a negative length", [["BINSTRING", littleEndian(2n ** 32n - 1n, 4)]], "no text in a checkpoint is that long"],
		["an integer of a megabyte", [["LONG4", littleEndian(1_000_000, 4)]], "no integer in a checkpoint is that long"],
		["a frame longer than the file", [["FRAME", littleEndian(100, 8)]], "a frame of 100 bytes"],
		[
			"a frame inside a frame",
			[["FRAME", littleEndian(12, 8)], ["FRAME", littleEndian(2, 8)], "NONE", "STOP", "NONE"],
			"begins inside the frame",
		],
		[
			"an opcode across a frame's end",
			[["FRAME", littleEndian(3, 8)], text("abc"), "STOP"],
			"across the end of its frame",
		],
		["an extension code", [["EXT1", 1]], "refuses extension code 1"],
		["a wide extension code", [["EXT2", 1, 1]], "refuses extension code 257"],
		["an out-of-band buffer", ["NEXT_BUFFER"], "refuses an out-of-band buffer"],
		["a read-only buffer", ["READONLY_BUFFER"], "refuses an out-of-band buffer"],
		["items for no dict", ["EMPTY_LIST", "NONE", "NONE", "SETITEM"], "wants a dict to put items into, got a list"],
		["items for no list", ["EMPTY_DICT", "NONE", "APPEND"], "wants a list to append to, got a dict"],
		["items for no set", ["EMPTY_DICT", "MARK", "NONE", "ADDITEMS"], "wants a set to add to"],
		["an odd number of items", ["EMPTY_DICT", "MARK", "NONE", "SETITEMS"], "1 items are not keys and values"],
		["a list as key", ["EMPTY_DICT", "EMPTY_LIST", "NONE", "SETITEM"], "a list cannot be a key"],
		["a dict in a set", ["MARK", "EMPTY_DICT", "FROZENSET"], "a dict cannot be a key"],
		["state for a list", ["EMPTY_LIST", "NONE", "BUILD"], "wants an object to give a state to, got a list"],
		[
			"two states",
			[global("training.a", "B"), "EMPTY_TUPLE", "NEWOBJ", "NONE", "BUILD", "NONE", "BUILD"],
			"has a state already",
		],
		[
			"keyword arguments",
			[global("training.a", "B"), "EMPTY_TUPLE", "EMPTY_DICT", "NONE", "NONE", "SETITEM", "NEWOBJ_EX"],
			"wants no keyword arguments",
		],
		["too many open containers", Array<Piece>(1_001).fill("MARK"), "more than 1000 containers are open"],
	])("meet %s", async (_, pieces, message) => {
		expect(await refusal(...pieces)).toContain(message);
	});

	it("meet endless opcodes", async () => {
		const pairs = new Uint8Array(600_000).fill(0x30); // POP …
		for (let i = 0; i < pairs.length; i += 2) pairs[i] = 0x4e; // … NONE
		expect(await refusal(pairs)).toContain("more than 500000 opcodes");
	});
});
