/**
 * The frames of a video: people that change along a walk through w, seen by a camera on a path; a grid of people side
 * by side. Frames come one by one, so that a video needs no more memory than one frame.
 */

import { frameOf } from "../../camera/cam2world.ts";
import type { CameraOrbit } from "../../camera/orbit.ts";
import { type CameraPath, type FrameCamera, frameCamera, isClosed } from "../../camera/path.ts";
import type { ProgressListener } from "../../host/progress.ts";
import type { NoiseMode } from "../../networks/config.ts";
import type { RenderingConfig } from "../../rendering/rendering-config.ts";
import { InputError, throwIfAborted } from "../../tensor/errors.ts";
import type { FixedTensor, Float32Tensor } from "../../tensor/host-tensor.ts";
import { type PixelImage, sheetOf } from "../../tensor/pixels.ts";
import { lengthVec3 } from "../../tensor/vec3.ts";
import type { Generator } from "../generator.ts";
import type { RenderOptions } from "../render-options.ts";
import { type FrameMode, framePixels } from "./frame-pixels.ts";
import { LatentWalk } from "./latent-walk.ts";

export interface AnimationOptions {
	/** Cells side by side; `cells` has rows · columns of them, row by row. */
	readonly columns: number;
	/** Frames from one keyframe to the next. */
	readonly framesPerKeyframe: number;
	readonly path: CameraPath;
	/** How often the path is gone along. */
	readonly cycles: number;
	/** Pivot of the cameras, and their radius where the path has none. */
	readonly orbit: CameraOrbit;
	readonly fovDegrees: number;
	readonly mode: FrameMode;
	readonly noiseMode?: NoiseMode | undefined;
	readonly render?: Omit<RenderOptions, "signal" | "onProgress" | "superresolution"> | undefined;
	readonly signal?: AbortSignal | undefined;
	readonly onProgress?: ProgressListener | undefined;
}

export interface AnimationFrame {
	readonly index: number;
	/** In keyframes: keyframe k stands at k. */
	readonly time: number;
	readonly camera: FrameCamera;
	readonly pixels: PixelImage;
	/** Of each cell, [1, 3, C, H, W]: whose shape it is; the same object while a person does not change. */
	readonly planes: readonly FixedTensor[];
}

/** Number of frames of a walk. */
export function frameCount(keyframes: number, framesPerKeyframe: number): number {
	return keyframes * framesPerKeyframe;
}

/**
 * Renders the frames, in order.
 * @param cells  of each cell the ws [1, numWs, wDim] of its keyframes, as many for each cell
 */
export async function* animationFrames(
	generator: Generator,
	cells: readonly (readonly Float32Tensor[])[],
	options: AnimationOptions,
): AsyncGenerator<AnimationFrame, void, void> {
	const keyframes = cells[0]?.length ?? 0;
	checkGrid(cells, options);
	const walk = new LatentWalk(keyframes);
	const total = frameCount(keyframes, options.framesPerKeyframe);
	const walks = cells.map((ws) => new GeneratedWalk(generator, walk, ws, options));
	for (let index = 0; index < total; index++) {
		const time = index / options.framesPerKeyframe;
		const camera = frameCamera(options.path, shareOf(index, total, options), options);
		const images: PixelImage[] = [];
		const planes: FixedTensor[] = [];
		for (const [cell, person] of walks.entries()) {
			throwIfAborted(options.signal, "video");
			options.onProgress?.({
				stage: `frame ${index + 1} of ${total}`,
				fraction: (index + cell / cells.length) / total,
			});
			const { ws, planes: personPlanes } = await person.at(time);
			const view = await generator.render(personPlanes, ws, camera.label, {
				...options.render,
				superresolution: options.mode === "image",
				signal: options.signal,
			});
			images.push(framePixels(view, options.mode, shownDepths(generator, options)));
			planes.push(personPlanes);
		}
		yield { index, time, camera, pixels: sheetOf(inRows(images, options.columns)), planes };
	}
	options.onProgress?.({ stage: "done", fraction: 1 });
}

/** The rays' limits, which may not be the network's own, and where the cameras stand. */
function shownDepths({ config }: Generator, { render, path, orbit }: AnimationOptions): RenderingConfig {
	const [first] = path.kind === "labels" ? path.labels : [];
	const avgCameraRadius = first ? lengthVec3(frameOf(first.data).position) : orbit.radius;
	const { rayStart = config.rendering.rayStart, rayEnd = config.rendering.rayEnd } = render?.march ?? {};
	return { ...config.rendering, avgCameraRadius, rayStart, rayEnd };
}

/** Person along a walk: generated again for every frame, or once where there is one keyframe. */
class GeneratedWalk {
	readonly #generator: Generator;
	readonly #walk: LatentWalk;
	readonly #keyframes: readonly Float32Tensor[];
	readonly #options: AnimationOptions;
	#still: { readonly ws: Float32Tensor; readonly planes: FixedTensor } | null = null;

	constructor(generator: Generator, walk: LatentWalk, keyframes: readonly Float32Tensor[], options: AnimationOptions) {
		this.#generator = generator;
		this.#walk = walk;
		this.#keyframes = keyframes;
		this.#options = options;
	}

	async at(time: number): Promise<{ readonly ws: Float32Tensor; readonly planes: FixedTensor }> {
		if (this.#still) return this.#still;
		const ws = this.#walk.at(time, this.#keyframes);
		const { noiseMode, signal } = this.#options;
		const person = { ws, planes: await this.#generator.planes(ws, { noiseMode, signal }) };
		if (this.#keyframes.length === 1) this.#still = person;
		return person;
	}
}

/** A path that ends where it begins has no frame at its end: the video goes round without a stop. */
function shareOf(index: number, total: number, { path, cycles }: AnimationOptions): number {
	const open = !isClosed(path);
	return (cycles * index) / (open ? Math.max(total - 1, 1) : total);
}

function inRows<T>(items: readonly T[], columns: number): T[][] {
	return Array.from({ length: items.length / columns }, (_, row) => items.slice(row * columns, (row + 1) * columns));
}

function checkGrid(cells: readonly (readonly unknown[])[], options: AnimationOptions): void {
	const { columns, framesPerKeyframe, cycles } = options;
	const keyframes = cells[0]?.length ?? 0;
	if (!(Number.isInteger(columns) && columns >= 1 && cells.length >= 1 && cells.length % columns === 0)) {
		throw new InputError(`video: ${cells.length} people in rows of ${columns}, want full rows`);
	}
	if (cells.some((ws) => ws.length !== keyframes)) {
		throw new InputError("video: cells have different numbers of keyframes, want the same for all");
	}
	if (!(Number.isInteger(framesPerKeyframe) && framesPerKeyframe >= 1 && cycles > 0)) {
		throw new InputError(
			`video: ${framesPerKeyframe} frames per keyframe and ${cycles} cycles, want a whole number from 1 and more than 0`,
		);
	}
}
