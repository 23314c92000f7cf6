/**
 * Steep angles (experiment E1 of the report): people of one network on a grid of poses and along a line of true yaws.
 *
 * People are conditioned on the frontal camera, so that only the rendering camera moves. All numbers are taken of the
 * raw image, the renderer's own rays.
 */

import type { ViewCamera } from "../../camera/view-camera.ts";
import { concatBatch, itemsOf } from "../../generator/batch.ts";
import type { Generator } from "../../generator/generator.ts";
import type { RenderOptions } from "../../generator/render-options.ts";
import { type View, viewOf } from "../../generator/views.ts";
import type { ProgressListener } from "../../host/progress.ts";
import { InputError } from "../../tensor/errors.ts";
import type { Float32Tensor } from "../../tensor/host-tensor.ts";
import { colourPixels, type PixelImage } from "../../tensor/pixels.ts";
import { NO_TRUNCATION, type Person, type Truncation, wsOfSeed } from "../person.ts";
import {
	MEASURE_DEFAULTS,
	type MeasuredView,
	type MeasureOptions,
	measureView,
	type ViewMeasures,
} from "./view-measures.ts";

export interface SteepAnglesOptions {
	/** One row per pitch, one column per yaw; at least one camera. */
	readonly grid: readonly (readonly ViewCamera[])[];
	/** Cameras of the curves, usually at true pitch 0. May be empty. */
	readonly curve: readonly ViewCamera[];
	/** Seeds whose grid is shown. */
	readonly shownSeeds: readonly number[];
	/** Seeds that the statistics are about: grid and curve. */
	readonly statisticsSeeds: readonly number[];
	/** ws [1, numWs, wDim] of each of them. Default: seeds through the mapping, with `truncation`. */
	readonly wsOf?: ((seed: number) => Promise<Float32Tensor>) | undefined;
	readonly truncation?: Truncation | undefined;
	readonly render?: Omit<RenderOptions, "signal" | "onProgress"> | undefined;
	readonly measures?: MeasureOptions | undefined;
	readonly signal?: AbortSignal | undefined;
	readonly onProgress?: ProgressListener | undefined;
}

/** The numbers of one person. */
export interface SeedMeasures {
	readonly seed: number;
	/** As `grid`. */
	readonly grid: readonly (readonly ViewMeasures[])[];
	/** As `curve`; empty for people who are only shown. */
	readonly curve: readonly ViewMeasures[];
}

export interface ShownCell {
	/** Super-resolved, or raw where super-resolution was left out. */
	readonly image: PixelImage;
	/** Side of the raw image. */
	readonly rawSide: number;
	/** [rawSide²] of `PIXEL_CLASSES` */
	readonly classes: Uint8Array;
	readonly measures: ViewMeasures;
}

export interface ShownPerson {
	readonly seed: number;
	readonly rows: readonly (readonly ShownCell[])[];
}

export interface SteepAngles {
	/** Every person that was looked at, shown or counted. */
	readonly people: readonly SeedMeasures[];
	readonly shown: readonly ShownPerson[];
}

/** Renders and measures. Throws `InputError` where there is nothing to do. */
export async function steepAngles(generator: Generator, options: SteepAnglesOptions): Promise<SteepAngles> {
	const { grid, shownSeeds, statisticsSeeds, onProgress, signal, truncation = NO_TRUNCATION } = options;
	const seeds = [...new Set([...shownSeeds, ...statisticsSeeds])];
	if (seeds.length === 0 || grid.flat().length === 0) {
		throw new InputError("steepAngles: no seeds, or no cameras in the grid; want at least one of each");
	}
	const people: SeedMeasures[] = [];
	const shown: ShownPerson[] = [];
	for (const [index, seed] of seeds.entries()) {
		const ws = await (options.wsOf?.(seed) ?? wsOfSeed(generator, seed, truncation, signal));
		const person = { seed, ws, planes: await generator.planes(ws, { signal }) };
		const report = (fraction: number): void =>
			onProgress?.({ stage: `seed ${seed}`, fraction: (index + fraction) / seeds.length });
		const looked = await lookAtPerson(generator, person, options, report);
		people.push(looked.measures);
		if (looked.shown) shown.push(looked.shown);
	}
	return { people, shown };
}

interface Looked {
	readonly measures: SeedMeasures;
	readonly shown: ShownPerson | null;
}

async function lookAtPerson(
	generator: Generator,
	person: Person,
	options: SteepAnglesOptions,
	report: (fraction: number) => void,
): Promise<Looked> {
	const { grid, curve, shownSeeds, statisticsSeeds } = options;
	const { seed } = person;
	const show = shownSeeds.includes(seed);
	const line = statisticsSeeds.includes(seed) ? curve : [];
	const share = grid.flat().length / (grid.flat().length + line.length);
	const cells = await renderCells(generator, person, grid.flat(), options, show, (done) => report(done * share));
	const points = await renderCells(generator, person, line, options, false, (done) =>
		report(share + done * (1 - share)),
	);
	let next = 0;
	const rows = grid.map((row) => row.map(() => cells[next++]).filter((cell) => cell !== undefined));
	return {
		measures: {
			seed,
			grid: rows.map((row) => row.map(({ measured }) => measured.measures)),
			curve: points.map(({ measured }) => measured.measures),
		},
		shown: show ? { seed, rows: rows.map((row) => row.map(shownCell)) } : null,
	};
}

interface RenderedCell {
	readonly view: View;
	readonly measured: MeasuredView;
}

async function renderCells(
	generator: Generator,
	{ planes, ws }: Person,
	cameras: readonly ViewCamera[],
	{ render = {}, measures = MEASURE_DEFAULTS, signal }: SteepAnglesOptions,
	superresolve: boolean,
	report: (fraction: number) => void,
): Promise<RenderedCell[]> {
	if (cameras.length === 0) return [];
	const labels = concatBatch(cameras.map(({ label }) => label));
	const batch = await generator.render(planes, ws, labels, {
		...render,
		superresolution: superresolve && (render.superresolution ?? true),
		signal,
		onProgress: ({ fraction }) => report(fraction),
	});
	return itemsOf(labels).map((label, index) => {
		const view = viewOf(batch, index);
		return { view, measured: measureView(view, label, generator.config.rendering.boxWarp, measures) };
	});
}

function shownCell({ view, measured }: RenderedCell): ShownCell {
	const { classes, measures } = measured;
	const rawSide = view.imageRaw.shape[3] ?? 0;
	return { image: colourPixels(view.image ?? view.imageRaw), rawSide, classes, measures };
}
