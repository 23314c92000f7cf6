/**
 * A dataset as training sees it: a list of items, each an image and its camera. Items are the images in the order of
 * their names; one whose label is listed several times counts several times; with `mirror` all of them follow once more,
 * mirrored, with the label of the mirrored camera – as the published loader counts them.
 */

import { LABEL_LENGTH, mirrorLabel } from "../camera/label.ts";
import type { FileSet } from "../host/file-set.ts";
import type { ImageDecoder } from "../host/image-codec.ts";
import { InputError } from "../tensor/errors.ts";
import { type Float32Tensor, float32Tensor, type HostTensor } from "../tensor/host-tensor.ts";
import { readLabelTable, requireSoundLabels } from "./check/check-labels.ts";
import { imageNames, isImageName, LABEL_FILE } from "./file-names.ts";
import { planarImage } from "./image-tensors.ts";
import type { LabelTable } from "./label-table.ts";

export interface DatasetOptions {
	/** Whether mirrored images are added ("mirror" of the published trainer). */
	readonly mirror?: boolean | undefined;
	/** Whether labels are read; without them every label is zeros. */
	readonly labels?: boolean | undefined;
}

export interface DatasetItem {
	readonly index: number;
	/** Name of its image. */
	readonly name: string;
	readonly mirrored: boolean;
	/** [3, R, R], 0 to 255 */
	readonly image: HostTensor<"uint8">;
	/** Label [25]: cam2world [4, 4], intrinsics [3, 3] normalised by the image size; zeros without labels */
	readonly label: Float32Tensor;
}

export interface Dataset {
	/** What messages call it. */
	readonly name: string;
	/** Items: images, with repetitions and mirrored ones. */
	readonly length: number;
	/** Files of images. */
	readonly imageCount: number;
	/** Width and height of every image, pixels. */
	readonly resolution: number;
	readonly hasLabels: boolean;
	/** The label of an item, [25], without its image. */
	label(index: number): Float32Tensor;
	/** Rejects with `InputError` when the image is damaged or of another size. */
	item(index: number): Promise<DatasetItem>;
}

/**
 * Opens the images in `files`, which the caller keeps open as long as the dataset is used. Labels are checked, images
 * are not (`checkDataset` does it): of them only the first one's header is read.
 * Rejects with `InputError` that lists what is wrong.
 */
export async function openDataset(
	files: FileSet,
	decoder: ImageDecoder,
	{ mirror = false, labels = true }: DatasetOptions = {},
): Promise<Dataset> {
	const names = imageNames(files);
	const [first] = names;
	if (first === undefined) {
		throw new InputError(`dataset '${files.name}': no images, want PNG, JPEG or WebP files and ${LABEL_FILE}`);
	}
	const table = labels ? await readLabelTable(files) : null;
	requireNames(files);
	if (table) requireSoundLabels(files, names, table);
	const resolution = await resolutionOf(files, decoder, first);
	return new ImageDataset(files, decoder, names, table, mirror, resolution);
}

function requireNames(files: FileSet): void {
	const refused = files.refused.find(({ name }) => isImageName(name) || name === LABEL_FILE);
	if (!refused) return;
	throw new InputError(
		`dataset '${files.name}': '${refused.name}' is refused (${refused.reason}); 'triplane dataset check' lists all faults`,
	);
}

async function resolutionOf(files: FileSet, decoder: ImageDecoder, name: string): Promise<number> {
	const { width, height } = await decoder.header(await files.read(name));
	if (width === height) return width;
	throw new InputError(
		`dataset '${files.name}': '${name}' is ${width} × ${height}, want a square; 'triplane dataset pack --crop center' makes one`,
	);
}

class ImageDataset implements Dataset {
	readonly name: string;
	readonly imageCount: number;
	readonly resolution: number;
	readonly hasLabels: boolean;
	readonly length: number;
	readonly #files: FileSet;
	readonly #decoder: ImageDecoder;
	readonly #table: LabelTable | null;
	readonly #mirror: boolean;
	/** The image of each item that is not mirrored. */
	readonly #items: readonly string[];

	constructor(
		files: FileSet,
		decoder: ImageDecoder,
		names: readonly string[],
		table: LabelTable | null,
		mirror: boolean,
		resolution: number,
	) {
		this.name = files.name;
		this.imageCount = names.length;
		this.resolution = resolution;
		this.hasLabels = table !== null;
		this.#files = files;
		this.#decoder = decoder;
		this.#table = table;
		this.#mirror = mirror;
		this.#items = table ? names.flatMap((name) => repeated(name, table.labels.get(name)?.times ?? 1)) : names;
		this.length = this.#items.length * (mirror ? 2 : 1);
	}

	label(index: number): Float32Tensor {
		const { name, mirrored } = this.#place(index);
		const label = this.#table?.labels.get(name)?.values;
		if (!label) return float32Tensor([LABEL_LENGTH], new Float32Array(LABEL_LENGTH));
		return float32Tensor([LABEL_LENGTH], mirrored ? mirrorLabel(label) : label);
	}

	async item(index: number): Promise<DatasetItem> {
		const { name, mirrored } = this.#place(index);
		const pixels = await this.#decoder.decode(await this.#files.read(name)).catch((cause: unknown) => {
			if (!(cause instanceof InputError)) throw cause;
			throw new InputError(`dataset '${this.name}': '${name}': ${cause.message}`, { cause });
		});
		const { width, height } = pixels;
		if (width !== this.resolution || height !== this.resolution) {
			throw new InputError(
				`dataset '${this.name}': '${name}' is ${width} × ${height}, but the first image is ${this.resolution} × ${this.resolution}`,
			);
		}
		return { index, name, mirrored, image: planarImage(pixels, mirrored), label: this.label(index) };
	}

	#place(index: number): { readonly name: string; readonly mirrored: boolean } {
		const count = this.#items.length;
		const mirrored = this.#mirror && index >= count;
		const name = Number.isInteger(index) && index >= 0 ? this.#items[mirrored ? index - count : index] : undefined;
		if (name === undefined) {
			throw new InputError(`dataset '${this.name}': item ${index} is not there, want 0 to ${this.length - 1}`);
		}
		return { name, mirrored };
	}
}

function repeated(name: string, times: number): string[] {
	return new Array<string>(times).fill(name);
}
