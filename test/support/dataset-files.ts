/** Small datasets made in tests: pictures, labels, and files in memory. */

import { crc32, deflateSync } from "node:zlib";
import sharp from "sharp";
import { fovToIntrinsics } from "../../src/camera/intrinsics.ts";
import { cameraFromPose } from "../../src/camera/orbit.ts";
import { LABEL_FILE } from "../../src/data/file-names.ts";
import { openZip } from "../../src/data/zip-files.ts";
import { bytesInMemory } from "../../src/host/byte-source.ts";
import type { FileSet } from "../../src/host/file-set.ts";
import { handmadeZip } from "./handmade-zip.ts";
import { concatenate } from "./pickle-assembler.ts";

export type NamedBytes = readonly (readonly [name: string, bytes: Uint8Array])[];
export type Labels = readonly (readonly [name: string, values: unknown])[];

/** 25 numbers of a published camera, without negative zeros, which JSON does not keep. */
export function cameraNumbers(yaw = 0, pitch = 0): number[] {
	const cam2world = cameraFromPose({ yaw, pitch }, { pivot: [0, 0, 0.2], radius: 2.7 });
	return [...cam2world.data, ...fovToIntrinsics(18.837).data].map((value) => (value === 0 ? 0 : value));
}

/** Interleaved RGB that differs from pixel to pixel and from picture to picture. */
export function pictureData(seed: number, width: number, height: number = width): Uint8Array {
	return Uint8Array.from({ length: width * height * 3 }, (_, i) => (i * 7 + seed * 31 + (i % 3) * 50) % 256);
}

/** A PNG of `pictureData`. */
export async function picture(seed: number, width = 8, height: number = width): Promise<Uint8Array> {
	return await sharp(pictureData(seed, width, height), { raw: { width, height, channels: 3 } })
		.png()
		.toBuffer();
}

/** A PNG of one colour, put together by hand: thousands of them take no time. */
export function flatPng(side: number, colour: readonly [number, number, number]): Uint8Array {
	const row = [0, ...Array.from({ length: side }, () => colour).flat()];
	const pixels = Uint8Array.from(Array.from({ length: side }, () => row).flat());
	const header = new Uint8Array(13);
	new DataView(header.buffer).setUint32(0, side);
	new DataView(header.buffer).setUint32(4, side);
	header.set([8, 2], 8);
	const signature = Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a);
	const end = chunk("IEND", new Uint8Array());
	return concatenate([signature, chunk("IHDR", header), chunk("IDAT", deflateSync(pixels)), end]);
}

/** Length, name, data, checksum. */
function chunk(name: string, data: Uint8Array): Uint8Array {
	const named = concatenate([new TextEncoder().encode(name), data]);
	const bytes = new Uint8Array(named.length + 8);
	bytes.set(named, 4);
	new DataView(bytes.buffer).setUint32(0, data.length);
	new DataView(bytes.buffer).setUint32(bytes.length - 4, crc32(named));
	return bytes;
}

/** dataset.json as published tools write it. */
export function labelBytes(labels: Labels | null): Uint8Array {
	return new TextEncoder().encode(JSON.stringify({ labels }));
}

/** Files of an archive in memory. */
export async function filesOf(entries: NamedBytes): Promise<FileSet> {
	return await openZip(bytesInMemory("test.zip", handmadeZip(entries.map(([name, data]) => ({ name, data })))));
}

/** `count` labelled pictures `00000/img<number>.png` of yaw −0.5 to 0.5. */
export async function soundEntries(count: number, side = 8): Promise<[string, Uint8Array][]> {
	const entries: [string, Uint8Array][] = [];
	const labels: [string, number[]][] = [];
	for (let i = 0; i < count; i++) {
		const name = `00000/img${String(i).padStart(8, "0")}.png`;
		entries.push([name, await picture(i, side)]);
		labels.push([name, cameraNumbers(count > 1 ? i / (count - 1) - 0.5 : 0, 0.1)]);
	}
	return [...entries, [LABEL_FILE, labelBytes(labels)]];
}

/** A sound dataset of `count` pictures. */
export async function soundFiles(count: number, side = 8): Promise<FileSet> {
	return await filesOf(await soundEntries(count, side));
}
