import { describe, expect, it } from "vitest";
import {
	cameraNumbers,
	filesOf,
	labelBytes,
	picture,
	pictureData,
	soundEntries,
	soundFiles,
} from "../../test/support/dataset-files.ts";
import { mirrorLabel } from "../camera/label.ts";
import { nodeImageCodec as codec } from "../platform/node/image-codec.ts";
import { InputError } from "../tensor/errors.ts";
import { openDataset } from "./dataset.ts";
import { planarImage } from "./image-tensors.ts";
import { labelFile } from "./label-table.ts";

async function refusal(work: Promise<unknown>): Promise<string> {
	const error: unknown = await work.catch((caught: unknown) => caught);
	expect(error).toBeInstanceOf(InputError);
	return (error as InputError).message;
}

describe("a dataset", () => {
	it("has an item for each image: its pixels and its camera", async () => {
		const dataset = await openDataset(await soundFiles(5), codec);
		expect(dataset).toMatchObject({ length: 5, imageCount: 5, resolution: 8, hasLabels: true });
		const { name, mirrored, image, label } = await dataset.item(3);
		expect({ name, mirrored }).toEqual({ name: "00000/img00000003.png", mirrored: false });
		const pixels = { width: 8, height: 8, channels: 3, data: pictureData(3, 8) } as const;
		expect(image).toEqual(planarImage(pixels, false));
		expect(label.shape).toEqual([25]);
		expect([...label.data]).toEqual([...Float32Array.from(cameraNumbers(0.25, 0.1))]);
		expect(dataset.label(3)).toEqual(label);
	});

	it("goes on with the mirrored images and the mirrored cameras", async () => {
		const dataset = await openDataset(await soundFiles(3), codec, { mirror: true });
		expect(dataset).toMatchObject({ length: 6, imageCount: 3 });
		const { name, mirrored, image, label } = await dataset.item(4);
		expect({ name, mirrored }).toEqual({ name: "00000/img00000001.png", mirrored: true });
		const pixels = { width: 8, height: 8, channels: 3, data: pictureData(1, 8) } as const;
		expect(image).toEqual(planarImage(pixels, true));
		expect([...label.data]).toEqual([...Float32Array.from(mirrorLabel(cameraNumbers(0, 0.1)))]);
	});

	it("counts an image as often as its label is listed", async () => {
		const entries = await soundEntries(3);
		const labels = [0, 2, 2, 1, 2].map((i): [string, number[]] => [entries[i]?.[0] ?? "", cameraNumbers(i)]);
		const dataset = await openDataset(
			await filesOf([...entries.slice(0, 3), ["dataset.json", labelFile(labels)]]),
			codec,
		);
		expect(dataset).toMatchObject({ length: 5, imageCount: 3 });
		const names = await Promise.all([0, 1, 2, 3, 4].map(async (index) => (await dataset.item(index)).name.at(-5)));
		expect(names).toEqual(["0", "1", "2", "2", "2"]);
	});

	it("has labels of zeros where none are wanted or dataset.json is not needed", async () => {
		const unlabelled = await filesOf([["a.png", await picture(0)]]);
		const dataset = await openDataset(unlabelled, codec, { labels: false });
		expect(dataset.hasLabels).toBe(false);
		expect([...(await dataset.item(0)).label.data]).toEqual(new Array(25).fill(0));
		expect(await refusal(openDataset(unlabelled, codec))).toMatch(/no labels: test\.zip – want dataset\.json/);
	});

	it.each([-1, 3, 1.5, Number.NaN])("refuses item %f of 3", async (index) => {
		const dataset = await openDataset(await soundFiles(3), codec);
		expect(await refusal(dataset.item(index))).toMatch(/item .* is not there, want 0 to 2/);
	});

	it("is refused without images, with refused names, and with labels that are no cameras, all of them named", async () => {
		expect(await refusal(openDataset(await filesOf([]), codec))).toMatch(/no images/);
		const sound = await soundEntries(2);
		const unsafe = await filesOf([...sound, ["../x.png", await picture(1)]]);
		expect(await refusal(openDataset(unsafe, codec))).toMatch(/'\.\.\/x\.png' is refused \(unsafe-name\)/);
		const images = sound.slice(0, 2);
		const [a = "", b = ""] = images.map(([name]) => name);
		const labels: [string, unknown][] = [
			[a, [1, 2]],
			[b, cameraNumbers().map((x, i) => (i === 2 ? null : x))],
			["c.png", cameraNumbers()],
		];
		const message = await refusal(openDataset(await filesOf([...images, ["dataset.json", labelBytes(labels)]]), codec));
		expect(message).toMatch(/1 labels that are not 25 numbers: 00000\/img00000000\.png \(2 numbers\)/);
		expect(message).toMatch(/1 labels with NaN.*img00000001\.png \(number 2 is NaN\)/);
		expect(message).toMatch(/1 labels without an image: c\.png/);
	});

	it("names the image that is damaged, or of another size, when it comes to it", async () => {
		const [first, ...rest] = await soundEntries(3);
		const [second, third, labels] = rest;
		if (!(first && second && third && labels)) throw new Error("want three images");
		const files = await filesOf([
			first,
			[second[0], second[1].subarray(0, 60)],
			[third[0], await picture(2, 16)],
			labels,
		]);
		const dataset = await openDataset(files, codec);
		expect(await refusal(dataset.item(1))).toMatch(/'00000\/img00000001\.png': the image is damaged/);
		expect(await refusal(dataset.item(2))).toMatch(/img00000002\.png' is 16 × 16, but the first image is 8 × 8/);
	});

	it("is refused when its images are not square", async () => {
		const files = await filesOf([["a.png", await picture(0, 8, 6)]]);
		expect(await refusal(openDataset(files, codec, { labels: false }))).toMatch(/'a\.png' is 8 × 6, want a square/);
	});
});
