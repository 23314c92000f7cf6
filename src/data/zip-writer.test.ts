import { crc32 } from "node:zlib";
import { describe, expect, it } from "vitest";
import { concatenate } from "../../test/support/pickle-assembler.ts";
import { type ByteSource, bytesInMemory } from "../host/byte-source.ts";
import { openZip } from "./zip-files.ts";
import { storedZip, type ZipContent } from "./zip-writer.ts";

async function piecesOf(entries: Iterable<ZipContent>, sum: (bytes: Uint8Array) => number): Promise<Uint8Array[]> {
	const pieces: Uint8Array[] = [];
	for await (const piece of storedZip(entries, sum)) pieces.push(piece);
	return pieces;
}

function bytesOf(text: string): Uint8Array {
	return new TextEncoder().encode(text);
}

/** Pieces as one source, without joining them. */
function sourceOf(pieces: readonly Uint8Array[]): ByteSource {
	const starts: number[] = [];
	let size = 0;
	for (const { byteLength } of pieces) {
		starts.push(size);
		size += byteLength;
	}
	const read = async (offset: number, length: number): Promise<Uint8Array> => {
		const parts: Uint8Array[] = [];
		for (const [index, start] of starts.entries()) {
			const piece = pieces[index] ?? new Uint8Array();
			const from = Math.max(0, offset - start);
			const to = Math.min(piece.byteLength, offset + length - start);
			if (from < to) parts.push(piece.subarray(from, to));
		}
		return concatenate(parts);
	};
	return { name: "pieces", size, read };
}

describe("a stored zip archive", () => {
	const entries: ZipContent[] = [
		{ name: "00000/a.png", bytes: bytesOf("first") },
		{ name: "00000/über.png", bytes: new Uint8Array() },
		{ name: "dataset.json", bytes: bytesOf("{}") },
	];

	it("gives back what was put in", async () => {
		const files = await openZip(bytesInMemory("x", concatenate(await piecesOf(entries, crc32))));
		expect([...files.sizes]).toEqual(entries.map(({ name, bytes }) => [name, bytes.length]));
		for (const { name, bytes } of entries) expect(await files.read(name)).toEqual(bytes);
	});

	it("has the checksums, flags and fields that the format wants, and no time", async () => {
		const [local, content, ...rest] = await piecesOf([{ name: "a", bytes: bytesOf("123456789") }], crc32);
		// CRC-32 of "123456789" is the check value cbf43926
		const expected = "504b0304 1400 0008 0000 0000 2100 2639f4cb 09000000 09000000 0100 0000 61";
		expect(Buffer.from(local ?? []).toString("hex")).toBe(expected.replaceAll(" ", ""));
		expect(content).toEqual(bytesOf("123456789"));
		const central =
			"504b0102 1400 1400 0008 0000 0000 2100 2639f4cb 09000000 09000000 0100 0000 0000 0000 0000 00000000 00000000 61";
		const end = "504b0506 0000 0000 0100 0100 2f000000 28000000 0000";
		expect(Buffer.concat(rest).toString("hex")).toBe((central + end).replaceAll(" ", ""));
	});

	it("has a 64-bit directory for more than 65,534 entries", async () => {
		const many = Array.from({ length: 65_536 }, (_, i) => ({ name: `${i}.png`, bytes: bytesOf(String(i)) }));
		const files = await openZip(bytesInMemory("x", concatenate(await piecesOf(many, () => 0))));
		expect(files.sizes.size).toBe(65_536);
		expect(await files.read("65535.png")).toEqual(bytesOf("65535"));
	});

	it("leads to entries beyond 4 GiB", async () => {
		// never touched, so the system need not find memory for it
		const large = new Uint8Array(2 ** 31);
		const many = ["a.bin", "b.bin", "c.bin"].map((name) => ({ name, bytes: large }));
		const pieces = await piecesOf([...many, { name: "far.png", bytes: bytesOf("far") }], () => 0);
		const files = await openZip(sourceOf(pieces));
		expect([...files.sizes]).toEqual([...many.map(({ name }) => [name, 2 ** 31]), ["far.png", 3]]);
		expect(await files.read("far.png")).toEqual(bytesOf("far"));
	});
});
