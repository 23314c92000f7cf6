import { spawnSync } from "node:child_process";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import sharp from "sharp";
import { describe, expect, it } from "vitest";
import { parseLabelTable } from "../../src/data/label-table.ts";
import { openFiles } from "../../src/platform/node/open-files.ts";
import { describeIf } from "../skip.ts";
import { cameraNumbers, labelBytes, picture, soundEntries } from "../support/dataset-files.ts";
import { builtProgram } from "./build-program.ts";
import { readRecord, useDatasetProgram } from "./dataset-folders.ts";

const program = useDatasetProgram();

describe("triplane dataset latents", () => {
	it("writes the same file again, with a record", async () => {
		const out = join(program.folder, "people.safetensors");
		const value = await program.json(["dataset", "latents", "--count", "12", "--gaze", "free", "--out", out]);
		expect(value).toMatchObject({ written: 12, bytes: expect.any(Number) });
		const first = readFileSync(out);
		expect(first.length).toBeGreaterThan(12 * 128 * 4);
		const record = readRecord(join(program.folder, "people.json"));
		expect(record.outputs[0]?.file).toBe("people.safetensors");
		await program.run(record.repeat);
		expect(readFileSync(out).equals(first)).toBe(true);
	});

	it("says what it wants", async () => {
		const out = join(program.folder, "few.safetensors");
		await program.fails(["latents", "--count", "12", "--z-dim", "8", "--out", out], 2, /8 numbers, want at least \d+/);
		await program.fails(["latents", "--count", "12", "--out", join(program.folder, "few.zip")], 2, /\.safetensors/);
	});
});

describe("triplane dataset stats", () => {
	it("counts cameras, for people and as JSON", async () => {
		const source = await program.sound("poses");
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
		const source = program.dataset("partly", [...entries.slice(0, 3), ["dataset.json", labelBytes(labels)]]);
		const { code, stderr, stdout } = await program.run(["dataset", "stats", source]);
		expect({ code, counted: /partly: 1 cameras/.test(stdout) }).toEqual({ code: 0, counted: true });
		expect(stderr).toMatch(/2 images have no usable label/);
		await program.fails(["stats", program.dataset("nolabels", entries.slice(0, 1))], 2, /no labels/);
	});

	it("draws the same picture again, with a record of all numbers", async () => {
		const source = await program.sound("drawn");
		const out = join(program.folder, "drawn.png");
		await program.json(["dataset", "stats", source, "--out", out]);
		const { width, height, channels } = await sharp(out).metadata();
		expect({ width, height, channels }).toEqual({ width: 1640, height: 980, channels: 4 });
		const first = readFileSync(out);
		const record = readRecord(join(program.folder, "drawn.json"));
		expect(record.outputs[0]?.file).toBe("drawn.png");
		await program.run(record.repeat);
		expect(readFileSync(out).equals(first)).toBe(true);
		await program.fails(["stats", source, "--out", join(program.folder, "drawn.jpg")], 2, /ends in \.png/);
	});

	const masked = ["/usr/share/fonts", "/usr/local/share/fonts", "/etc/fonts", "/var/cache/fontconfig"].filter((path) =>
		existsSync(path),
	);
	const mask = masked.map((path) => `mount -t tmpfs tmpfs ${path}`).join(" && ");
	const canMask = masked.length > 0 && spawnSync("unshare", ["-m", "sh", "-c", mask]).status === 0;
	describeIf(canMask, "no right to hide the system's fonts", "on a machine without fonts", () => {
		it("draws the same picture", async () => {
			const source = await program.sound("fontless");
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
		return program.dataset(name, [...entries, ["dataset.json", labelBytes(labels)]]);
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
		const source = program.dataset("sides", [...entries, ["dataset.json", labelBytes(labels)]]);
		const args = ["dataset", "rebalance", source, join(program.folder, "sides.json"), "--bins", "2"];
		expect(await program.json([...args, "--by", "published-yaw"])).toMatchObject({ before: { counts: [1, 3] } });
		expect(await program.json([...args, "--by", "published-yaw", "--absolute"])).toMatchObject({
			before: { counts: [2, 2] },
		});
	});

	it("refuses datasets without sound labels", async () => {
		const entries = await soundEntries(2);
		const out = join(program.folder, "never.json");
		await program.fails(["rebalance", program.dataset("none", entries.slice(0, 2)), out], 2, /no labels/);
		const labels = [[entries[0]?.[0] ?? "", cameraNumbers()]] as const;
		const source = program.dataset("half", [...entries.slice(0, 2), ["dataset.json", labelBytes(labels)]]);
		await program.fails(["rebalance", source, out], 2, /images without a label: 00000\/img00000001\.png/);
		await program.fails(["rebalance", source, "x.txt"], 2, /ends in \.zip or \.json/);
		await program.fails(["rebalance", source, out, "--bins", "1"], 2, /out of range/);
		expect(existsSync(out)).toBe(false);
	});
});
