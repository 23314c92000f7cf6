import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { handmadeZip } from "../../../test/support/handmade-zip.ts";
import { InputError } from "../../tensor/errors.ts";
import { openFiles } from "./open-files.ts";

const root = mkdtempSync(join(tmpdir(), "triplane-files-"));
afterAll(() => rmSync(root, { recursive: true, force: true }));

const DATA = Uint8Array.of(1, 2, 3);

function folder(name: string, files: readonly string[]): string {
	for (const file of files) {
		mkdirSync(join(root, name, file, ".."), { recursive: true });
		writeFileSync(join(root, name, file), DATA);
	}
	return join(root, name);
}

async function refusal(path: string): Promise<string> {
	const error: unknown = await openFiles(path).catch((caught: unknown) => caught);
	expect(error).toBeInstanceOf(InputError);
	return (error as InputError).message;
}

describe("files of a folder", () => {
	it("are named from its root with slashes, hidden ones left out", async () => {
		const path = folder("plain", ["dataset.json", "00000/a.png", "00001/deep/b.png", ".hidden.png", "00000/.c.png"]);
		await using files = await openFiles(path);
		expect([...files.sizes].sort()).toEqual([
			["00000/a.png", 3],
			["00001/deep/b.png", 3],
			["dataset.json", 3],
		]);
		expect(await files.read("00001/deep/b.png")).toEqual(Buffer.from(DATA));
		await expect(files.read("../plain/dataset.json")).rejects.toThrow(/has no file '\.\.\/plain\/dataset\.json'/);
	});

	it("are followed through links to files and folders, not in circles or to nothing", async () => {
		const path = folder("links", ["a.png", "00000/c.png"]);
		const elsewhere = folder("elsewhere", ["b.png", "deep/d.png"]);
		symlinkSync(elsewhere, join(path, "set"));
		symlinkSync(path, join(path, "00000", "up"));
		symlinkSync(join(path, "a.png"), join(path, "linked.png"));
		symlinkSync(path, join(path, "circle"));
		symlinkSync(join(path, "nowhere"), join(path, "dangling.png"));
		await using files = await openFiles(path);
		const names = ["00000/c.png", "a.png", "linked.png", "set/b.png", "set/deep/d.png"];
		expect([...files.sizes.keys()].sort()).toEqual(names);
		expect(await files.read("set/deep/d.png")).toEqual(Buffer.from(DATA));
	});

	it("have names with letter and accent in one, however the disk has them", async () => {
		const path = folder("accents", ["é.png".normalize("NFD"), `${"ü".normalize("NFD")}/a.png`]);
		await using files = await openFiles(path);
		expect([...files.sizes.keys()].sort()).toEqual(["é.png".normalize("NFC"), `${"ü".normalize("NFC")}/a.png`].sort());
		expect(await files.read("é.png".normalize("NFC"))).toEqual(Buffer.from(DATA));
	});

	it("are refused where a name has a backslash, which would be a slash elsewhere", async () => {
		const { refused, sizes } = await openFiles(folder("slashes", ["a\\b.png", "c.png"]));
		expect({ names: [...sizes.keys()], refused: refused.map(({ reason }) => reason) }).toEqual({
			names: ["c.png"],
			refused: ["unsafe-name"],
		});
	});

	it("that have gone meanwhile are told", async () => {
		const path = folder("gone", ["a.png"]);
		await using files = await openFiles(path);
		rmSync(join(path, "a.png"));
		await expect(files.read("a.png")).rejects.toThrow(/cannot read 'a\.png' in '.*gone': there is no such file/);
	});
});

describe("files of an archive", () => {
	it("are read until it is closed", async () => {
		const path = join(root, "faces.zip");
		writeFileSync(path, handmadeZip([{ name: "a.png", data: DATA }]));
		const files = await openFiles(path);
		expect(await files.read("a.png")).toEqual(DATA);
		await files[Symbol.asyncDispose]();
		await expect(files.read("a.png")).rejects.toThrow();
	});

	it("are refused when it is none", async () => {
		writeFileSync(join(root, "text.zip"), "no archive");
		expect(await refusal(join(root, "text.zip"))).toMatch(/text\.zip' cannot be read as a zip archive/);
		expect(await refusal(join(root, "nothing.zip"))).toMatch(/nothing\.zip': there is no such file/);
	});
});
