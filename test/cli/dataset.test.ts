import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { pathToFileURL } from "node:url";
import sharp from "sharp";
import { describe, expect, it } from "vitest";
import { z } from "zod";
import { mirrorLabel } from "../../src/data/camera-label.ts";
import { parseLabelTable } from "../../src/data/label-table.ts";
import { openFiles } from "../../src/platform/node/open-files.ts";
import { describeIf } from "../skip.ts";
import { cameraNumbers, labelBytes, type NamedBytes, picture, soundEntries } from "../support/dataset-files.ts";
import { builtProgram } from "./build-program.ts";
import { useProgram } from "./run-program.ts";

const program = useProgram();

/** Writes a folder of these files. */
function folder(name: string, entries: NamedBytes): string {
	const path = join(program.folder, name);
	for (const [file, bytes] of entries) {
		mkdirSync(dirname(join(path, file)), { recursive: true });
		writeFileSync(join(path, file), bytes);
	}
	return path;
}

async function sound(name: string, count = 6, side = 16): Promise<string> {
	return folder(name, await soundEntries(count, side));
}

async function fails(args: readonly string[], code: number, message: RegExp): Promise<void> {
	const result = await program.run(["dataset", ...args]);
	expect(result.stderr).toMatch(message);
	expect(result.stderr).not.toMatch(/^\s+at .*:\d+/m);
	expect({ code: result.code, stdout: result.stdout }).toEqual({ code, stdout: "" });
}

const recordSchema = z.object({
	repeat: z.array(z.string()),
	source: z.object({ images: z.number() }),
	outputs: z.array(z.object({ file: z.string(), sha256: z.string() })),
});

function readRecord(path: string): z.infer<typeof recordSchema> {
	return recordSchema.parse(JSON.parse(readFileSync(path, "utf8")));
}

