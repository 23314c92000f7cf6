/** Files that ask for far more than their size end at once in words, or in a network. */

import { describe, expect, it } from "vitest";
import * as built from "../../test/support/built-files.ts";
import { bytesInMemory } from "../host/byte-source.ts";
import { CheckpointError } from "../tensor/errors.ts";
import type { Checkpoint } from "./description.ts";
import { readCheckpoint } from "./read-checkpoint.ts";

const MIB = 2 ** 20;
/** Twice what is promised, since machines differ and collectors count. */
const SECONDS = 4;

interface Outcome {
	readonly message: string | null;
	readonly checkpoint: Checkpoint | null;
}

/** Reads a file; time and memory are within what its size allows. */
async function reading(bytes: Uint8Array): Promise<Outcome> {
	const before = process.memoryUsage();
	const start = process.cpuUsage();
	const outcome = await readCheckpoint(bytesInMemory("built", bytes)).then(
		(checkpoint): Outcome => ({ message: null, checkpoint }),
		(error: unknown): Outcome => {
			expect(error).toBeInstanceOf(CheckpointError);
			return { message: (error as CheckpointError).message, checkpoint: null };
		},
	);
	// processor time, since other work may be in the way; the collector's threads are in it
	const { user, system } = process.cpuUsage(start);
	const seconds = (user + system) / 1e6;
	const after = process.memoryUsage();
	const taken = after.heapUsed + after.arrayBuffers - before.heapUsed - before.arrayBuffers;
	expect(seconds).toBeLessThan(SECONDS);
	expect(taken).toBeLessThan(10 * bytes.length + 200 * MIB);
	return outcome;
}

describe("files that ask for far more than their size", () => {
	it.each(built.COPIERS)("copies of a %s", async (of) => {
		const { message } = await reading(built.copies(of, 20_000, 60_000));
		expect(message).toMatch(/byte \d+: REDUCE: reading on would take more than the \d+ MiB/);
	});

	it("texts that are encoded again and again", async () => {
		const { message } = await reading(built.encodings(300_000, 60_000));
		expect(message).toMatch(/REDUCE: reading on would take more than/);
	});

	it.each(["set", "dict"] as const)("numbers whose hashes collide, in a %s", async (of) => {
		const { message } = await reading(built.numberKeys(built.collidingDoubles(40_000), of));
		expect(message).toMatch(/(FROZENSET|SETITEMS): reading on would take more than/);
	});

	it("memo indices whose hashes collide, and such without end", async () => {
		// small integers that are alike in the lowest bits of their hash, by the finaliser that mixes them
		const { message } = await reading(built.memoIndices(built.collidingIntegers(20_000)));
		expect(message).toMatch(/holds null|None/);
		const many = Array.from({ length: 250_001 }, (_, index) => index);
		expect((await reading(built.memoIndices(many))).message).toMatch(/the memo grows too large/);
	});

	it("networks that share their modules", async () => {
		const { message } = await reading(built.sharedModules(2_000, 2_000));
		expect(message).toMatch(/n\d+ '(m\d+)?': reading on would take more than/);
	});

	it("texts that unfold", async () => {
		expect((await reading(built.sharedText(1_000_000, 200))).message).toMatch(/unfolds into more than 1000000 values/);
		expect((await reading(built.sharedText(100_000, 10_000))).message).toMatch(/unfolds into more than/);
	});

	it("names of megabytes", async () => {
		expect((await reading(built.longGlobal(40_000_000))).message).toMatch(/GLOBAL has no end of line within \d+ bytes/);
	});

	it.each(["{}", "[]"] as const)("descriptions of millions of %s", async (value) => {
		expect((await reading(built.described(value, 2_000_000))).message).toMatch(/JSON of 2000\d+ objects and lists/);
	});

	it("descriptions of millions of numbers, and millions of names", async () => {
		expect((await reading(built.described("0", 7_000_000))).message).toMatch(/7000005 values, want at most/);
		expect((await reading(built.manyNames(1_000_000))).message).not.toBeNull();
	});
});

describe("views of one storage", () => {
	it("share it, however many there are", async () => {
		const { checkpoint } = await reading(built.views(1_000_000, 1_000));
		const parameters = [...(checkpoint?.networks.get("G_ema")?.parameters.values() ?? [])];
		expect(parameters).toHaveLength(1_000);
		expect(new Set(parameters.map(({ data }) => data.buffer)).size).toBe(1);
		expect(parameters[7]?.data.byteOffset).toBe((parameters[0]?.data.byteOffset ?? 0) + 28);
	});
});

describe("a Buffer of Node", () => {
	it("is read like any other bytes", async () => {
		const plain = built.views(64, 3);
		const buffer = Buffer.from(plain);
		const [one, other] = [await reading(plain), await reading(buffer)];
		expect(other.checkpoint?.networks).toEqual(one.checkpoint?.networks);
	});
});
