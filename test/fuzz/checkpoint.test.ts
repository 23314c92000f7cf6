/**
 * Damaged and hostile checkpoints, thousands of them, always the same. `TRIPLANE_FUZZ_FILES` and `TRIPLANE_FUZZ_SEED`
 * make it others and more; `scripts/fuzz-checkpoints.mjs` runs it for long.
 */

import { readFile } from "node:fs/promises";
import { describe, expect, it } from "vitest";
import { wholeOf } from "../../src/checkpoint/byte-range.ts";
import { readCheckpoint } from "../../src/checkpoint/read-checkpoint.ts";
import { checkpointToSafetensors } from "../../src/checkpoint/safetensors-checkpoint.ts";
import { ZipDirectory } from "../../src/checkpoint/torch/zip-directory.ts";
import { bytesInMemory } from "../../src/host/byte-source.ts";
import { fixturePath } from "../fixtures.ts";
import { type MakeTensor, miniatureCheckpoint } from "../support/miniature.ts";
import { concatenate } from "../support/pickle-assembler.ts";
import { type PythonValue, persistent, pickle, type Rewrite, tuple } from "../support/pickler.ts";
import { type StorageData, storage, storageId, tensorOn, torchArchive, torchStream } from "../support/torch-files.ts";
import { buildFile } from "./build-file.ts";
import { examine, type Outcome } from "./examine.ts";
import { withHostileHeader } from "./hostile-headers.ts";
import { hostileRewrite } from "./hostile-values.ts";
import { MUTATIONS, type Victim } from "./mutations.ts";
import { opcodePlaces } from "./opcode-places.ts";
import { FuzzRandom } from "./random.ts";

const SEED = Number(process.env.TRIPLANE_FUZZ_SEED ?? 2022);
const FILES = Number(process.env.TRIPLANE_FUZZ_FILES ?? 10_000);
const FIXTURE_FILES = Math.ceil(FILES / 40);
const TIMEOUT_MS = 60_000 + FILES * 20;

/** Makes the file of a number. */
type MakeFile = (random: FuzzRandom) => Uint8Array;

/** Examines `count` files; a failure says how to make its file again. */
async function examineAll(count: number, stream: number, make: MakeFile): Promise<Record<Outcome, number>> {
	const outcomes: Record<Outcome, number> = { read: 0, refused: 0 };
	for (let i = 0; i < count; i++) {
		const bytes = make(new FuzzRandom(SEED + stream * 1_000_003, i));
		try {
			outcomes[await examine(bytes)]++;
		} catch (cause) {
			throw new Error(`seed ${SEED}, file ${i}: ${cause instanceof Error ? cause.message : String(cause)}`, { cause });
		}
	}
	return outcomes;
}

/** Writes the miniature in one of the three ways in which Python does. */
type WriteMiniature = (rewrite?: Rewrite) => Uint8Array;

/** Tensors whose storages stand outside the pickle. */
function writeOutside(
	write: (value: PythonValue, storages: readonly StorageData[], rewrite?: Rewrite) => Uint8Array,
): WriteMiniature {
	const storages: StorageData[] = [];
	const make: MakeTensor = (shape, values) => {
		const of = storage(`${storages.length}`, "float32", Float32Array.from(values));
		storages.push(of);
		return tensorOn(persistent(tuple(...storageId(of))), shape);
	};
	const value = miniatureCheckpoint(make);
	return (rewrite) => write(value, storages, rewrite);
}

const MINIATURE = miniatureCheckpoint();
const writePlain: WriteMiniature = (rewrite) => pickle(MINIATURE, 4, rewrite);
const writeStream = writeOutside(torchStream);
const writeArchive = writeOutside((value, storages, rewrite) =>
	torchArchive(value, storages, { zip64: true }, rewrite),
);

const PLAIN = writePlain();
const STREAM = writeStream();
const ARCHIVE = writeArchive();
const OURS = concatenate(checkpointToSafetensors(await readCheckpoint(bytesInMemory("file", PLAIN))));
const ARCHIVED_PICKLE = (
	await (await ZipDirectory.read(wholeOf(bytesInMemory("file", ARCHIVE)))).entry("archive/data.pkl")
)?.start;

const VICTIMS: Readonly<Record<string, Victim>> = {
	"a plain pickle": { bytes: PLAIN, opcodes: await opcodePlaces(PLAIN) },
	"a legacy stream": { bytes: STREAM, opcodes: await opcodePlaces(STREAM, 0, 5) },
	"a zip archive": { bytes: ARCHIVE, opcodes: await opcodePlaces(ARCHIVE, ARCHIVED_PICKLE) },
	"a safetensors file": { bytes: OURS, opcodes: [] },
};

function mutate(victim: Victim, random: FuzzRandom): Uint8Array {
	return random.pick(Object.values(MUTATIONS))(victim, random);
}

describe("damaged and hostile checkpoints are read or refused, nothing else", () => {
	it.each(Object.entries(VICTIMS))("%s is whole before it is attacked", async (_, { bytes }) => {
		expect(await examine(bytes)).toBe("read");
	});

	it("the bytes of a plain pickle", { timeout: TIMEOUT_MS }, async () => {
		const { "a plain pickle": victim } = VICTIMS;
		const { read, refused } = await examineAll(FILES * 0.4, 1, (random) => mutate(victim as Victim, random));
		expect(read).toBeGreaterThan(FILES * 0.01);
		expect(refused).toBeGreaterThan(FILES * 0.1);
	});

	it.each(Object.keys(VICTIMS).slice(1))("the bytes of %s", { timeout: TIMEOUT_MS }, async (name) => {
		const victim = VICTIMS[name] as Victim;
		const { read, refused } = await examineAll(FILES * 0.1, 2, (random) => mutate(victim, random));
		expect(read).toBeGreaterThan(0);
		expect(refused).toBeGreaterThan(FILES * 0.02);
	});

	it("the values in a pickle", { timeout: TIMEOUT_MS }, async () => {
		const { read, refused } = await examineAll(FILES * 0.2, 3, (random) =>
			random.pick([writePlain, writeStream, writeArchive])(hostileRewrite(random, random.pick([100, 300, 900]))),
		);
		expect(read).toBeGreaterThan(0);
		expect(refused).toBeGreaterThan(FILES * 0.02);
	});

	it("the header and the description of a safetensors file", { timeout: TIMEOUT_MS }, async () => {
		const { read, refused } = await examineAll(FILES * 0.1, 4, (random) => withHostileHeader(OURS, random));
		expect(read).toBeGreaterThan(0);
		expect(refused).toBeGreaterThan(FILES * 0.02);
	});

	it("files that are built to ask for much", { timeout: TIMEOUT_MS }, async () => {
		const { read, refused } = await examineAll(FILES * 0.1, 6, (random) => buildFile(random));
		expect(read).toBeGreaterThan(FILES * 0.005);
		expect(refused).toBeGreaterThan(FILES * 0.02);
	});

	it("the bytes of a fixture, above all its opcodes", { timeout: TIMEOUT_MS }, async () => {
		const bytes = new Uint8Array(await readFile(fixturePath("tiny-shapenet128-64.pkl")));
		const victim = { bytes, opcodes: await opcodePlaces(bytes) };
		const { read, refused } = await examineAll(FIXTURE_FILES, 5, (random) => mutate(victim, random));
		expect(read + refused).toBe(FIXTURE_FILES);
	});
});
