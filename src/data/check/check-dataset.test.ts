/** Every fault that a dataset can have, made and found. Size: one table of all kinds, with what makes them. */

import { readFile } from "node:fs/promises";
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
	soundFiles,
} from "../../../test/support/dataset-files.ts";
import { handmadeZip } from "../../../test/support/handmade-zip.ts";
import { bytesInMemory } from "../../host/byte-source.ts";
import { nodeImageCodec as codec } from "../../platform/node/image-codec.ts";
import { AbortedError, InputError } from "../../tensor/errors.ts";
import { labelFile } from "../label-table.ts";
import { openZip } from "../zip-files.ts";
import { type CheckOptions, checkDataset, type DatasetReport, requireSound } from "./check-dataset.ts";
import { ALL_FINDING_KINDS, type FindingKind, TRAINING_TAKES } from "./finding-kinds.ts";

async function check(entries: NamedBytes, options: CheckOptions = {}): Promise<DatasetReport> {
	return await checkDataset(await filesOf(entries), codec, options);
}

/** Kind, count and examples of every finding, as text. */
function told({ findings }: DatasetReport): string[] {
	return findings.map(
		({ kind, count, examples }) => `${count} ${kind}: ${examples.map(({ name }) => name).join(", ")}`,
	);
}

const NAMES = ["00000/img00000000.png", "00000/img00000001.png", "00000/img00000002.png"] as const;

/** Three sound pictures with these labels instead. */
async function withLabels(labels: readonly (readonly [string, unknown])[] | null): Promise<NamedBytes> {
	return [...(await soundEntries(3)).slice(0, 3), ["dataset.json", labelBytes(labels)]];
}

/** Three sound pictures and labels, with one picture replaced. */
async function withPicture(bytes: Uint8Array, index = 1): Promise<NamedBytes> {
	return (await soundEntries(3)).map(([name, sound], i) => [name, i === index ? bytes : sound]);
}

function labels(...changes: readonly unknown[]): (readonly [string, unknown])[] {
	return NAMES.map((name, i) => [name, changes[i] ?? cameraNumbers(i)]);
}

describe("a sound dataset", () => {
	it("has no findings, and its numbers are told", async () => {
		const report = await checkDataset(await soundFiles(12), codec);
		expect(report).toEqual({
			name: "test.zip",
			images: 12,
			labelled: 12,
			repeats: 0,
			otherFiles: 0,
			sizes: [{ width: 8, height: 8, images: 12 }],
			pixels: true,
			ignored: [],
			findings: [],
		});
		expect(() => requireSound(report)).not.toThrow();
	});

	it("may hold other files", async () => {
		const report = await check([...(await soundEntries(2)), ["README.txt", Uint8Array.of(65)]]);
		expect(report).toMatchObject({ otherFiles: 1, findings: [] });
	});

	it("may repeat labels and, where it says so, images", async () => {
		const [[name = "", bytes = new Uint8Array()] = []] = await soundEntries(1);
		const entries = [name, "copy.png"].flatMap((one) => [
			[one, cameraNumbers()] as const,
			[one, cameraNumbers()] as const,
		]);
		const images: NamedBytes = [
			[name, bytes],
			["copy.png", bytes],
		];
		const meant = await check([...images, ["dataset.json", labelFile(entries, { bins: 2 })]]);
		expect({ told: told(meant), repeats: meant.repeats }).toEqual({ told: [], repeats: 2 });
		const notMeant = await check([...images, ["dataset.json", labelFile(entries)]]);
		expect(told(notMeant)).toEqual([`1 duplicate: ${name < "copy.png" ? "copy.png" : name}`]);
	});

	it("reports progress from image to image", async () => {
		const fractions: number[] = [];
		await checkDataset(await soundFiles(4), codec, { onProgress: ({ fraction }) => fractions.push(fraction) });
		expect(fractions).toEqual([0.25, 0.5, 0.75, 1]);
	});
});

