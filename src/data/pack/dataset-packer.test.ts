import sharp from "sharp";
import { describe, expect, it } from "vitest";
import {
	cameraNumbers,
	filesOf,
	labelBytes,
	type NamedBytes,
	picture,
	pictureData,
	soundEntries,
} from "../../../test/support/dataset-files.ts";
import { cropLabel, mirrorLabel } from "../../camera/label.ts";
import { nodeImageCodec as codec } from "../../platform/node/image-codec.ts";
import { AbortedError, InputError } from "../../tensor/errors.ts";
import { readLabelTable } from "../check/check-labels.ts";
import { parseLabelTable } from "../label-table.ts";
import { DatasetPacker, type PackOptions, type PackSummary } from "./dataset-packer.ts";

const PLAIN: PackOptions = {
	crop: "none",
	resolution: null,
	mirror: false,
	format: "png",
	onlyLabelled: false,
	skipUnreadable: false,
};

interface Packed {
	readonly entries: ReadonlyMap<string, Uint8Array>;
	readonly summary: PackSummary;
	/** Of dataset.json. */
	readonly labels: ReadonlyMap<string, readonly number[]>;
}

async function pack(source: NamedBytes, options: Partial<PackOptions> = {}): Promise<Packed> {
	const files = await filesOf(source);
	const packer = new DatasetPacker(files, codec, await readLabelTable(files), { ...PLAIN, ...options });
	const entries = new Map<string, Uint8Array>();
	for await (const { name, bytes } of packer.entries()) entries.set(name, bytes);
	const { labels } = parseLabelTable(entries.get("dataset.json") ?? new Uint8Array(), "packed");
	return { entries, summary: packer.summary, labels: new Map([...labels].map(([name, { values }]) => [name, values])) };
}

async function refusal(work: Promise<unknown>): Promise<string> {
	const error: unknown = await work.catch((caught: unknown) => caught);
	expect(error).toBeInstanceOf(InputError);
	return (error as InputError).message;
}

async function pixelsOf(bytes: Uint8Array | undefined): Promise<Uint8Array> {
	return Uint8Array.from((await codec.decode(bytes ?? new Uint8Array())).data);
}

