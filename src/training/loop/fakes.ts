/** Pictures of what the generator makes: the same people from the same cameras at every snapshot. */

import { LABEL_LENGTH } from "../../camera/label.ts";
import type { Dataset } from "../../data/dataset.ts";
import { imageFloats } from "../../data/image-tensors.ts";
import { Generator, type GeneratorParts } from "../../generator/generator.ts";
import type { View } from "../../generator/views.ts";
import { type Float32Tensor, float32Tensor } from "../../tensor/host-tensor.ts";
import { latentFromSeed } from "../../tensor/latent.ts";
import { colourPixels, greyPixels, type PixelImage, sheetOf } from "../../tensor/pixels.ts";
import { randomBelow } from "../../tensor/random-integers.ts";
import { RandomState } from "../../tensor/random-state.ts";
import { rangeOfAll } from "../../tensor/statistics.ts";

/** Who is shown, and from where; row by row. */
export interface FakeGrid {
	readonly columns: number;
	/** Of the dataset, whose cameras are used. */
	readonly items: readonly number[];
	/** [1, 25] each */
	readonly labels: readonly Float32Tensor[];
}

/** Sheets of one size in pixels each. */
export interface FakeSheets {
	readonly image: PixelImage;
	readonly raw: PixelImage;
	/** Near is white, far is black, over the whole sheet. */
	readonly depth: PixelImage;
}

const COLUMNS = 8;
const ROWS = 4;

/** Draws items of the dataset, all different where there are enough of them. */
export function fakeGrid(dataset: Dataset, seed: number): FakeGrid {
	const random = new RandomState(seed);
	const items = new Set<number>();
	while (items.size < Math.min(COLUMNS * ROWS, dataset.length)) items.add(randomBelow(random, dataset.length));
	const all = [...items];
	const filled = Array.from({ length: COLUMNS * ROWS }, (_, place) => all[place % all.length] ?? 0);
	return {
		columns: COLUMNS,
		items: filled,
		labels: filled.map((item) => float32Tensor([1, LABEL_LENGTH], dataset.label(item).data)),
	};
}

/** The images of the grid's items themselves. */
export async function realsSheet(dataset: Dataset, { items, columns }: FakeGrid): Promise<PixelImage> {
	const pictures: PixelImage[] = [];
	for (const item of items) {
		const { image } = await dataset.item(item);
		pictures.push(colourPixels(imageFloats({ ...image, shape: [1, ...image.shape] })));
	}
	return sheetOf(inRows(pictures, columns));
}

/**
 * Generates the grid's people – latents of seeds 0, 1, 2, … – conditioned on the cameras that they are seen from, as in
 * training. Ends what it makes of `parts`.
 */
export async function generateFakes(
	parts: GeneratorParts,
	{ labels, columns }: FakeGrid,
	neuralRenderingResolution: number,
): Promise<FakeSheets> {
	await using generator = new Generator(parts);
	const views: View[] = [];
	for (const [seed, label] of labels.entries()) {
		const ws = await generator.mapping(latentFromSeed(seed, generator.config.mapping.zDim), label);
		const planes = await generator.planes(ws);
		views.push(await generator.render(planes, ws, label, { neuralRenderingResolution }));
	}
	const depths = views.map(({ imageDepth }) => imageDepth);
	const { least: near, most: far } = rangeOfAll(depths.map(({ data }) => data));
	const sheet = (pictures: readonly PixelImage[]): PixelImage => sheetOf(inRows(pictures, columns));
	return {
		image: sheet(views.map(({ image, imageRaw }) => colourPixels(image ?? imageRaw))),
		raw: sheet(views.map(({ imageRaw }) => colourPixels(imageRaw))),
		depth: sheet(depths.map((depth) => greyPixels(depth, far, near))),
	};
}

function inRows<T>(items: readonly T[], columns: number): T[][] {
	return Array.from({ length: items.length / columns }, (_, row) => items.slice(row * columns, (row + 1) * columns));
}
