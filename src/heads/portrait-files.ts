/** Portraits as files: the images and labels of a dataset, and what is known of each beside them. */

import { safetensorsChunks } from "../checkpoint/safetensors/writer.ts";
import { LABEL_FILE } from "../data/file-names.ts";
import { inOrder } from "../data/in-order.ts";
import { labelFile } from "../data/label-table.ts";
import type { ZipContent } from "../data/zip-writer.ts";
import type { ProgressListener } from "../host/progress.ts";
import type { HostTensor } from "../tensor/host-tensor.ts";
import type { PixelImage } from "../tensor/pixels.ts";
import { type PortraitSet, portrait, portraitLabel } from "./portrait.ts";
import type { Pictures, Studio } from "./studio/studio.ts";
import { describePortrait } from "./truth/describe.ts";
import type { TruthMaps } from "./truth/maps.ts";

export interface PortraitFilesOptions {
	readonly set: PortraitSet;
	/** Portraits, numbers 0 to count − 1. */
	readonly count: number;
	/** Width and height, pixels. */
	readonly resolution: number;
	readonly onProgress?: ProgressListener | undefined;
	readonly signal?: AbortSignal | undefined;
}

/** Where a portrait's files are, as in the published datasets, without ending. */
export function portraitPath(index: number): string {
	return `${String(Math.floor(index / 1000)).padStart(5, "0")}/img${String(index).padStart(8, "0")}`;
}

/**
 * The files of a dataset, one by one, `dataset.json` last. The same options give the same files in any studio.
 * @param encode  makes the PNG file of an image
 */
export async function* portraitFiles(
	studio: Studio,
	encode: (image: PixelImage) => Promise<Uint8Array>,
	options: PortraitFilesOptions,
): AsyncGenerator<ZipContent, void, undefined> {
	const labels: (readonly [string, readonly number[]])[] = [];
	for await (const { index, made } of pictures(studio, "image", encode, options)) {
		const name = `${portraitPath(index)}.png`;
		labels.push([name, [...portraitLabel(options.set, index).data]]);
		yield { name, bytes: made };
	}
	yield { name: LABEL_FILE, bytes: labelFile(labels) };
}

/**
 * What is known of the same portraits: of each a JSON file (pose, label, gaze, landmarks, identity) and, with `maps`, a
 * safetensors file (`depth`, `normals`, `parts`, `eyes`, as `TruthMaps` has them).
 */
export async function* truthFiles(
	studio: Studio,
	maps: boolean,
	options: PortraitFilesOptions,
): AsyncGenerator<ZipContent, void, undefined> {
	const { set, count } = options;
	if (maps) {
		for await (const { index, made } of pictures(studio, "maps", async (one) => mapFile(one), options)) {
			yield describedFile(set, index);
			yield { name: `${portraitPath(index)}.safetensors`, bytes: made };
		}
	} else {
		for (let index = 0; index < count; index++) yield describedFile(set, index);
	}
}

function describedFile(set: PortraitSet, index: number): ZipContent {
	const text = `${JSON.stringify(describePortrait(portrait(set, index)), null, "\t")}\n`;
	return { name: `${portraitPath(index)}.json`, bytes: new TextEncoder().encode(text) };
}

function mapFile(maps: TruthMaps): Uint8Array {
	const chunks = safetensorsChunks(new Map<string, HostTensor>(Object.entries(maps)));
	const bytes = new Uint8Array(chunks.reduce((sum, chunk) => sum + chunk.byteLength, 0));
	let at = 0;
	for (const chunk of chunks) {
		bytes.set(chunk, at);
		at += chunk.byteLength;
	}
	return bytes;
}

interface Made {
	readonly index: number;
	readonly made: Uint8Array;
}

/** Pictures of all portraits, in order, made into files ahead of those who take them. */
async function* pictures<K extends keyof Pictures>(
	studio: Studio,
	kind: K,
	make: (picture: Pictures[K]) => Promise<Uint8Array>,
	{ set, count, resolution, onProgress, signal }: PortraitFilesOptions,
): AsyncGenerator<Made, void, undefined> {
	const take = async (index: number): Promise<Made> => {
		return { index, made: await make(await studio.take(kind, { set, index, size: resolution })) };
	};
	const ahead = studio.size * 4;
	for await (const one of inOrder(upTo(count), take, { ahead, signal, what: "dataset heads" })) {
		onProgress?.({ stage: portraitPath(one.index), fraction: (one.index + 1) / count });
		yield one;
	}
}

function* upTo(count: number): Generator<number, void, undefined> {
	for (let index = 0; index < count; index++) yield index;
}
