import { crc32 } from "node:zlib";
import { describe, expect, it } from "vitest";
import { type HandmadeEntry, handmadeZip } from "../../test/support/handmade-zip.ts";
import { type ByteSource, bytesInMemory } from "../host/byte-source.ts";
import type { FileSet } from "../host/file-set.ts";
import { InputError } from "../tensor/errors.ts";
import { randomBelow } from "../tensor/random-integers.ts";
import { RandomState } from "../tensor/random-state.ts";
import { openZip } from "./zip-files.ts";

const TEXT = new TextEncoder().encode("tri-plane ".repeat(100));

function open(entries: readonly HandmadeEntry[]): Promise<FileSet> {
	return openZip(bytesInMemory("faces.zip", handmadeZip(entries)));
}

async function refusal(work: Promise<unknown>): Promise<string> {
	const error: unknown = await work.catch((caught: unknown) => caught);
	expect(error).toBeInstanceOf(InputError);
	return (error as InputError).message;
}

describe("files of a zip archive", () => {
	it("are read stored and deflated, each by its name", async () => {
		const files = await open([
			{ name: "00000/a.png", data: TEXT },
			{ name: "00000/b.png", data: TEXT, method: 8 },
			{ name: "empty.png", data: new Uint8Array() },
		]);
		expect([...files.sizes]).toEqual([
			["00000/a.png", 1000],
			["00000/b.png", 1000],
			["empty.png", 0],
		]);
		expect(await files.read("00000/a.png")).toEqual(TEXT);
		expect(await files.read("00000/b.png")).toEqual(TEXT);
		expect(await files.read("empty.png")).toEqual(new Uint8Array());
	});

	it("are read without the rest of the archive", async () => {
		const bytes = handmadeZip(Array.from({ length: 50 }, (_, i) => ({ name: `${i}.png`, data: TEXT })));
		const asked: number[] = [];
		const source: ByteSource = {
			name: "faces.zip",
			size: bytes.length,
			read: async (offset, length) => {
				asked.push(length);
				return bytes.subarray(offset, offset + length);
			},
		};
		const files = await openZip(source);
		asked.length = 0;
		await files.read("49.png");
		expect(asked).toEqual([30, 1000]);
	});

	it("says which file is not there", async () => {
		const files = await open([{ name: "a.png", data: TEXT }]);
		expect(await refusal(files.read("b.png"))).toBe("'faces.zip' has no file 'b.png'");
	});

	it("lists what is encrypted, packed unknowably, of an unsafe name, or there twice, and keeps the rest", async () => {
		const { sizes, refused } = await open([
			{ name: "good.png", data: TEXT },
			{ name: "secret.png", data: TEXT, method: 8, flags: 0x0801 },
			{ name: "odd.png", data: TEXT, method: 14 },
			{ name: "../up.png", data: TEXT },
			{ name: "good.png", data: TEXT },
		]);
		expect([...sizes.keys()]).toEqual(["good.png"]);
		expect(refused).toEqual([
			{ name: "secret.png", reason: "encrypted" },
			{ name: "odd.png", reason: "unknown-compression" },
			{ name: "../up.png", reason: "unsafe-name" },
			{ name: "good.png", reason: "duplicate-name" },
		]);
	});

	it.each([
		["more", 500],
		["less", 2000],
	])("refuses an entry that unpacks to %s than it declares", async (_, declared) => {
		const files = await open([{ name: "a.png", data: TEXT, method: 8, declared }]);
		expect(await refusal(files.read("a.png"))).toMatch(
			/^'a\.png' in 'faces\.zip' cannot be unpacked: decompressed size/,
		);
	});

	it("refuses a bomb by the size it declares, and stops one that declares less", async () => {
		const zeros = new Uint8Array(64 * 2 ** 20 + 1);
		const honest = await open([{ name: "bomb.png", data: zeros, method: 8 }]);
		expect(honest.refused).toEqual([{ name: "bomb.png", reason: "too-large" }]);
		const lying = await open([{ name: "bomb.png", data: zeros, method: 8, declared: 1000 }]);
		expect(await refusal(lying.read("bomb.png"))).toContain("decompressed size exceeds limit");
	});

	it("refuses an entry whose place or size reaches out of the archive", async () => {
		const far = await open([{ name: "a.png", data: TEXT, place: 1e6 }]);
		expect(await refusal(far.read("a.png"))).toContain("speaks of bytes 1000000 to 1000030");
		const long = await open([{ name: "a.png", data: TEXT, declared: 1e6 }]);
		expect(await refusal(long.read("a.png"))).toContain("cannot be unpacked");
		const elsewhere = await open([{ name: "a.png", data: TEXT, place: 7 }]);
		expect(await refusal(elsewhere.read("a.png"))).toContain("invalid local file header");
	});

	it("refuses what is no archive, and an archive cut short anywhere", async () => {
		expect(await refusal(openZip(bytesInMemory("x.zip", TEXT)))).toMatch(/^'x\.zip' cannot be read as a zip archive/);
		expect(await refusal(openZip(bytesInMemory("x.zip", new Uint8Array())))).toMatch(/cannot be read as a zip archive/);
		const whole = handmadeZip([{ name: "a.png", data: TEXT }]);
		for (let length = 0; length < whole.length; length += 13) {
			await refusal(openZip(bytesInMemory("cut.zip", whole.subarray(0, length))));
		}
	});

	it("refuses a directory that declares more entries than it has, or more bytes than there are", async () => {
		const bytes = handmadeZip([{ name: "a.png", data: TEXT }]);
		const end = bytes.length - 22;
		const entries = bytes.slice();
		entries.set([9, 0, 9, 0], end + 8);
		expect(await refusal(openZip(bytesInMemory("x.zip", entries)))).toContain("central directory");
		const size = bytes.slice();
		size.set([0xff, 0xff, 0xff, 0x7f], end + 12);
		expect(await refusal(openZip(bytesInMemory("x.zip", size)))).toContain("is it cut off?");
	});

	it("are refused where their checksum is another one, stored or deflated", async () => {
		for (const method of [0, 8]) {
			const entries = [
				{ name: "a.png", data: TEXT, method },
				{ name: "b.png", data: TEXT, method, crc: 7 },
			];
			const files = await openZip(bytesInMemory("faces.zip", handmadeZip(entries)), crc32);
			expect(await files.read("a.png")).toEqual(TEXT);
			expect(await refusal(files.read("b.png"))).toMatch(
				/'b\.png' in 'faces\.zip' is damaged: its checksum is \w{8}, .* says 00000007/,
			);
		}
	});

	it("are read or refused in words, whatever bytes of the archive are damaged", async () => {
		const whole = handmadeZip([
			{ name: "00000/a.png", data: TEXT },
			{ name: "00000/b.png", data: TEXT, method: 8 },
			{ name: "dataset.json", data: TEXT.subarray(0, 20) },
		]);
		const random = new RandomState(7);
		let refused = 0;
		for (let round = 0; round < 600; round++) {
			const damaged = whole.slice();
			for (let count = randomBelow(random, 3); count >= 0; count--) {
				// most of the archive is the text, which anything may be
				const inDirectory = randomBelow(random, 2) === 1;
				const at = inDirectory ? damaged.length - 1 - randomBelow(random, 200) : randomBelow(random, damaged.length);
				damaged[at] = randomBelow(random, 256);
			}
			try {
				const files = await openZip(bytesInMemory("damaged.zip", damaged));
				for (const name of files.sizes.keys()) await files.read(name);
			} catch (error) {
				expect(error).toBeInstanceOf(InputError);
				refused += 1;
			}
		}
		expect(refused).toBeGreaterThan(100);
	});

	it("is an empty set for an archive of nothing", async () => {
		expect((await open([])).sizes.size).toBe(0);
	});
});
