import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { OutputError } from "../../tensor/errors.ts";
import { WholeFolder } from "./whole-folder.ts";

const root = mkdtempSync(join(tmpdir(), "triplane-folder-"));
afterAll(() => rmSync(root, { recursive: true, force: true }));

describe("WholeFolder", () => {
	it("appears with all of its files, in the place of nothing or of an empty folder", async () => {
		for (const name of ["new", "empty"]) {
			const path = join(root, name);
			if (name === "empty") mkdirSync(path);
			await using folder = await WholeFolder.open(path);
			await folder.write("a/b", Uint8Array.of(1));
			expect(existsSync(join(path, "a"))).toBe(false);
			await folder.finish();
			expect([...readFileSync(join(path, "a", "b"))]).toEqual([1]);
		}
	});

	it("leaves alone what was put there meanwhile, and takes its own away", async () => {
		const path = join(root, "taken");
		{
			await using folder = await WholeFolder.open(path);
			await folder.write("a", Uint8Array.of(1));
			mkdirSync(path);
			writeFileSync(join(path, "theirs"), "kept");
			await expect(folder.finish()).rejects.toBeInstanceOf(OutputError);
		}
		expect(readFileSync(join(path, "theirs"), "utf8")).toBe("kept");
		expect(readdirSync(root).filter((name) => name.startsWith("taken"))).toEqual(["taken"]);
	});
});
