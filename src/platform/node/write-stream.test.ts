import { createHash } from "node:crypto";
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { AbortedError, InputError, OutputError } from "../../tensor/errors.ts";
import { writeStreamWhole } from "./write-stream.ts";

const root = mkdtempSync(join(tmpdir(), "triplane-stream-"));
afterAll(() => rmSync(root, { recursive: true, force: true }));

async function* pieces(count: number, then?: () => void): AsyncGenerator<Uint8Array> {
	for (let i = 0; i < count; i++) yield Uint8Array.of(i, i + 1);
	then?.();
}

describe("a file written piece by piece", () => {
	it("has all pieces, and its size and hash are told", async () => {
		const path = join(root, "deep", "whole.bin");
		const written = await writeStreamWhole(path, pieces(3));
		const content = readFileSync(path);
		expect([...content]).toEqual([0, 1, 1, 2, 2, 3]);
		expect(written).toEqual({ bytes: 6, sha256: createHash("sha256").update(content).digest("hex") });
		expect(readdirSync(join(root, "deep"))).toEqual(["whole.bin"]);
	});

	it("joins small pieces and passes large ones", async () => {
		const large = new Uint8Array(3 * 2 ** 20).fill(7);
		async function* mixed(): AsyncGenerator<Uint8Array> {
			yield* pieces(1000);
			yield large;
			yield* pieces(10);
		}
		const path = join(root, "large.bin");
		expect((await writeStreamWhole(path, mixed())).bytes).toBe(2000 + large.length + 20);
		expect(readFileSync(path).subarray(2000, 2004)).toEqual(Buffer.of(7, 7, 7, 7));
	});

	it.each([
		[
			"the pieces fail",
			(): void => {
				throw new InputError("no more");
			},
			InputError,
		],
		[
			"something unforeseen happens",
			(): void => {
				throw new RangeError("odd");
			},
			RangeError,
		],
	])("leaves nothing behind, and an older file as it was, when %s", async (_, then, kind) => {
		const folder = join(root, kind.name);
		mkdirSync(folder);
		writeFileSync(join(folder, "kept.bin"), "old");
		await expect(writeStreamWhole(join(folder, "kept.bin"), pieces(600_000, then))).rejects.toBeInstanceOf(kind);
		expect(readdirSync(folder)).toEqual(["kept.bin"]);
		expect(readFileSync(join(folder, "kept.bin"), "utf8")).toBe("old");
	});

	it("leaves nothing behind when it is stopped", async () => {
		const folder = join(root, "stopped");
		await expect(writeStreamWhole(join(folder, "x.bin"), pieces(3), AbortSignal.abort())).rejects.toBeInstanceOf(
			AbortedError,
		);
		expect(readdirSync(folder)).toEqual([]);
	});

	it("says why it cannot be written", async () => {
		writeFileSync(join(root, "file"), "");
		await expect(writeStreamWhole(join(root, "file", "x.bin"), pieces(1))).rejects.toThrow(/cannot write '.*x\.bin': /);
		await expect(writeStreamWhole(join(root, "file", "x.bin"), pieces(1))).rejects.toBeInstanceOf(OutputError);
		mkdirSync(join(root, "taken", "x"), { recursive: true });
		await expect(writeStreamWhole(join(root, "taken"), pieces(1))).rejects.toBeInstanceOf(OutputError);
		expect(readdirSync(root).filter((name) => name.endsWith(".tmp"))).toEqual([]);
	});
});
