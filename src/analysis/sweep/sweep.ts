/**
 * Sweeps (experiment E3 of the report): one person changed step by step along rows, with how far each step goes – on the
 * sphere of latents, in w, and in the image – beside how far apart two people are.
 */

import type { Generator } from "../../generator/generator.ts";
import type { RenderOptions } from "../../generator/render-options.ts";
import type { View } from "../../generator/views.ts";
import type { ProgressListener } from "../../host/progress.ts";
import { throwIfAborted } from "../../tensor/errors.ts";
import type { Float32Tensor } from "../../tensor/host-tensor.ts";
import { latentFromSeed } from "../../tensor/latent.ts";
import { colourPixels, type PixelImage } from "../../tensor/pixels.ts";
import { quantile } from "../../tensor/statistics.ts";
import { imageDistance } from "../image-distance.ts";
import { type Truncation, wsOfLatent } from "../person.ts";
import { sphereDegrees, wDistance } from "./latent-moves.ts";
import type { PlannedRow, RowKind, SweptPerson } from "./sweep-rows.ts";

/** How far something is from the unchanged person. */
export interface Distances {
	/** Angle between the latents after normalisation, degrees; `null` where the step is not taken in z. */
	readonly sphereDegrees: number | null;
	/** Root mean square over layers of the distance in w. */
	readonly wDistance: number;
	/** Root mean square difference of the raw image, 0 to 1. */
	readonly imageDistance: number;
}

export interface SweepStep extends Distances {
	readonly value: number | null;
	readonly label: string;
}

export interface SweepRow {
	readonly name: string;
	readonly kind: RowKind;
	readonly steps: readonly SweepStep[];
}

/** Medians over pairs of people who have nothing to do with each other. */
export interface TypicalDistances extends Distances {
	readonly people: number;
	readonly pairs: number;
}

export interface Sweep {
	readonly rows: readonly SweepRow[];
	readonly typical: TypicalDistances;
}

export interface SweepPictures {
	readonly unchanged: PixelImage;
	/** [rows][steps] */
	readonly rows: readonly (readonly PixelImage[])[];
}

export interface SweepOptions {
	/** [1, 25] the camera of all pictures. */
	readonly camera: Float32Tensor;
	readonly truncation: Truncation;
	/** Seeds whose pairs say how far apart two people are; at least two. */
	readonly typicalSeeds: readonly number[];
	readonly render?: Omit<RenderOptions, "signal" | "onProgress"> | undefined;
	readonly signal?: AbortSignal | undefined;
	readonly onProgress?: ProgressListener | undefined;
}

/** The person of a seed, before anything is changed. */
export async function sweptPerson(
	generator: Generator,
	seed: number,
	truncation: Truncation,
): Promise<SweptPerson & { readonly z: Float32Tensor }> {
	const z = latentFromSeed(seed, generator.config.mapping.zDim);
	return { z, ws: await wsOfLatent(generator, z, truncation) };
}

/** Renders and measures every step of every row. */
export async function sweep(
	generator: Generator,
	person: SweptPerson,
	plan: readonly PlannedRow[],
	options: SweepOptions,
): Promise<{ readonly sweep: Sweep; readonly pictures: SweepPictures }> {
	const { signal, onProgress, render = {} } = options;
	const total = plan.reduce((sum, row) => sum + row.steps.length, 1 + options.typicalSeeds.length);
	let done = 0;
	const look = async (ws: Float32Tensor, stage: string, superresolution: boolean): Promise<View> => {
		throwIfAborted(signal, "sweep");
		const planes = await generator.planes(ws, { signal });
		const view = await generator.render(planes, ws, options.camera, { ...render, superresolution, signal });
		done += 1;
		onProgress?.({ stage, fraction: done / total });
		return view;
	};
	const superresolve = render.superresolution ?? true;
	const unchanged = await look(person.ws, "unchanged", superresolve);
	const rows: SweepRow[] = [];
	const pictures: PixelImage[][] = [];
	for (const { name, kind, steps } of plan) {
		const measured: SweepStep[] = [];
		const shown: PixelImage[] = [];
		for (const { value, label, z, ws } of steps) {
			const changed = await ws();
			const view = await look(changed, name, superresolve);
			shown.push(colourPixels(view.image ?? view.imageRaw));
			measured.push({
				...{ value, label },
				sphereDegrees: z && person.z && sphereDegrees(person.z, z),
				wDistance: wDistance(person.ws, changed),
				imageDistance: imageDistance(unchanged.imageRaw, view.imageRaw),
			});
		}
		rows.push({ name, kind, steps: measured });
		pictures.push(shown);
	}
	const typical = await typicalDistances(generator, options, (ws) => look(ws, "other people", false));
	return {
		sweep: { rows, typical },
		pictures: { unchanged: colourPixels(unchanged.image ?? unchanged.imageRaw), rows: pictures },
	};
}

async function typicalDistances(
	generator: Generator,
	{ typicalSeeds, truncation }: SweepOptions,
	look: (ws: Float32Tensor) => Promise<View>,
): Promise<TypicalDistances> {
	const people: { readonly z: Float32Tensor; readonly ws: Float32Tensor; readonly image: Float32Tensor }[] = [];
	for (const seed of typicalSeeds) {
		const { z, ws } = await sweptPerson(generator, seed, truncation);
		people.push({ z, ws, image: (await look(ws)).imageRaw });
	}
	const pairs = people.flatMap((a, index) => people.slice(index + 1).map((b) => ({ a, b })));
	const medianOf = (distance: (pair: (typeof pairs)[number]) => number): number =>
		quantile(Float64Array.from(pairs, distance).sort(), 0.5);
	return {
		people: people.length,
		pairs: pairs.length,
		sphereDegrees: medianOf(({ a, b }) => sphereDegrees(a.z, b.z)),
		wDistance: medianOf(({ a, b }) => wDistance(a.ws, b.ws)),
		imageDistance: medianOf(({ a, b }) => imageDistance(a.image, b.image)),
	};
}
