/**
 * Makes a dataset of one size out of images of any: cropped, resized, mirrored, each with the label that its new picture
 * has, and dataset.json at the end. Images are named `00000/img00000000.png` in the order of their old names, mirrored
 * ones `00000/img00000000_mirror.png`.
 *
 * An image that needs no change is copied byte for byte.
 */

import { cropLabel, mirrorLabel } from "../../camera/label.ts";
import type { FileSet } from "../../host/file-set.ts";
import type { ImageChange, ImageCodec, ImageFormat, ImageHeader, PixelRectangle } from "../../host/image-codec.ts";
import type { ProgressListener } from "../../host/progress.ts";
import { InputError } from "../../tensor/errors.ts";
import { imageNames, isImageName, LABEL_FILE } from "../file-names.ts";
import { inOrder } from "../in-order.ts";
import { type LabelTable, labelFile } from "../label-table.ts";
import type { ZipContent } from "../zip-writer.ts";
import { type Crop, cropRectangle } from "./crop.ts";

export interface PackOptions {
	readonly crop: Crop;
	/** Width and height of the result; `null` leaves them as they are. */
	readonly resolution: number | null;
	/** Whether every image is followed by its mirrored one. */
	readonly mirror: boolean;
	/** `keep` leaves every image in its format. */
	readonly format: ImageFormat | "keep";
	/** Leaves out images without a label; else they are an error where there are labels at all. */
	readonly onlyLabelled: boolean;
	/** Leaves out damaged images; else they are an error. */
	readonly skipUnreadable: boolean;
	/** Images that are worked on at a time (default 8). */
	readonly ahead?: number | undefined;
	readonly onProgress?: ProgressListener | undefined;
	readonly signal?: AbortSignal | undefined;
}

/** What became of the images. */
export interface PackSummary {
	/** Images written, mirrored ones included. */
	readonly written: number;
	readonly mirrored: number;
	/** Of the source, copied byte for byte. */
	readonly copied: number;
	/** Of the source, smaller than the result. */
	readonly enlarged: number;
	readonly labelled: boolean;
	/** Width and height of every image written. */
	readonly resolution: number;
	/** Names of images that were left out. */
	readonly unlabelled: readonly string[];
	readonly unreadable: readonly string[];
}

interface PackedImage {
	readonly name: string;
	/** File name ending. */
	readonly format: ImageFormat;
	readonly side: number;
	readonly upright: PackedPicture;
	readonly mirrored: PackedPicture | null;
	readonly copied: boolean;
	readonly enlarged: boolean;
}

interface PackedPicture {
	readonly bytes: Uint8Array;
	readonly label: readonly number[] | null;
}

interface Unreadable {
	readonly name: string;
	readonly error: InputError;
}

/** One use: `entries()` gives what the archive holds; afterwards `summary` says what it was. */
export class DatasetPacker {
	readonly #files: FileSet;
	readonly #codec: ImageCodec;
	readonly #table: LabelTable;
	readonly #options: PackOptions;
	readonly #unlabelled: string[] = [];
	readonly #unreadable: string[] = [];
	#packed = 0;
	#copied = 0;
	#enlarged = 0;
	#side = 0;

	/** `table` are the labels of `files`, checked before. */
	constructor(files: FileSet, codec: ImageCodec, table: LabelTable, options: PackOptions) {
		this.#files = files;
		this.#codec = codec;
		this.#table = table;
		this.#options = options;
	}

	get summary(): PackSummary {
		const mirrored = this.#options.mirror ? this.#packed : 0;
		return {
			written: this.#packed + mirrored,
			mirrored,
			copied: this.#copied,
			enlarged: this.#enlarged,
			labelled: this.#table.listed,
			resolution: this.#side,
			unlabelled: this.#unlabelled,
			unreadable: this.#unreadable,
		};
	}

