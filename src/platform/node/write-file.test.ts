import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { AbortedError, OutputError } from "../../tensor/errors.ts";
import { writeFileWhole } from "./write-file.ts";

const folder = mkdtempSync(join(tmpdir(), "triplane-write-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe("writeFileWhole", () => {
	it("writes texts, bytes and lists of bytes, into folders that it makes", async () => {
		await writeFileWhole(join(folder, "a", "b", "text"), "äöü");
		expect(readFileSync(join(folder, "a", "b", "text"), "utf8")).toBe("äöü");
		await writeFileWhole(join(folder, "a", "bytes"), Uint8Array.of(1, 2));
		await writeFileWhole(join(folder, "a", "bytes"), [Uint8Array.of(3), Uint8Array.of(4, 5)]);
		expect([...readFileSync(join(folder, "a", "bytes"))]).toEqual([3, 4, 5]);
	});

	it("keeps an older file and leaves nothing when it is stopped", async () => {
		const path = join(folder, "stopped", "file");
		mkdirSync(join(folder, "stopped"));
		writeFileSync(path, "older");
		const controller = new AbortController();
		controller.abort();
		await expect(writeFileWhole(path, "newer", controller.signal)).rejects.toBeInstanceOf(AbortedError);
		expect(readFileSync(path, "utf8")).toBe("older");
		expect(readdirSync(join(folder, "stopped"))).toEqual(["file"]);
	});

	it("says why it cannot write, and leaves nothing", async () => {
		const path = join(folder, "occupied", "name");
		mkdirSync(path, { recursive: true });
		await expect(writeFileWhole(path, "x")).rejects.toThrow(/cannot write '.*name': there is a folder of that name/);
		await expect(writeFileWhole(path, "x")).rejects.toBeInstanceOf(OutputError);
		expect(readdirSync(join(folder, "occupied"))).toEqual(["name"]);
	});
});