describe("triplane dataset pack", () => {
	it("makes a zip that dataset check finds sound, mirrored and resized, with a record that makes it again", async () => {
		const source = await sound("plain");
		const out = join(program.folder, "packed", "faces.zip");
		const value = await program.json(["dataset", "pack", source, out, "--resolution", "8", "--mirror"]);
		expect(value).toMatchObject({ out, written: 12, mirrored: 6, copied: 0, resolution: 8, labelled: true });
		await using files = await openFiles(out);
		const { labels } = parseLabelTable(await files.read("dataset.json"), out);
		expect(labels.get("00000/img00000002_mirror.png")?.values).toEqual(mirrorLabel(cameraNumbers(-0.1, 0.1)));
		expect(await program.json(["dataset", "check", out])).toMatchObject({ sound: true, images: 12, findings: [] });

		const first = readFileSync(out);
		const record = readRecord(join(program.folder, "packed", "faces.json"));
		expect(record.source.images).toBe(6);
		expect((await program.run(record.repeat)).code).toBe(0);
		expect(readFileSync(out).equals(first)).toBe(true);
		expect(readdirSync(join(program.folder, "packed")).sort()).toEqual(["faces.json", "faces.zip"]);
	});

	it("says what it did for people, and warns of a dataset without labels", async () => {
		const source = folder("unlabelled", (await soundEntries(2)).slice(0, 2));
		const out = join(program.folder, "unlabelled.zip");
		const { code, stdout, stderr } = await program.run(["dataset", "pack", source, out]);
		expect(code).toBe(0);
		expect(stdout).toMatch(/unlabelled\.zip: 2 images of 8 × 8, \d+ B/);
		expect(stderr).toMatch(/has no labels/);
		expect(stderr).toMatch(/2 images needed no change and were copied/);
	});

	it("leaves out what it is told to, and says which", async () => {
		const entries = await soundEntries(3);
		const source = folder("leavings", [
			...entries.map(([name, bytes]): [string, Uint8Array] => [
				name,
				name.endsWith("0.png") ? bytes.subarray(0, 50) : bytes,
			]),
			["extra.png", await picture(9)],
		]);
		const out = join(program.folder, "leavings.zip");
		await fails(["pack", source, out], 2, /images without a label: extra\.png/);
		await fails(["pack", source, out, "--only-labelled"], 2, /img00000000\.png': the image is damaged/);
		expect(existsSync(out)).toBe(false);
		const { stderr } = await program.run(["dataset", "pack", source, out, "--only-labelled", "--skip-unreadable"]);
		expect(stderr).toMatch(/left out for want of a label: extra\.png/);
		expect(stderr).toMatch(/left out, since they cannot be read: 00000\/img00000000\.png/);
	});

	it("refuses outputs that cannot be before it works", async () => {
		const source = await sound("outputs");
		await fails(["pack", source, join(program.folder, "x.tar")], 2, /want a name that ends in \.zip/);
		mkdirSync(join(program.folder, "taken.zip"));
		await fails(["pack", source, join(program.folder, "taken.zip")], 6, /there is a folder of that name/);
		const out = join(program.folder, "self.zip");
		await program.run(["dataset", "pack", source, out]);
		await fails(["pack", out, join(program.folder, ".", "self.zip")], 2, /is the source itself/);
		await fails(["pack", source, out, "--crop", "middle"], 2, /want none, center/);
		await fails(["pack", source], 2, /missing required argument 'out'/);
	});

	it("leaves nothing behind when the disk is full, and keeps an older file", async () => {
		const source = await sound("disk", 20, 64);
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
		const source = await sound("long", 200, 32);
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
		expect(readdirSync(dirname(out))).toEqual([]);
	});
});

describe("triplane dataset check", () => {
	it("ends with 0 where nothing is wrong", async () => {
		const { code, stdout } = await program.run(["dataset", "check", await sound("good")]);
		expect(code).toBe(0);
		expect(stdout).toMatch(/good: 6 images, 16 × 16, 6 with a label\nsound: nothing is wrong\n$/);
	});

	it("ends with 1 and names what is wrong, with count, examples and remedy", async () => {
		const entries = await soundEntries(14);
		const labels = entries
			.slice(0, 14)
			.map(([name], i) => [name, i < 12 ? cameraNumbers().slice(2) : cameraNumbers(i)] as const);
		const source = folder("bad", [
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

	it("looks at headers only, or for another size, where it is told to", async () => {
		const source = await sound("sizes");
		const quick = await program.run(["dataset", "check", source, "--headers-only"]);
		expect(quick).toMatchObject({ code: 0, stdout: expect.stringMatching(/pixels were not decoded/) });
		const other = await program.run(["dataset", "check", source, "--resolution", "32"]);
		expect(other).toMatchObject({
			code: 1,
			stdout: expect.stringMatching(/wrong-size: 6 × .*\n {4}00000\/img00000000\.png \(16 × 16\)/),
		});
	});

	it("tells an empty dataset from none", async () => {
		const empty = folder("empty", [["readme.txt", Uint8Array.of(65)]]);
		const { code, stdout } = await program.run(["dataset", "check", empty]);
		expect(code).toBe(1);
		expect(stdout).toMatch(/empty: 1 × no images/);
		await fails(["check", join(program.folder, "nowhere")], 2, /nowhere': there is no such file or folder/);
		writeFileSync(join(program.folder, "text.zip"), "no archive");
		await fails(["check", join(program.folder, "text.zip")], 2, /cannot be read as a zip archive/);
		await fails(["check", empty, "--ignore", "odd"], 2, /'odd' is not one of/);
	});
});

describe("triplane dataset stats", () => {
	it("counts cameras, for people and as JSON", async () => {
		const source = await sound("poses");
		const { code, stdout } = await program.run(["dataset", "stats", source, "--bins", "5"]);
		expect(code).toBe(0);
		expect(stdout).toMatch(/poses: 6 cameras\n/);
		expect(stdout).toMatch(/^published yaw +-0\.500 /m);
		const value = await program.json(["dataset", "stats", source, "--bins", "5", "--pivot", "0,0,0.2", "--mirror"]);
		expect(value).toMatchObject({
			items: 12,
			leftOut: 0,
			pivot: { from: "given", point: [0, 0, 0.2] },
			quantities: {
				radius: { summary: { count: 12, median: expect.closeTo(2.7, 5) } },
				trueYawDegrees: { histogram: { counts: expect.any(Array) } },
			},
		});
	});

	it("leaves out labels that are no cameras, and says how many", async () => {
		const entries = await soundEntries(3);
		const labels = [
			[entries[0]?.[0] ?? "", cameraNumbers()],
			[entries[1]?.[0] ?? "", [1, 2]],
		] as const;
		const source = folder("partly", [...entries.slice(0, 3), ["dataset.json", labelBytes(labels)]]);
		const { code, stderr, stdout } = await program.run(["dataset", "stats", source]);
		expect({ code, counted: /partly: 1 cameras/.test(stdout) }).toEqual({ code: 0, counted: true });
		expect(stderr).toMatch(/2 images have no usable label/);
		await fails(["stats", folder("nolabels", entries.slice(0, 1))], 2, /no labels/);
	});

	it("draws the same picture again, with a record of all numbers", async () => {
		const source = await sound("drawn");
		const out = join(program.folder, "drawn.png");
		await program.json(["dataset", "stats", source, "--out", out]);
		const { width, height, channels } = await sharp(out).metadata();
		expect({ width, height, channels }).toEqual({ width: 1640, height: 980, channels: 4 });
		const first = readFileSync(out);
		const record = readRecord(join(program.folder, "drawn.json"));
		expect(record.outputs[0]?.file).toBe("drawn.png");
		await program.run(record.repeat);
		expect(readFileSync(out).equals(first)).toBe(true);
		await fails(["stats", source, "--out", join(program.folder, "drawn.jpg")], 2, /ends in \.png/);
	});

	const masked = ["/usr/share/fonts", "/usr/local/share/fonts", "/etc/fonts", "/var/cache/fontconfig"].filter((path) =>
		existsSync(path),
	);
	const mask = masked.map((path) => `mount -t tmpfs tmpfs ${path}`).join(" && ");
	const canMask = masked.length > 0 && spawnSync("unshare", ["-m", "sh", "-c", mask]).status === 0;
	describeIf(canMask, "no right to hide the system's fonts", "on a machine without fonts", () => {
		it("draws the same picture", async () => {
			const source = await sound("fontless");
			const [out, without] = [join(program.folder, "fonts.png"), join(program.folder, "no-fonts.png")];
			await program.json(["dataset", "stats", source, "--out", out]);
			const command = [process.execPath, await builtProgram(), "dataset", "stats", source, "--out", without];
			const run = spawnSync("unshare", ["-m", "sh", "-c", `${mask} && exec "$@"`, "sh", ...command], {
				encoding: "utf8",
			});
			expect(run).toMatchObject({ status: 0 });
			expect(readFileSync(without).equals(readFileSync(out))).toBe(true);
		});
	});
});

describe("triplane dataset rebalance", () => {
	/** Nine frontal cameras and one from the side. */
	async function lopsided(name: string): Promise<string> {
		const entries = (await soundEntries(10)).slice(0, 10);
		const labels = entries.map(([file], i) => [file, cameraNumbers(i < 9 ? i / 1000 : 0.8)] as const);
		return folder(name, [...entries, ["dataset.json", labelBytes(labels)]]);
	}

	it("lists labels of rare yaws again in a dataset.json", async () => {
		const source = await lopsided("rare");
		const out = join(program.folder, "rare-labels", "dataset.json");
		const value = await program.json(["dataset", "rebalance", source, out, "--bins", "2", "--cap", "5"]);
		expect(value).toMatchObject({
			images: { before: 10, after: 14 },
			before: { counts: [9, 1] },
			after: { counts: [9, 5] },
			pivot: { from: "estimated" },
			record: join(program.folder, "rare-labels", "dataset.record.json"),
		});
		const { labels } = parseLabelTable(readFileSync(out), out);
		expect([...labels.values()].map(({ times }) => times)).toEqual([1, 1, 1, 1, 1, 1, 1, 1, 1, 5]);
		writeFileSync(join(source, "dataset.json"), readFileSync(out));
		expect(await program.json(["dataset", "check", source])).toMatchObject({ sound: true, repeats: 4 });
	});

	it("copies images of rare yaws into a zip, which is sound", async () => {
		const source = await lopsided("copied");
		writeFileSync(join(source, "00000", "img00000009_copy2.png"), await picture(77));
		const table = parseLabelTable(readFileSync(join(source, "dataset.json")), "");
		const labels = [...table.labels].map(([name, { values }]) => [name, values] as const);
		writeFileSync(
			join(source, "dataset.json"),
			labelBytes([...labels, ["00000/img00000009_copy2.png", cameraNumbers(0.0004)]]),
		);
		const out = join(program.folder, "copied.zip");
		const { code, stdout } = await program.run(["dataset", "rebalance", source, out, "--bins", "2", "--cap", "3"]);
		expect(code).toBe(0);
		expect(stdout).toMatch(/evenness 0\.\d+ → 0\.\d+/);
		expect(stdout).toMatch(/copied\.zip: 11 images given 13 times/);
		await using files = await openFiles(out);
		const copies = [...files.sizes.keys()].filter((name) => name.includes("_copy"));
		expect(copies.map((name) => name.slice("00000/img".length))).toEqual([
			"00000009_copy2_.png",
			"00000009_copy3.png",
			"00000009_copy2.png",
		]);
		expect(await files.read("00000/img00000009_copy3.png")).toEqual(await files.read("00000/img00000009.png"));
		expect(await program.json(["dataset", "check", out])).toMatchObject({ sound: true, images: 13 });
	});

	it("does not tell left from right where it should not", async () => {
		const entries = (await soundEntries(4)).slice(0, 4);
		const labels = entries.map(([file], i) => [file, cameraNumbers([-0.5, 0.5, 0.1, 0.1][i])] as const);
		const source = folder("sides", [...entries, ["dataset.json", labelBytes(labels)]]);
		const args = ["dataset", "rebalance", source, join(program.folder, "sides.json"), "--bins", "2"];
		expect(await program.json([...args, "--by", "published-yaw"])).toMatchObject({ before: { counts: [1, 3] } });
		expect(await program.json([...args, "--by", "published-yaw", "--absolute"])).toMatchObject({
			before: { counts: [2, 2] },
		});
	});

	it("refuses datasets without sound labels", async () => {
		const entries = await soundEntries(2);
		const out = join(program.folder, "never.json");
		await fails(["rebalance", folder("none", entries.slice(0, 2)), out], 2, /no labels/);
		const labels = [[entries[0]?.[0] ?? "", cameraNumbers()]] as const;
		const source = folder("half", [...entries.slice(0, 2), ["dataset.json", labelBytes(labels)]]);
		await fails(["rebalance", source, out], 2, /images without a label: 00000\/img00000001\.png/);
		await fails(["rebalance", source, "x.txt"], 2, /ends in \.zip or \.json/);
		await fails(["rebalance", source, out, "--bins", "1"], 2, /out of range/);
		expect(existsSync(out)).toBe(false);
	});
});