describe("what is wrong with labels", () => {
	it.each<[string, () => Promise<NamedBytes>, string[]]>([
		["no dataset.json", async () => (await soundEntries(3)).slice(0, 3), ["1 no-labels: test.zip"]],
		["labels that are null", () => withLabels(null), ["1 no-labels: test.zip"]],
		[
			"a dataset.json that is no JSON",
			async () => [...(await soundEntries(1)).slice(0, 1), ["dataset.json", Uint8Array.of(91)]],
			["1 label-file-damaged: dataset.json", "1 label-missing: 00000/img00000000.png"],
		],
		[
			"entries that are no labels",
			() => withLabels([...labels(), ["x"] as never]),
			['1 label-malformed: entry 3: ["x"]'],
		],
		["missing labels", () => withLabels(labels().slice(0, 1)), [`2 label-missing: ${NAMES[1]}, ${NAMES[2]}`]],
		[
			"numbers in quotation marks",
			() => withLabels(labels(cameraNumbers().map(String))),
			[`1 label-not-numbers: ${NAMES[0]}`],
		],
		[
			"files of other formats that are labelled",
			async () => [
				...(await withLabels([...labels(), ["b.tif", cameraNumbers(4)], ["c.jfif", cameraNumbers(5)]])),
				["b.tif", Uint8Array.of(1)],
				["c.jfif", Uint8Array.of(2)],
				["unlabelled.gif", Uint8Array.of(3)],
			],
			["2 other-format: b.tif, c.jfif"],
		],
		["labels left over", () => withLabels([...labels(), ["x.png", cameraNumbers()]]), ["1 label-without-image: x.png"]],
		[
			"two labels of one image",
			() => withLabels([...labels(), [NAMES[1], cameraNumbers(3)]]),
			[`1 label-conflict: ${NAMES[1]}`],
		],
		["another length", () => withLabels(labels(undefined, [1, 2, 3])), [`1 label-length: ${NAMES[1]}`]],
		["a class in place of a camera", () => withLabels(labels(5, 6, 7)), [`3 label-length: ${NAMES.join(", ")}`]],
		["NaN", () => withLabels(labels(cameraNumbers().fill(Number.NaN, 3, 4))), [`1 label-not-finite: ${NAMES[0]}`]],
		["no rotation", () => withLabels(labels(cameraNumbers().fill(0.5, 0, 3))), [`1 label-no-rotation: ${NAMES[0]}`]],
		["another last row", () => withLabels(labels(cameraNumbers().fill(1, 12, 13))), [`1 label-last-row: ${NAMES[0]}`]],
		[
			"pixels as intrinsics",
			() => withLabels(labels(cameraNumbers().fill(256, 18, 19))),
			[`1 label-intrinsics: ${NAMES[0]}`],
		],
		[
			"cameras that look away",
			() => withLabels(labels(cameraNumbers().map((x, i) => ([1, 2].includes(i % 4) && i < 12 ? -x : x)))),
			[`1 label-looks-away: ${NAMES[0]}`],
		],
	])("is told: %s", async (_, entries, expected) => {
		expect(told(await check(await entries()))).toEqual(expected);
	});

	it("finds the image that a label of another case, ending or folder may mean", async () => {
		const { findings } = await check(await withLabels([...labels(), ["IMG00000001.jpg", cameraNumbers(3)]]));
		expect(findings[0]?.examples).toEqual([{ name: "IMG00000001.jpg", detail: `is it '${NAMES[1]}'?` }]);
	});

	it("takes names whose accents are written apart for those in dataset.json", async () => {
		const [first] = await soundEntries(1);
		const bytes = Uint8Array.from(first?.[1] ?? []);
		const files = await filesOf([
			["é.png".normalize("NFD"), bytes],
			["dataset.json", labelBytes([["é.png".normalize("NFC"), cameraNumbers()]])],
		]);
		expect(told(await checkDataset(files, codec))).toEqual([]);
		expect(await files.read("é.png".normalize("NFC"))).toEqual(bytes);
	});

	it("tells cameras that are wrong as a set, in units only where it knows the scene", async () => {
		const far = labels().map(([name, label]) => {
			const numbers = label as number[];
			return [name, numbers.map((x, i) => ([3, 7, 11].includes(i) ? x * 1000 : x))] as const;
		});
		const scenes = [{ boxWarp: 1, rayStart: 2.25, rayEnd: 3.3 }];
		expect(told(await check(await withLabels(far)))).toEqual([]);
		expect(told(await check(await withLabels(far), { scenes }))).toEqual([`3 cameras-miss-box: ${NAMES.join(", ")}`]);
	});

	it("says where dataset.json lies when it is not at the root", async () => {
		const { findings } = await check((await soundEntries(1)).map(([name, bytes]) => [`faces/${name}`, bytes]));
		expect(findings[0]?.examples[0]?.detail).toBe("it lies in 'faces/dataset.json', not at the root");
	});
});