describe("packing", () => {
	it("names images by number in the order of their names, labels with them, dataset.json at last", async () => {
		const source: NamedBytes = [
			["b.png", await picture(2)],
			["a/z.png", await picture(1)],
			[
				"dataset.json",
				labelBytes([
					["b.png", cameraNumbers(2)],
					["a/z.png", cameraNumbers(1)],
				]),
			],
		];
		const { entries, labels, summary } = await pack(source);
		expect([...entries.keys()]).toEqual(["00000/img00000000.png", "00000/img00000001.png", "dataset.json"]);
		expect(await pixelsOf(entries.get("00000/img00000000.png"))).toEqual(pictureData(1, 8));
		expect([...labels]).toEqual([
			["00000/img00000000.png", cameraNumbers(1)],
			["00000/img00000001.png", cameraNumbers(2)],
		]);
		expect(summary).toEqual({
			...{ written: 2, mirrored: 0, copied: 2, enlarged: 0, labelled: true, resolution: 8 },
			...{ unlabelled: [], unreadable: [] },
		});
	});

	it("copies an image that needs no change byte for byte, and makes others again", async () => {
		const jpg = await sharp(await picture(1))
			.jpeg()
			.toBuffer();
		const grey = await sharp(await picture(2))
			.ensureAlpha(0.5)
			.png()
			.toBuffer();
		const source: NamedBytes = [
			["a.png", await picture(0)],
			["b.jpg", jpg],
			["c.png", grey],
		];
		const kept = await pack(source, { format: "keep" });
		expect([...kept.entries.keys()]).toEqual([
			"00000/img00000000.png",
			"00000/img00000001.jpg",
			"00000/img00000002.png",
			"dataset.json",
		]);
		expect(kept.entries.get("00000/img00000001.jpg")).toEqual(new Uint8Array(jpg));
		expect(kept.summary.copied).toBe(2);
		expect((await codec.header(kept.entries.get("00000/img00000002.png") ?? grey)).alpha).toBe(false);
		const png = await pack(source);
		expect(png.summary.copied).toBe(1);
		expect(await pixelsOf(png.entries.get("00000/img00000001.png"))).toEqual(await pixelsOf(jpg));
	});

	it("crops the middle square and moves the camera's centre with it", async () => {
		const label = cameraNumbers(0.2).map((value, index) => (index === 18 ? 0.4 : value));
		const source: NamedBytes = [
			["a.png", await picture(3, 12, 8)],
			["dataset.json", labelBytes([["a.png", label]])],
		];
		const { entries, labels } = await pack(source, { crop: "center" });
		const whole = pictureData(3, 12, 8);
		const expected = Array.from({ length: 8 }, (_, y) => [
			...whole.subarray((y * 12 + 2) * 3, (y * 12 + 10) * 3),
		]).flat();
		expect([...(await pixelsOf(entries.get("00000/img00000000.png")))]).toEqual(expected);
		const cropped = cropLabel(label, { width: 12, height: 8 }, { left: 2, top: 0, width: 8, height: 8 });
		expect(labels.get("00000/img00000000.png")).toEqual(cropped);
	});

	it("resizes with a Lanczos filter and leaves the label as it is", async () => {
		const { entries, labels, summary } = await pack(await soundEntries(2, 16), { resolution: 8 });
		const expected = await sharp(await picture(1, 16))
			.resize(8, 8, { kernel: "lanczos3" })
			.raw()
			.toBuffer();
		expect(await pixelsOf(entries.get("00000/img00000001.png"))).toEqual(new Uint8Array(expected));
		expect(labels.get("00000/img00000001.png")).toEqual(cameraNumbers(0.5, 0.1));
		expect(summary).toMatchObject({ resolution: 8, enlarged: 0, copied: 0 });
		expect((await pack(await soundEntries(2, 4), { resolution: 8 })).summary.enlarged).toBe(2);
	});

	it("lets every image be followed by its mirrored one, with the mirrored camera", async () => {
		const { entries, labels, summary } = await pack(await soundEntries(2), { mirror: true });
		expect([...entries.keys()]).toEqual([
			"00000/img00000000.png",
			"00000/img00000000_mirror.png",
			"00000/img00000001.png",
			"00000/img00000001_mirror.png",
			"dataset.json",
		]);
		const flopped = await sharp(await picture(1))
			.flop()
			.raw()
			.toBuffer();
		expect(await pixelsOf(entries.get("00000/img00000001_mirror.png"))).toEqual(new Uint8Array(flopped));
		expect(labels.get("00000/img00000001_mirror.png")).toEqual(mirrorLabel(cameraNumbers(0.5, 0.1)));
		expect(summary).toMatchObject({ written: 4, mirrored: 2 });
	});

	it("leaves out what has no label, and what is damaged, where it may, and says which", async () => {
		const source: NamedBytes = [...(await soundEntries(3)), ["x.png", await picture(8)]];
		const damaged = source.map(([name, bytes]): [string, Uint8Array] => [
			name,
			name.endsWith("1.png") ? bytes.subarray(0, 60) : bytes,
		]);
		const { summary, labels } = await pack(damaged, { onlyLabelled: true, skipUnreadable: true });
		expect(summary).toMatchObject({ written: 2, unlabelled: ["x.png"], unreadable: ["00000/img00000001.png"] });
		expect(labels.get("00000/img00000001.png")).toEqual(cameraNumbers(0.5, 0.1));
		expect(await refusal(pack(damaged))).toMatch(/'00000\/img00000001\.png': the image is damaged/);
	});

	it("says that there are no labels where there are none", async () => {
		const { summary, entries } = await pack([["a.png", await picture(0)]]);
		expect(summary.labelled).toBe(false);
		expect(new TextDecoder().decode(entries.get("dataset.json"))).toBe('{"labels": null}\n');
	});

	it("gives the same bytes however many images are worked on at a time", async () => {
		const options = { mirror: true, resolution: 4 } as const;
		const one = await pack(await soundEntries(5), { ...options, ahead: 1 });
		expect((await pack(await soundEntries(5), { ...options, ahead: 7 })).entries).toEqual(one.entries);
	});

	it("refuses images that are not square, and sizes that differ", async () => {
		expect(await refusal(pack([["a.png", await picture(0, 8, 6)]]))).toMatch(
			/'a\.png': is 8 × 6, want a square; give --crop center/,
		);
		const mixed: NamedBytes = [
			["a.png", await picture(0, 8)],
			["b.png", await picture(1, 16)],
		];
		expect(await refusal(pack(mixed))).toMatch(/'b\.png' is 16 pixels wide, those before it 8; give --resolution/);
		expect(await refusal(pack([["a.txt", Uint8Array.of(1)]]))).toMatch(/no image is left to pack/);
	});

	it("stops when it is told to", async () => {
		await expect(pack(await soundEntries(2), { signal: AbortSignal.abort() })).rejects.toBeInstanceOf(AbortedError);
	});
});