	/** Images one by one, dataset.json at last. Rejects with `InputError`, `AbortedError`. */
	async *entries(): AsyncGenerator<ZipContent, void, undefined> {
		const { ahead = 8, signal, onProgress } = this.#options;
		const chosen = this.#chosenImages();
		const labels: (readonly [string, readonly number[]])[] = [];
		const pack = (name: string): Promise<PackedImage | Unreadable> => this.#pack(name);
		let done = 0;
		for await (const packed of inOrder(chosen, pack, { ahead, signal, what: "dataset pack" })) {
			done += 1;
			onProgress?.({ stage: packed.name, fraction: done / chosen.length });
			if ("error" in packed) {
				this.#skip(packed);
				continue;
			}
			for (const [name, { bytes, label }] of this.#named(packed)) {
				if (label) labels.push([name, label]);
				yield { name, bytes };
			}
		}
		if (this.#packed === 0) throw new InputError(`dataset '${this.#files.name}': no image is left to pack`);
		yield { name: LABEL_FILE, bytes: labelFile(this.#table.listed ? labels : null) };
	}

	#chosenImages(): string[] {
		const names = imageNames(this.#files);
		// named in dataset.json, there, and in a format that is not read
		const others = [...this.#table.labels.keys()].filter((name) => this.#files.sizes.has(name) && !isImageName(name));
		// not spread: a call takes some 120,000 arguments
		for (const name of others.sort()) this.#unreadable.push(name);
		if (!this.#options.onlyLabelled) return names;
		const isLabelled = (name: string): boolean => this.#table.labels.has(name);
		for (const name of names) if (!isLabelled(name)) this.#unlabelled.push(name);
		return names.filter(isLabelled);
	}

	#skip({ name, error }: Unreadable): void {
		if (!this.#options.skipUnreadable) throw error;
		this.#unreadable.push(name);
	}

	/** Counts an image and gives its pictures their names. */
	#named(image: PackedImage): [string, PackedPicture][] {
		const { name, format, side, upright, mirrored, copied, enlarged } = image;
		if (this.#side !== 0 && side !== this.#side) {
			throw new InputError(
				`dataset '${this.#files.name}': '${name}' is ${side} pixels wide, those before it ${this.#side}; give --resolution`,
			);
		}
		this.#side = side;
		const number = String(this.#packed).padStart(8, "0");
		const folder = String(Math.floor(this.#packed / 1000)).padStart(5, "0");
		this.#packed += 1;
		if (copied) this.#copied += 1;
		if (enlarged) this.#enlarged += 1;
		const pictures: [string, PackedPicture][] = [[`${folder}/img${number}.${format}`, upright]];
		if (mirrored) pictures.push([`${folder}/img${number}_mirror.${format}`, mirrored]);
		return pictures;
	}

	async #pack(name: string): Promise<PackedImage | Unreadable> {
		try {
			return await this.#packReadable(name, await this.#files.read(name));
		} catch (cause) {
			if (!(cause instanceof InputError)) throw cause;
			return { name, error: new InputError(`dataset '${this.#files.name}': '${name}': ${cause.message}`, { cause }) };
		}
	}

	async #packReadable(name: string, bytes: Uint8Array): Promise<PackedImage> {
		const header = await this.#codec.header(bytes);
		const crop = cropRectangle(this.#options.crop, header);
		const { width, height } = crop ?? header;
		const side = this.#options.resolution ?? width;
		if (width !== height) throw new InputError(`is ${width} × ${height}, want a square; give --crop center`);
		const format = this.#options.format === "keep" ? header.format : this.#options.format;
		const size = side === width ? null : { width: side, height: side };
		const change: ImageChange = { crop, size, mirrored: false, format };
		const copied = needsNoChange(header, change);
		const label = croppedLabel(this.#table.labels.get(name)?.values, header, crop);
		// decoded in any case, so that a damaged image is not copied
		if (copied) await this.#codec.decode(bytes);
		return {
			name,
			format,
			side,
			upright: { bytes: copied ? bytes : await this.#codec.recode(bytes, change), label },
			mirrored: this.#options.mirror
				? {
						bytes: await this.#codec.recode(bytes, { ...change, mirrored: true }),
						label: label && mirrorLabel(label),
					}
				: null,
			copied,
			enlarged: side > width,
		};
	}
}

function needsNoChange({ format, alpha, eightBit, orientation }: ImageHeader, change: ImageChange): boolean {
	const plain = !alpha && eightBit && orientation === 1;
	return plain && change.crop === null && change.size === null && change.format === format;
}

function croppedLabel(
	label: readonly number[] | undefined,
	header: ImageHeader,
	crop: PixelRectangle | null,
): readonly number[] | null {
	if (!label) return null;
	return crop ? cropLabel(label, header, crop) : label;
}