describe("what is wrong with images", () => {
	it.each<[string, () => Promise<NamedBytes>, string[]]>([
		["an empty archive", async () => [], ["1 empty: test.zip"]],
		[
			"images of other formats only",
			async () => [
				["a.BMP", Uint8Array.of(1)],
				["b.tiff", Uint8Array.of(2)],
			],
			["1 empty: test.zip", "2 other-format: a.BMP, b.tiff"],
		],
		["labels and no images", async () => [["dataset.json", labelBytes(labels())]], ["1 empty: test.zip"]],
		["an empty file", () => withPicture(new Uint8Array()), [`1 unreadable: ${NAMES[1]}`]],
		["a text", () => withPicture(new TextEncoder().encode("<svg/>")), [`1 unreadable: ${NAMES[1]}`]],
		["a picture cut off", async () => withPicture((await picture(1)).subarray(0, -20)), [`1 unreadable: ${NAMES[1]}`]],
		[
			"a damaged byte",
			async () => withPicture((await picture(1)).map((x, i) => (i === 60 ? x ^ 255 : x))),
			[`1 unreadable: ${NAMES[1]}`],
		],
		["one of another size", async () => withPicture(await picture(1, 16)), [`1 mixed-sizes: ${NAMES[1]}`]],
		[
			"one that is not square",
			async () => withPicture(await picture(1, 16, 8)),
			[`1 mixed-sizes: ${NAMES[1]}`, `1 not-square: ${NAMES[1]}`],
		],
		["sides of 12", () => soundEntries(2, 12), [`2 no-power-of-two: ${NAMES[0]}, ${NAMES[1]}`]],
		["the same picture twice", async () => withPicture(await picture(0), 2), [`1 duplicate: ${NAMES[2]}`]],
		[
			"an alpha channel",
			async () =>
				withPicture(
					await sharp(await picture(1))
						.ensureAlpha(0.5)
						.png()
						.toBuffer(),
				),
			[`1 alpha: ${NAMES[1]}`],
		],
		[
			"a picture that a tag turns",
			async () =>
				withPicture(
					await sharp(await picture(1))
						.withMetadata({ orientation: 6 })
						.jpeg()
						.toBuffer(),
				),
			[`1 orientation: ${NAMES[1]}`],
		],
	])("is told: %s", async (_, entries, expected) => {
		expect(told(await check(await entries()))).toEqual(expected);
	});

	it("tells sizes other than asked for, in place of mixed ones", async () => {
		const report = await check(await withPicture(await picture(1, 16)), { side: 16 });
		expect(told(report)).toEqual([`2 wrong-size: ${NAMES[0]}, ${NAMES[2]}`]);
		expect(report.sizes).toEqual([
			{ width: 8, height: 8, images: 2 },
			{ width: 16, height: 16, images: 1 },
		]);
	});

	it("finds the same pixels in another file format, or without pixels the same file only", async () => {
		const data = pictureData(0, 8);
		const webp = await sharp(data, { raw: { width: 8, height: 8, channels: 3 } })
			.webp({ lossless: true })
			.toBuffer();
		const entries = await withPicture(webp, 2);
		expect(told(await check(entries))).toEqual([`1 duplicate: ${NAMES[2]}`]);
		expect(told(await check(entries, { pixels: false }))).toEqual([]);
		expect(told(await check(await withPicture(await picture(0), 2), { pixels: false }))).toEqual([
			`1 duplicate: ${NAMES[2]}`,
		]);
	});

	it("does not see damage behind the header without pixels", async () => {
		const entries = await withPicture((await picture(1)).subarray(0, -20));
		expect(told(await check(entries, { pixels: false }))).toEqual([]);
	});

	it("tells what the archive hides", async () => {
		const data = await picture(9);
		const [sound] = await soundEntries(1);
		const entries = [
			{ name: "a.png", data: sound?.[1] ?? data },
			{ name: "dataset.json", data: labelBytes([["a.png", cameraNumbers()]]) },
			{ name: "a.png", data },
			{ name: "../up.png", data },
			{ name: "secret.png", data, flags: 1, method: 8 },
			{ name: "odd.png", data, method: 12 },
			{ name: "bomb.png", data, method: 8, declared: 2 ** 31 },
		];
		const files = await openZip(bytesInMemory("x.zip", handmadeZip(entries)));
		expect(told(await checkDataset(files, codec))).toEqual([
			"1 unsafe-name: ../up.png",
			"1 duplicate-name: a.png",
			"1 encrypted: secret.png",
			"1 unknown-compression: odd.png",
			"1 too-large: bomb.png",
		]);
	});
});

