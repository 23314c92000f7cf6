/** Datasets: writing and opening an archive of 100,000 images, and batches for training out of one. */

import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { crc32 } from "node:zlib";
import { fovToIntrinsics } from "../src/camera/intrinsics.ts";
import { cameraFromPose } from "../src/camera/orbit.ts";
import { BatchReader } from "../src/data/batch-reader.ts";
import { openDataset } from "../src/data/dataset.ts";
import { labelFile } from "../src/data/label-table.ts";
import { storedZip, type ZipContent } from "../src/data/zip-writer.ts";
import { encodeImage } from "../src/platform/node/encode-image.ts";
import { nodeImageCodec } from "../src/platform/node/image-codec.ts";
import { openFiles } from "../src/platform/node/open-files.ts";
import { writeStreamWhole } from "../src/platform/node/write-stream.ts";
import { RandomState } from "../src/tensor/random-state.ts";
import type { Benchmark } from "./benchmark.ts";

const MANY = 100_000;

function nameOf(index: number): string {
	return `${String(Math.floor(index / 1000)).padStart(5, "0")}/img${String(index).padStart(8, "0")}.png`;
}

/** A picture with some noise, so that it packs about as badly as a photograph. */
async function picture(side: number, seed: number): Promise<Uint8Array> {
	const noise = new RandomState(seed).uniformFloat32(side * side * 3);
	const data = Uint8Array.from(noise, (value, i) => (i / (side * 3)) * (200 / side) + value * 24);
	return await encodeImage({ width: side, height: side, channels: 3, data }, "png");
}

function* entries(images: readonly Uint8Array[], count: number): Generator<ZipContent> {
	const { data: intrinsics } = fovToIntrinsics(18.837);
	const labels: [string, number[]][] = [];
	for (let index = 0; index < count; index++) {
		const { data } = cameraFromPose({ yaw: index / count - 0.5, pitch: 0.1 }, { pivot: [0, 0, 0.2], radius: 2.7 });
		labels.push([nameOf(index), [...data, ...intrinsics]]);
		yield { name: nameOf(index), bytes: images[index % images.length] ?? new Uint8Array() };
	}
	yield { name: "dataset.json", bytes: labelFile(labels) };
}

async function write(path: string, side: number, count: number): Promise<void> {
	const images = await Promise.all(Array.from({ length: 8 }, (_, seed) => picture(side, seed)));
	await writeStreamWhole(path, storedZip(entries(images, count), crc32));
}

const writing: Benchmark = {
	name: "dataset-write-100k",
	what: "a stored zip of 100,000 images of 32²",
	runs: 3,
	prepare: async () => {
		const folder = await mkdtemp(join(tmpdir(), "triplane-bench-"));
		const run = (): Promise<void> => write(join(folder, "faces.zip"), 32, MANY);
		return { run, dispose: () => rm(folder, { recursive: true }) };
	},
};

const opening: Benchmark = {
	name: "dataset-open-100k",
	what: "names and labels of 100,000 images in a zip (memory: with making it)",
	runs: 5,
	prepare: async () => {
		const folder = await mkdtemp(join(tmpdir(), "triplane-bench-"));
		const path = join(folder, "faces.zip");
		await write(path, 32, MANY);
		const run = async (): Promise<void> => {
			await using files = await openFiles(path);
			const { length } = await openDataset(files, nodeImageCodec);
			if (length !== MANY) throw new Error(`${length} items`);
		};
		return { run, dispose: () => rm(folder, { recursive: true }) };
	},
};

function batches(side: number): Benchmark {
	return {
		name: `dataset-batch-${side}`,
		what: `one batch of 32 images of ${side}², shuffled, decoded ahead`,
		runs: 20,
		prepare: async () => {
			const folder = await mkdtemp(join(tmpdir(), "triplane-bench-"));
			const path = join(folder, "faces.zip");
			await write(path, side, 2000);
			const files = await openFiles(path);
			const reader = new BatchReader(await openDataset(files, nodeImageCodec), { batch: 32, start: 0 });
			return {
				run: async () => {
					await reader.next();
				},
				dispose: async () => {
					await files[Symbol.asyncDispose]();
					await rm(folder, { recursive: true });
				},
			};
		},
	};
}

export const DATASET_BENCHMARKS: readonly Benchmark[] = [writing, opening, batches(128), batches(512)];
