import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { InputError } from "../../tensor/errors.ts";
import { openFile } from "./file-source.ts";

const folder = mkdtempSync(join(tmpdir(), "triplane-file-"));
const path = join(folder, "bytes");
writeFileSync(path, Uint8Array.of(0, 1, 2, 3, 4, 5));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe("openFile", () => {
	it("reads ranges", async () => {
		await using file = await openFile(path);
		expect(file).toMatchObject({ name: path, size: 6 });
		expect(await file.read(2, 3)).toEqual(Uint8Array.of(2, 3, 4));
		expect(await file.read(6, 0)).toEqual(new Uint8Array(0));
	});

	it("says where a file ends too early", async () => {
		await using file = await openFile(path);
		await expect(file.read(4, 3)).rejects.toThrow(/ends at byte 6, want 3 bytes from 4: is it cut off\?/);
	});

	it.each([
		[-1, 2],
		[0, -1],
		[0, 2 ** 50],
		[Number.NaN, 1],
	])("refuses a range outside the file before it makes room for it: %d, %d bytes", async (offset, length) => {
		await using file = await openFile(path);
		await expect(file.read(offset, length)).rejects.toThrow(InputError);
	});

	it("names what is wrong with files that cannot be opened", async () => {
		await expect(openFile(join(folder, "none"))).rejects.toThrow(/cannot open '.*none': there is no such file/);
		await expect(openFile(folder)).rejects.toThrow(/it is not a file/);
		await expect(openFile(join(path, "below"))).rejects.toThrow(/a part of the path is not a folder/);
		await expect(openFile(join(folder, "none"))).rejects.toBeInstanceOf(InputError);
	});

	it.runIf(process.platform === "linux")("does not wait for the writer of a named pipe", async () => {
		const pipe = join(folder, "pipe");
		execFileSync("mkfifo", [pipe]);
		await expect(openFile(pipe)).rejects.toThrow(/it is not a file/);
	});
});