describe("findings", () => {
	it("count all cases and show the first ten", async () => {
		const entries = (await soundEntries(15)).map(([name, bytes]): [string, Uint8Array] => [
			name,
			name.endsWith("g") ? new Uint8Array() : bytes,
		]);
		const [finding] = (await check(entries)).findings;
		expect(finding).toMatchObject({ kind: "unreadable", count: 15, what: "images that cannot be read" });
		expect(finding?.examples).toHaveLength(10);
		expect(finding?.examples[0]).toEqual({ name: NAMES[0], detail: "the file is empty" });
	});

	it("are left out where they are to be ignored, and named as such", async () => {
		const report = await check(await withPicture(await picture(0), 2), { ignore: ["duplicate"] });
		expect(report).toMatchObject({ findings: [], ignored: ["duplicate"] });
	});

	it("refuse a dataset with a list of all of them", async () => {
		const report = await check(await withLabels(labels([1], cameraNumbers().fill(Number.NaN, 0, 1), null)));
		let message = "";
		try {
			requireSound(report);
		} catch (error) {
			expect(error).toBeInstanceOf(InputError);
			message = (error as InputError).message;
		}
		expect(message.split("\n")).toEqual([
			"dataset 'test.zip' cannot be used:",
			expect.stringMatching(
				/ {2}- 1 labels that are not 25 numbers: 00000\/img00000000\.png \(1 numbers\) – want row-major/,
			),
			expect.stringMatching(/ {2}- 1 labels with NaN.*img00000001\.png \(number 0 is NaN\) – leave these images out/),
		]);
	});

	it("stop when they are told to", async () => {
		const signal = AbortSignal.abort();
		await expect(checkDataset(await soundFiles(3), codec, { signal })).rejects.toBeInstanceOf(AbortedError);
	});

	it("stand in the docs, all of them, with those that training takes", async () => {
		const docs = await readFile(new URL("../../../docs/datasets.md", import.meta.url), "utf8");
		const table = docs.slice(docs.indexOf("### Findings of check"), docs.indexOf("## In a program"));
		const rows = table.split("\n").filter((line) => line.startsWith("| `"));
		const kinds = rows.flatMap((line) =>
			[...(line.split("|")[1] ?? "").matchAll(/`([a-z-]+)`/g)].map(([, kind]) => kind),
		);
		expect(kinds.toSorted()).toEqual([...ALL_FINDING_KINDS].sort());
		const taken = /refuses a dataset with faults before it starts, except ([^;.]*)/.exec(docs)?.[1] ?? "";
		expect([...taken.matchAll(/`([a-z-]+)`/g)].map(([, kind]) => kind).sort()).toEqual([...TRAINING_TAKES].sort());
	});

	it("have a name for each kind, each once", () => {
		expect(new Set<FindingKind>(ALL_FINDING_KINDS).size).toBe(ALL_FINDING_KINDS.length);
	});
});
