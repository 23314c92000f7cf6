/** Looks at every image: whether it can be read, its size, and whether it is there twice. */

import type { FileSet } from "../../host/file-set.ts";
import type { ImageDecoder, ImageHeader } from "../../host/image-codec.ts";
import { InputError } from "../../tensor/errors.ts";
import { inOrder } from "../in-order.ts";
import type { LabelTable } from "../label-table.ts";
import type { FindingCollector } from "./findings.ts";

/** A size, and how many images have it. */
export interface SizeCount {
	readonly width: number;
	readonly height: number;
	readonly images: number;
}

export interface ImageCheckOptions {
	/** Decode every pixel, and compare images by them; else only headers are read, and files compared. */
	readonly pixels: boolean;
	/** Width and height that all should have, or `null`: any one power of two. */
	readonly side: number | null;
	readonly ahead: number;
	readonly signal?: AbortSignal | undefined;
	readonly onImage?: ((done: number) => void) | undefined;
}

interface SeenImage {
	readonly name: string;
	readonly header: ImageHeader | null;
	/** Hash of its content; `null` where it cannot be read. */
	readonly hash: string | null;
	readonly error: string | null;
}

/** Adds what is wrong with images, and returns the sizes, the commonest first. */
export async function checkImages(
	files: FileSet,
	decoder: ImageDecoder,
	images: readonly string[],
	table: LabelTable,
	findings: FindingCollector,
	options: ImageCheckOptions,
): Promise<SizeCount[]> {
	const { ahead, signal, onImage } = options;
	const sizes = new Map<string, { width: number; height: number; names: string[] }>();
	const hashes = new Map<string, string>();
	const look = (name: string): Promise<SeenImage> => lookAt(files, decoder, name, options.pixels);
	let done = 0;
	for await (const { name, header, hash, error } of inOrder(images, look, { ahead, signal, what: "dataset check" })) {
		if (error !== null) findings.add("unreadable", name, error);
		if (header) noteHeader(name, header, sizes, findings);
		if (hash !== null) noteHash(name, hash, hashes, table, findings);
		done += 1;
		onImage?.(done);
	}
	return judgeSizes(sizes, options.side, findings);
}

async function lookAt(files: FileSet, decoder: ImageDecoder, name: string, pixels: boolean): Promise<SeenImage> {
	let header: ImageHeader | null = null;
	try {
		const bytes = await files.read(name);
		header = await decoder.header(bytes);
		if (!pixels) return { name, header, hash: await contentHash(bytes), error: null };
		const { width, data } = await decoder.decode(bytes);
		return { name, header, hash: `${width} ${await contentHash(data)}`, error: null };
	} catch (error) {
		if (!(error instanceof InputError)) throw error;
		return { name, header, hash: null, error: error.message };
	}
}

/** SHA-256, in hexadecimal; every platform has it. */
async function contentHash(bytes: Uint8Array): Promise<string> {
	const digest = await crypto.subtle.digest("SHA-256", bytes as Uint8Array<ArrayBuffer>);
	return Array.from(new Uint8Array(digest), (byte) => byte.toString(16).padStart(2, "0")).join("");
}

type Sizes = Map<string, { width: number; height: number; names: string[] }>;

function noteHeader(name: string, header: ImageHeader, sizes: Sizes, findings: FindingCollector): void {
	const { width, height, alpha, orientation } = header;
	if (alpha) findings.add("alpha", name);
	if (orientation !== 1) findings.add("orientation", name, `orientation ${orientation}`);
	const size = `${width} × ${height}`;
	const known = sizes.get(size);
	if (known) known.names.push(name);
	else sizes.set(size, { width, height, names: [name] });
}

/** The same content with the same label is meant where `dataset rebalance` says so. */
function noteHash(
	name: string,
	hash: string,
	hashes: Map<string, string>,
	table: LabelTable,
	findings: FindingCollector,
): void {
	const earlier = hashes.get(hash);
	if (earlier === undefined) {
		hashes.set(hash, name);
		return;
	}
	const [label, earlierLabel] = [table.labels.get(name), table.labels.get(earlier)];
	const sameLabel = label?.values.every((value, index) => value === earlierLabel?.values[index]) ?? false;
	if (!(table.rebalanced && sameLabel)) findings.add("duplicate", name, `equals ${earlier}`);
}

function judgeSizes(sizes: Sizes, side: number | null, findings: FindingCollector): SizeCount[] {
	const sorted = [...sizes.entries()].sort(([, a], [, b]) => b.names.length - a.names.length);
	for (const [index, [size, { width, height, names }]] of sorted.entries()) {
		for (const name of names) {
			if (side !== null && (width !== side || height !== side)) findings.add("wrong-size", name, size);
			if (side === null && index > 0) findings.add("mixed-sizes", name, size);
			if (width !== height) findings.add("not-square", name, size);
			else if (!isPowerOfTwo(width)) findings.add("no-power-of-two", name, size);
		}
	}
	return sorted.map(([, { width, height, names }]) => ({ width, height, images: names.length }));
}

function isPowerOfTwo(value: number): boolean {
	return Number.isInteger(Math.log2(value));
}
