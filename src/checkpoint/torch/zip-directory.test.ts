import { describe, expect, it } from "vitest";
import { concatenate, littleEndian } from "../../../test/support/pickle-assembler.ts";
import { storedZip } from "../../../test/support/zip-files.ts";
import { bytesInMemory } from "../../host/byte-source.ts";
import { CheckpointError } from "../../tensor/errors.ts";
import { wholeOf } from "../byte-range.ts";
import { ZipDirectory } from "./zip-directory.ts";

const ENTRIES = [
	["a/one", Uint8Array.of(1, 2, 3)],
	["a/empty", new Uint8Array(0)],
	["a/two", Uint8Array.of(4)],
] as const;

function open(bytes: Uint8Array): Promise<ZipDirectory> {
	return ZipDirectory.read(wholeOf(bytesInMemory("test.zip", bytes)));
}

async function contents(bytes: Uint8Array): Promise<Map<string, number[]>> {
	const directory = await open(bytes);
	const found = new Map<string, number[]>();
	for (const name of directory.names) {
		const range = await directory.entry(name);
		found.set(name, range === undefined ? [] : [...bytes.subarray(range.start, range.end)]);
	}
	return found;
}

async function refusal(bytes: Uint8Array): Promise<string> {
	const error: unknown = await contents(bytes).catch((error: unknown) => error);
	expect(error).toBeInstanceOf(CheckpointError);
	return (error as CheckpointError).message;
}

/** The bytes with `replacement` in place of those at `at`. */
function patched(bytes: Uint8Array, at: number, replacement: Uint8Array): Uint8Array {
	const copy = bytes.slice();
	copy.set(replacement, at);
	return copy;
}

function find(bytes: Uint8Array, signature: number, from = 0): number {
	for (let at = from; at + 4 <= bytes.length; at++) {
		if (new DataView(bytes.buffer, bytes.byteOffset).getUint32(at, true) === signature) return at;
	}
	throw new Error("no such signature");
}

const plain = storedZip(ENTRIES);
const wide = storedZip(ENTRIES, { zip64: true });
const CENTRAL = 0x02014b50;

describe("a zip directory", () => {
	it.each([
		["of 32 bits", plain],
		["of 64 bits", wide],
		["before a comment", storedZip(ENTRIES, { comment: "PK\x05\x06 is not the end" })],
	])("%s leads to the bytes of each entry", async (_, bytes) => {
		expect(await contents(bytes)).toEqual(new Map(ENTRIES.map(([name, data]) => [name, [...data]])));
	});

	it("says undefined for an entry that is not there", async () => {
		expect(await (await open(plain)).entry("a/three")).toBeUndefined();
	});

	it("is refused when the archive is cut short anywhere", async () => {
		for (let length = 0; length < wide.length; length += 5) {
			expect(await refusal(wide.subarray(0, length))).toMatch(/^test\.zip: byte -?\d+: /);
		}
	});

	it.each<[string, Uint8Array, string]>([
		["compressed entries", storedZip(ENTRIES, { method: 8 }), "'a/one' is compressed (method 8)"],
		["encrypted entries", storedZip(ENTRIES, { flags: 1 }), "'a/one' is encrypted"],
		["two entries of one name", storedZip([...ENTRIES, ["a/one", Uint8Array.of(9)]]), "two zip entries 'a/one'"],
		["more entries than there are", patched(plain, plain.length - 12, littleEndian(4, 2)), "ends after 3 of 4"],
		["a directory behind its end", patched(plain, plain.length - 6, littleEndian(1e6, 4)), "does not end before"],
		["an entry of two sizes", patched(plain, find(plain, CENTRAL) + 20, littleEndian(7, 4)), "says 7 and 3 bytes"],
		[
			"an entry that reaches into the next",
			patched(plain, find(plain, CENTRAL) + 20, concatenate([littleEndian(100, 4), littleEndian(100, 4)])),
			"reaches into what follows it",
		],
		[
			"an entry whose header is elsewhere",
			patched(plain, find(plain, CENTRAL) + 42, littleEndian(1, 4)),
			"no zip entry begins here",
		],
		[
			"a name that reaches out of the directory",
			patched(plain, find(plain, CENTRAL) + 28, littleEndian(0xffff, 2)),
			"reaches out of its directory",
		],
		[
			"a zip64 record that is elsewhere",
			patched(wide, find(wide, 0x07064b50) + 8, littleEndian(3, 8)),
			"no zip64 end record",
		],
		[
			"a zip64 record beyond all numbers",
			patched(wide, find(wide, 0x07064b50) + 8, new Uint8Array(8).fill(255)),
			"would reach",
		],
	])("refuses %s", async (_, bytes, message) => {
		expect(await refusal(bytes)).toContain(message);
	});
});
