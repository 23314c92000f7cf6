import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { pathToFileURL } from "node:url";
import sharp from "sharp";
import { describe, expect, it } from "vitest";
import { mirrorLabel } from "../../src/camera/label.ts";
import { parseLabelTable } from "../../src/data/label-table.ts";
import { openFiles } from "../../src/platform/node/open-files.ts";
import { cameraNumbers, labelBytes, picture, soundEntries } from "../support/dataset-files.ts";
import { readRecord, useDatasetProgram } from "./dataset-folders.ts";

const program = useDatasetProgram();

describe("triplane dataset pack", () => {
	it("makes a zip that dataset check finds sound, mirrored and resized, with a record that makes it again", async () => {
		const source = await program.sound("plain");
		const out = join(program.folder, "packed", "faces.zip");
		const value = await program.json(["dataset", "pack", source, out, "--resolution", "8", "--mirror"]);
		expect(value).toMatchObject({ out, written: 12, mirrored: 6, copied: 0, resolution: 8, labelled: true });
		await using files = await openFiles(out);
		const { labels } = parseLabelTable(await files.read("dataset.json"), out);
		expect(labels.get("00000/img00000002_mirror.png")?.values).toEqual(mirrorLabel(cameraNumbers(-0.1, 0.1)));
		expect(await program.json(["dataset", "check", out])).toMatchObject({ sound: true, images: 12, findings: [] });

		const first = readFileSync(out);
		const record = readRecord(join(program.folder, "packed", "faces.json"));
		expect(record.source?.images).toBe(6);
		expect((await program.run(record.repeat)).code).toBe(0);
		expect(readFileSync(out).equals(first)).toBe(true);
		expect(readdirSync(join(program.folder, "packed")).sort()).toEqual(["faces.json", "faces.zip"]);
	});

	it("says what it did for people, and warns of a dataset without labels", async () => {
		const source = program.dataset("unlabelled", (await soundEntries(2)).slice(0, 2));
		const out = join(program.folder, "unlabelled.zip");
		const { code, stdout, stderr } = await program.run(["dataset", "pack", source, out]);
		expect(code).toBe(0);
		expect(stdout).toMatch(/unlabelled\.zip: 2 images of 8 × 8, \d+ B/);
		expect(stderr).toMatch(/has no labels/);
		expect(stderr).toMatch(/2 images needed no change and were copied/);
	});

	it("leaves out what it is told to, and says which", async () => {
		const entries = await soundEntries(3);
		const source = program.dataset("leavings", [
			...entries.map(([name, bytes]): [string, Uint8Array] => [
				name,
				name.endsWith("0.png") ? bytes.subarray(0, 50) : bytes,
			]),
			["extra.png", await picture(9)],
		]);
		const out = join(program.folder, "leavings.zip");
		await program.fails(["pack", source, out], 2, /images without a label: extra\.png/);
		await program.fails(["pack", source, out, "--only-labelled"], 2, /img00000000\.png': the image is damaged/);
		expect(existsSync(out)).toBe(false);
		const { stderr } = await program.run(["dataset", "pack", source, out, "--only-labelled", "--skip-unreadable"]);
		expect(stderr).toMatch(/left out, no label: extra\.png/);
		expect(stderr).toMatch(/left out, since they cannot be read: 00000\/img00000000\.png/);
	});

	it("refuses labelled images of other formats, or leaves them out and says so where it is told to", async () => {
		const entries = await soundEntries(2);
		const names = [...entries.slice(0, 2).map(([name]) => name), "scan.tif"];
		const labels = labelBytes(names.map((name, i) => [name, cameraNumbers(0.1 * i)] as const));
		const tif = await sharp(await picture(5))
			.tiff()
			.toBuffer();
		const source = program.dataset("scans", [...entries.slice(0, 2), ["scan.tif", tif], ["dataset.json", labels]]);
		const out = join(program.folder, "scans.zip");
		await program.fails(["pack", source, out], 2, /a format that is not read.*: scan\.tif – convert them to PNG/);
		const packed = await program.json(["dataset", "pack", source, out, "--skip-unreadable"]);
		expect(packed).toMatchObject({ written: 2, unreadable: ["scan.tif"] });
	});

	it("refuses outputs that cannot be before it works", async () => {
		const source = await program.sound("outputs");
		await program.fails(["pack", source, join(program.folder, "x.tar")], 2, /want a name that ends in \.zip/);
		mkdirSync(join(program.folder, "taken.zip"));
		await program.fails(["pack", source, join(program.folder, "taken.zip")], 6, /there is a folder of that name/);
		const out = join(program.folder, "self.zip");
		await program.run(["dataset", "pack", source, out]);
		await program.fails(["pack", out, join(program.folder, ".", "self.zip")], 2, /is the source itself/);
		await program.fails(["pack", source, out, "--crop", "middle"], 2, /want none, center/);
		await program.fails(["pack", source], 2, /missing required argument 'out'/);
	});

	it("leaves nothing behind when the disk is full, and keeps an older file", async () => {
		const source = await program.sound("disk", 20, 64);
		const out = join(program.folder, "full", "faces.zip");
		mkdirSync(dirname(out));
		writeFileSync(out, "older");
		const preload = pathToFileURL(join(import.meta.dirname, "full-disk.mjs")).href;
		const disk = { nodeOptions: ["--import", preload], env: { TRIPLANE_TEST_DISK_BYTES: "20000" } };
		const { code, stderr } = await program.run(["dataset", "pack", source, out], disk);
		expect(stderr).toMatch(/cannot write '.*faces\.zip': no space left on the device/);
		expect(code).toBe(6);
		expect(readdirSync(dirname(out))).toEqual(["faces.zip"]);
		expect(readFileSync(out, "utf8")).toBe("older");
	});

	it("leaves nothing behind when it is interrupted", async () => {
		const source = await program.sound("long", 200, 32);
		const out = join(program.folder, "interrupted", "faces.zip");
		let sent = false;
		const { code, stderr } = await program.run(["dataset", "pack", source, out, "--resolution", "1024", "--mirror"], {
			onStderr: (text, kill) => {
				if (sent || !text.includes("pack [")) return;
				sent = true;
				kill("SIGINT");
			},
		});
		expect(code).toBe(130);
		expect(stderr).toMatch(/stopped by SIGINT/);
		expect(existsSync(dirname(out))).toBe(false);
	});
});

describe("triplane dataset check", () => {
	it("ends with 0 where nothing is wrong", async () => {
		const { code, stdout } = await program.run(["dataset", "check", await program.sound("good")]);
		expect(code).toBe(0);
		expect(stdout).toMatch(/good: 6 images, 16 × 16, 6 with a label\nsound: nothing is wrong\n$/);
	});

	it("ends with 1 and names what is wrong, with count, examples and remedy", async () => {
		const entries = await soundEntries(14);
		const labels = entries
			.slice(0, 14)
			.map(([name], i) => [name, i < 12 ? cameraNumbers().slice(2) : cameraNumbers(i)] as const);
		const source = program.dataset("bad", [
			...entries.slice(0, 13),
			[
				entries[13]?.[0] ?? "",
				await sharp(await picture(3))
					.jpeg()
					.toBuffer(),
			],
			["dataset.json", labelBytes([...labels, ["gone.png", cameraNumbers()]])],
			["notes.txt", Uint8Array.of(65)],
		]);
		const { code, stdout } = await program.run(["dataset", "check", source]);
		expect(code).toBe(1);
		expect(stdout).toMatch(/bad: 14 images, 8 × 8, 14 with a label, 1 other files/);
		expect(stdout).toMatch(/label-without-image: 1 × labels without an image\n {4}gone\.png\n {2}→ names count/);
		expect(stdout).toMatch(
			/label-length: 12 × labels that are not 25 numbers\n {4}00000\/img00000000\.png \(23 numbers\)/,
		);
		expect(stdout).toMatch(/ {4}and 2 more\n/);
		expect(stdout).toMatch(/FAILED: 2 kinds of faults\n$/);
		const json = await program.run(["dataset", "check", source, "--json", "--ignore", "label-length"]);
		expect(json.code).toBe(1);
		expect(JSON.parse(json.stdout)).toMatchObject({
			sound: false,
			ignored: ["label-length"],
			findings: [{ kind: "label-without-image", count: 1, examples: [{ name: "gone.png" }] }],
		});
	});

	it("judges cameras by any configuration, or by the one that is named, with its box and limits", async () => {
		const entries = await soundEntries(4);
		const labels = entries.slice(0, 4).map(([name], i) => {
			const label = cameraNumbers(0.2 * i);
			return [name, label.map((value, at) => ([3, 7, 11].includes(at) ? value * 0.5 : value))] as const;
		});
		const source = program.dataset("near", [...entries.slice(0, 4), ["dataset.json", labelBytes(labels)]]);
		const check = async (...more: string[]) => await program.run(["dataset", "check", source, ...more]);
		expect(await check()).toMatchObject({ code: 0 });
		expect(await check("--cfg", "ffhq512-64")).toMatchObject({
			code: 1,
			stdout: expect.stringMatching(/cameras-miss-box: 4 × .*\n.*box of side 1 at .* sampled from 2\.25 to 3\.3\)/),
		});
		expect(await check("--cfg", "ffhq512-64", "--ray-limits", "0.8,2")).toMatchObject({ code: 0 });
		expect(await check("--cfg", "ffhq512-64", "--ray-limits", "box")).toMatchObject({ code: 0 });
	});

	it("looks at headers only, or for another size, where it is told to", async () => {
		const source = await program.sound("sizes");
		const quick = await program.run(["dataset", "check", source, "--headers-only"]);
		expect(quick).toMatchObject({ code: 0, stdout: expect.stringMatching(/pixels were not decoded/) });
		const other = await program.run(["dataset", "check", source, "--resolution", "32"]);
		expect(other).toMatchObject({
			code: 1,
			stdout: expect.stringMatching(/wrong-size: 6 × .*\n {4}00000\/img00000000\.png \(16 × 16\)/),
		});
	});

	it("tells an empty dataset from none", async () => {
		const empty = program.dataset("empty", [["readme.txt", Uint8Array.of(65)]]);
		const { code, stdout } = await program.run(["dataset", "check", empty]);
		expect(code).toBe(1);
		expect(stdout).toMatch(/empty: 1 × no images/);
		await program.fails(["check", join(program.folder, "nowhere")], 2, /nowhere': there is no such file or folder/);
		writeFileSync(join(program.folder, "text.zip"), "no archive");
		await program.fails(["check", join(program.folder, "text.zip")], 2, /cannot be read as a zip archive/);
		await program.fails(["check", empty, "--ignore", "odd"], 2, /'odd' is not one of/);
	});
});
