import { describe, expect, it } from "vitest";
import { PYTHON_PICKLES } from "../../test/support/python-pickles.ts";
import { simple } from "../../test/support/simple-value.ts";
import { type ByteSource, bytesInMemory } from "../host/byte-source.ts";
import { CheckpointError } from "../tensor/errors.ts";
import { partOf, readRange, wholeOf } from "./byte-range.ts";
import { ByteWindow } from "./byte-window.ts";
import { readPickle } from "./pickle/read-pickle.ts";

const BYTES = Uint8Array.of(1, 0, 2, 0xff, 0xff, 0xff, 0xff, 65, 10, 66);

describe("a byte range", () => {
	it("is read by the offsets of its source, and nowhere else", async () => {
		const part = partOf(wholeOf(bytesInMemory("x", BYTES)), 2, 8);
		expect(await readRange(part, 2, 4, "two")).toEqual(Uint8Array.of(2, 255));
		for (const [start, end] of [
			[1, 4],
			[2, 9],
			[4, 3],
			[2, Number.NaN],
			[0.5, 3],
		] as const) {
			await expect(readRange(part, start, end, "the thing")).rejects.toThrow(CheckpointError);
		}
	});

	it("says so when the source gives less than it has", async () => {
		const short: ByteSource = { name: "x", size: 10, read: async () => new Uint8Array(3) };
		await expect(readRange(wholeOf(short), 0, 10, "all of it")).rejects.toThrow("got 3 bytes of 10 of all of it");
	});
});

describe("a window on bytes", () => {
	it("reads numbers little-endian, lines, and where it stands", async () => {
		const window = new ByteWindow(wholeOf(bytesInMemory("x", BYTES)), 4);
		await window.need(3, "numbers");
		expect([window.uint16(), window.uint8(), window.position]).toEqual([1, 2, 3]);
		await window.need(4, "a number");
		expect(window.int32()).toBe(-1);
		expect(await window.line("a line", 100)).toEqual(Uint8Array.of(65));
		expect([window.position, window.remaining]).toEqual([9, 1]);
		expect(() => window.skip(2, "a stretch")).toThrow("x: byte 9: a stretch has 2 bytes, but only 1 are left");
		await expect(window.need(2, "a number")).rejects.toThrow("a number needs 2 bytes, but only 1 are left");
	});

	it.each([1, 2, 3, 7, 64])("gives the same pickle in chunks of %i bytes", async (chunk) => {
		for (const pickles of PYTHON_PICKLES) {
			for (const name of ["integers", "texts", "dicts", "objects"]) {
				const file = wholeOf(bytesInMemory("x", Uint8Array.from(Buffer.from(pickles[name] ?? "", "base64"))));
				const small = await readPickle(new ByteWindow(file, chunk));
				const large = await readPickle(new ByteWindow(file));
				expect(simple(small.value)).toEqual(simple(large.value));
			}
		}
	});
});
