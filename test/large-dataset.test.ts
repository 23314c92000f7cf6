import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { crc32 } from "node:zlib";
import { afterAll, describe, expect, it } from "vitest";
import { BatchReader } from "../src/data/batch-reader.ts";
import { checkDataset } from "../src/data/check/check-dataset.ts";
import { openDataset } from "../src/data/dataset.ts";
import { labelFile } from "../src/data/label-table.ts";
import { openZip } from "../src/data/zip-files.ts";
import { storedZip, type ZipContent } from "../src/data/zip-writer.ts";
import type { ByteSource } from "../src/host/byte-source.ts";
import { openFile } from "../src/platform/node/file-source.ts";
import { nodeImageCodec } from "../src/platform/node/image-codec.ts";
import { openFiles } from "../src/platform/node/open-files.ts";
import { writeStreamWhole } from "../src/platform/node/write-stream.ts";
import { cameraNumbers, flatPng } from "./support/dataset-files.ts";

const COUNT = 3000;
const root = mkdtempSync(join(tmpdir(), "triplane-large-"));
afterAll(() => rmSync(root, { recursive: true, force: true }));

function nameOf(index: number): string {
	return `${String(Math.floor(index / 1000)).padStart(5, "0")}/img${String(index).padStart(8, "0")}.png`;
}

/** One flat colour per image, so that each can be told from the others. */
function colourOf(index: number): [number, number, number] {
	return [index % 256, (index >> 4) % 256, (index * 7) % 256];
}

function* entries(): Generator<ZipContent> {
	for (let index = 0; index < COUNT; index++) yield { name: nameOf(index), bytes: flatPng(4, colourOf(index)) };
	const labels = Array.from(
		{ length: COUNT },
		(_, index) => [nameOf(index), cameraNumbers(index / COUNT - 0.5)] as const,
	);
	yield { name: "dataset.json", bytes: labelFile(labels) };
}

describe("a dataset of 3000 images in a zip", () => {
	const path = join(root, "faces.zip");
	const written = writeStreamWhole(path, storedZip(entries(), crc32));

	it("is opened by reading its directory, and an image by reading that image", async () => {
		const { bytes } = await written;
		await using file = await openFile(path);
		let asked = 0;
		const counted: ByteSource = {
			...file,
			read: (offset, length) => {
				asked += length;
				return file.read(offset, length);
			},
		};
		const files = await openZip(counted);
		expect(files.sizes.size).toBe(COUNT + 1);
		// the end record with the longest comment there may be, and the directory
		expect(asked).toBeLessThan(65_600 + COUNT * 80);
		expect(asked).toBeLessThan(bytes / 4);
		asked = 0;
		const content = await files.read(nameOf(2345));
		expect(asked).toBe(30 + content.byteLength);
		const { data } = await nodeImageCodec.decode(content);
		expect([...data.subarray(0, 3)]).toEqual(colourOf(2345));
	});

	it("is sound, every image of it", async () => {
		await written;
		await using files = await openFiles(path);
		const report = await checkDataset(files, nodeImageCodec);
		expect(report).toMatchObject({ images: COUNT, labelled: COUNT, findings: [] });
	});

	it("gives batches in which every image has its own label", async () => {
		await written;
		await using files = await openFiles(path);
		const dataset = await openDataset(files, nodeImageCodec);
		const reader = new BatchReader(dataset, { batch: 16, start: 1 });
		const seen = new Set<number>();
		for (let step = 0; step < 20; step++) {
			const { images, labels, indices } = await reader.next();
			for (const [row, index] of indices.entries()) {
				seen.add(index);
				const planes = images.data.subarray(row * 48, (row + 1) * 48);
				expect([planes[0], planes[16], planes[32]]).toEqual(colourOf(index));
				expect(labels.data.slice(row * 25, row * 25 + 25)).toEqual(
					Float32Array.from(cameraNumbers(index / COUNT - 0.5)),
				);
			}
		}
		expect(seen.size).toBe(320);
	});
});
