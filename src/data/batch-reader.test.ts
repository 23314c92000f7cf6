import { describe, expect, it } from "vitest";
import { filesOf, soundEntries, soundFiles } from "../../test/support/dataset-files.ts";
import { nodeImageCodec as codec } from "../platform/node/image-codec.ts";
import { AbortedError, InputError } from "../tensor/errors.ts";
import { type Batch, BatchReader } from "./batch-reader.ts";
import { type Dataset, openDataset } from "./dataset.ts";
import { InfiniteSampler } from "./infinite-sampler.ts";

async function take(reader: BatchReader, count: number): Promise<Batch[]> {
	const batches: Batch[] = [];
	for (let i = 0; i < count; i++) batches.push(await reader.next());
	return batches;
}

describe("batches", () => {
	it("hold the images and labels of the items that the sampler draws", async () => {
		const dataset = await openDataset(await soundFiles(5), codec, { mirror: true });
		const reader = new BatchReader(dataset, { batch: 3, start: 11 });
		const sampler = new InfiniteSampler(10, 11);
		for (const { images, labels, indices } of await take(reader, 5)) {
			expect(images.shape).toEqual([3, 3, 8, 8]);
			expect(labels.shape).toEqual([3, 25]);
			expect(indices).toEqual([sampler.next(), sampler.next(), sampler.next()]);
			for (const [row, index] of indices.entries()) {
				const item = await dataset.item(index);
				expect(images.data.subarray(row * 192, (row + 1) * 192)).toEqual(item.image.data);
				expect(labels.data.subarray(row * 25, (row + 1) * 25)).toEqual(item.label.data);
			}
		}
	});

	it("continue from a snapshot as if they had not stopped, whatever was decoded ahead", async () => {
		const dataset = await openDataset(await soundFiles(7), codec);
		const reader = new BatchReader(dataset, { batch: 2, start: 5, ahead: 6 });
		await take(reader, 3);
		const start = reader.snapshot();
		const expected = await take(reader, 10);
		for (const ahead of [0, 1, 20]) {
			expect(await take(new BatchReader(dataset, { batch: 2, start, ahead }), 10)).toEqual(expected);
		}
		expect(reader.given).toBe(26);
	});

	it("are decoded ahead, and no further than asked for", async () => {
		const inner = await openDataset(await soundFiles(4), codec);
		let asked = 0;
		const dataset: Dataset = {
			...inner,
			length: inner.length,
			label: (index) => inner.label(index),
			item: (index) => {
				asked += 1;
				return inner.item(index);
			},
		};
		const reader = new BatchReader(dataset, { batch: 2, start: 0, ahead: 5 });
		expect(asked).toBe(0);
		await reader.next();
		expect(asked).toBe(7);
		await reader.next();
		expect(asked).toBe(9);
	});

	it("end with the message of the image that is damaged, and not before it is due", async () => {
		const entries = await soundEntries(6);
		const order = new InfiniteSampler(6, 0);
		const [, , , bad] = [order.next(), order.next(), order.next(), order.next()];
		const damaged = entries.map(([name, bytes], i): [string, Uint8Array] => [
			name,
			i === bad ? bytes.subarray(0, 50) : bytes,
		]);
		const reader = new BatchReader(await openDataset(await filesOf(damaged), codec), { batch: 2, start: 0 });
		await reader.next();
		await expect(reader.next()).rejects.toThrow(/damaged/);
	});

	it("end when they are stopped", async () => {
		const controller = new AbortController();
		const dataset = await openDataset(await soundFiles(3), codec);
		const reader = new BatchReader(dataset, { batch: 2, start: 0, signal: controller.signal });
		await reader.next();
		controller.abort();
		await expect(reader.next()).rejects.toBeInstanceOf(AbortedError);
	});

	it("refuse sizes that cannot be", async () => {
		const dataset = await openDataset(await soundFiles(3), codec);
		expect(() => new BatchReader(dataset, { batch: 0, start: 0 })).toThrow(InputError);
		expect(() => new BatchReader(dataset, { batch: 2, start: 0, ahead: -1 })).toThrow(InputError);
	});
});
