import { existsSync, mkdtempSync, rmSync, statSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { describeIf } from "../../../test/skip.ts";
import { OutputError } from "../../tensor/errors.ts";
import { makeFolder } from "./make-folder.ts";
import { prepareFolder } from "./output-folder.ts";
import { writeFileWhole } from "./write-file.ts";
import { writeStreamWhole } from "./write-stream.ts";

const folder = mkdtempSync(join(tmpdir(), "triplane-folders-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe("makeFolder", () => {
	it("makes all that is missing, and leaves what is there", async () => {
		const path = join(folder, "a", "b", "c");
		await makeFolder(path);
		await makeFolder(path);
		expect(statSync(path).isDirectory()).toBe(true);
	});

	it("is not confused by others who make the same folders", async () => {
		const path = join(folder, "many", "x", "y");
		await Promise.all(Array.from({ length: 8 }, () => makeFolder(path)));
		expect(existsSync(path)).toBe(true);
	});

	it("refuses files in the way, and links to nothing", async () => {
		writeFileSync(join(folder, "file"), "mine");
		symlinkSync(join(folder, "nowhere"), join(folder, "link"));
		await expect(makeFolder(join(folder, "file"))).rejects.toMatchObject({ code: "EEXIST" });
		await expect(makeFolder(join(folder, "file", "below"))).rejects.toMatchObject({ code: "ENOTDIR" });
		await expect(makeFolder(join(folder, "link"))).rejects.toMatchObject({ code: "EEXIST" });
	});
});

describe("a folder that is prepared", () => {
	it("is taken away again with those made above it, where nothing came in", async () => {
		const path = join(folder, "one", "two");
		await (await prepareFolder(path))[Symbol.asyncDispose]();
		expect(existsSync(join(folder, "one"))).toBe(false);
		const held = await prepareFolder(path);
		writeFileSync(join(folder, "one", "kept"), "x");
		await held[Symbol.asyncDispose]();
		expect(existsSync(path)).toBe(false);
		expect(existsSync(join(folder, "one", "kept"))).toBe(true);
		await makeFolder(join(folder, "theirs"));
		await (await prepareFolder(join(folder, "theirs")))[Symbol.asyncDispose]();
		expect(existsSync(join(folder, "theirs"))).toBe(true);
	});
});

describeIf(existsSync("/proc/self"), "there is no /proc", "folders that cannot be made", () => {
	it("are an error at once, wherever they are asked for, instead of a loop for ever", async () => {
		const message = /cannot write .*'\/proc\/nobody.*no folder can be made in '\/proc'/;
		await expect(prepareFolder("/proc/nobody")).rejects.toThrow(message);
		await expect(prepareFolder("/proc/nobody/below")).rejects.toThrow(OutputError);
		await expect(writeFileWhole("/proc/nobody/a.png", "x")).rejects.toThrow(message);
		await expect(writeStreamWhole("/proc/nobody/a.zip", [])).rejects.toThrow(/no folder can be made/);
	});
});
