/** What `triplane video` does: seeds to frames, frames to a file. */

import { dirname } from "node:path";
import { wsOfSeed } from "../../analysis/person.ts";
import { type CameraPath, type FrameCamera, frameCamera } from "../../camera/path.ts";
import type { CameraLens } from "../../camera/view-camera.ts";
import { videoScale } from "../../generator/animation/frame-pixels.ts";
import {
	type AnimationFrame,
	type AnimationOptions,
	animationFrames,
	frameCount,
} from "../../generator/animation/frames.ts";
import type { Generator } from "../../generator/generator.ts";
import { rayLimitOptions } from "../../generator/ray-limits.ts";
import { prepareFolder } from "../../platform/node/output-folder.ts";
import { openVideo } from "../../platform/node/video/open-video.ts";
import type { VideoPart, VideoWriter } from "../../platform/node/video/video-format.ts";
import type { Float32Tensor } from "../../tensor/host-tensor.ts";
import { enlarged } from "../../tensor/pixels.ts";
import { type OpenedNetwork, openNetwork } from "../open-network.ts";
import { cameraOrbit, remarkOnCameras, renderingFov } from "../options/cameras.ts";
import { openEdits } from "../options/edits.ts";
import { openPeople, type PeopleSource, requirePeople } from "../options/people.ts";
import { truncationOf } from "../options/rendering.ts";
import { type ProgressBar, startProgress } from "../progress-bar.ts";
import type { Session } from "../session.ts";
import type { Finished } from "../sidecar.ts";
import { framesPerKeyframe, videoPath } from "./camera-path.ts";
import { FrameShapes } from "./frame-shapes.ts";
import { formatOf, requireRawShown, seedsOfCells, type VideoOptions } from "./options.ts";
import { type VideoFacts, writeRecords } from "./record.ts";

/** Writes the video, its record and its trajectory. */
export async function runVideo(options: VideoOptions, session: Session): Promise<Finished<null>> {
	const { signal } = session;
	const terminal = session.terminal(options);
	const format = formatOf(options.out);
	requirePeople(options);
	requireRawShown(options);
	if (options.seeds) seedsOfCells(options.seeds, options);
	await using _folder = await prepareFolder(dirname(options.out));
	await using opened = await openNetwork(options.network, options, terminal, signal);
	const { generator, network, engine } = opened;
	const { rendering, neuralRenderingResolution } = generator.config;
	const lens = { orbit: cameraOrbit(options, rendering), fovDegrees: renderingFov(options.fovDeg, rendering).degrees };
	const path = await videoPath(options, lens, signal);
	const start = performance.now();
	using progress = startProgress("video", terminal.talks);
	const { people, seeds, cells } = await keyframesOf(opened, options, signal);
	const perKeyframe = framesPerKeyframe(options, seeds[0]?.length ?? 1, path);
	const animation = animationOf(options, path.path, lens, perKeyframe, progress, signal);
	const frames = frameCount(seeds[0]?.length ?? 0, perKeyframe);
	remarkOnCameras(camerasOf(animation, frames), options, rendering, terminal);
	const { parts, cameras, shapes, scale } = await writeFrames(generator, cells, animation, {
		options,
		format,
		frames,
		signal,
	});
	const resolved = { ...options, fovDeg: lens.fovDegrees, wFrames: perKeyframe, scale };
	const facts: VideoFacts = {
		options: resolved,
		format,
		people,
		seeds,
		frames,
		network,
		engine,
		parts,
		shapes,
		cameras,
	};
	const nrr = options.nrr ?? neuralRenderingResolution;
	const details = { ...people.record, ...path.record };
	const { written, ...records } = await writeRecords({ ...facts, nrr, animation, details }, signal);
	progress[Symbol.dispose]();
	const seconds = (performance.now() - start) / 1000;
	terminal.line(options.out);
	terminal.remark(
		`${frames} frames in ${seconds.toFixed(1)} s on ${engine.device}, renderer ${engine.renderer}; ${records.trajectory}`,
	);
	terminal.value({ network, engine, seconds, frames, out: options.out, ...records, parts, shapes });
	return { result: null, records: [written] };
}

/** ws of all keyframes of all cells, edited; equal seeds are mapped once. */
async function keyframesOf(opened: OpenedNetwork, options: VideoOptions, signal: AbortSignal): Promise<Keyframes> {
	const { generator } = opened;
	const { mapping } = generator.config;
	const mapSeed = (seed: number): Promise<Float32Tensor> => wsOfSeed(generator, seed, truncationOf(options), signal);
	const people = await openPeople(options, opened, truncationOf(options), mapSeed, signal);
	const { edit } = await openEdits(mapping, options, mapSeed, signal);
	const seeds = seedsOfCells(people.numbers, options, people.word === "ws" ? "ws" : `${people.word}s`);
	const mapped = new Map<number, Float32Tensor>();
	for (const number of new Set(seeds.flat())) mapped.set(number, edit(await people.wsOf(number)));
	return { people, seeds, cells: seeds.map((cell) => cell.flatMap((seed) => mapped.get(seed) ?? [])) };
}

interface Keyframes {
	readonly people: PeopleSource;
	/** Of each cell: seeds, or places in the file of ws. */
	readonly seeds: readonly (readonly number[])[];
	/** Of each cell, each [1, numWs, wDim]. */
	readonly cells: readonly (readonly Float32Tensor[])[];
}

/** Some cameras of the way, to be looked at before anything is rendered. */
function camerasOf(animation: AnimationOptions, frames: number): FrameCamera[] {
	const count = Math.min(frames, 64);
	const { path, cycles } = animation;
	return Array.from({ length: count }, (_, index) => frameCamera(path, (cycles * index) / count, animation));
}

function animationOf(
	options: VideoOptions,
	path: CameraPath,
	{ orbit, fovDegrees }: CameraLens,
	framesPerKeyframe: number,
	progress: ProgressBar,
	signal: AbortSignal,
): AnimationOptions {
	return {
		columns: options.grid[0],
		framesPerKeyframe,
		path,
		cycles: options.cycles,
		orbit,
		fovDegrees,
		mode: options.imageMode,
		render: {
			neuralRenderingResolution: options.nrr,
			sampleMultiplier: options.sampleMult,
			publishedRaw: options.publishedRaw,
			march: rayLimitOptions(options.rayLimits ?? "published"),
		},
		signal,
		onProgress: ({ stage, fraction }) => progress.update(fraction, stage),
	};
}

interface WriteTask {
	readonly options: VideoOptions;
	readonly format: ReturnType<typeof formatOf>;
	readonly frames: number;
	readonly signal: AbortSignal;
}

interface WrittenVideo {
	readonly parts: readonly VideoPart[];
	readonly cameras: readonly Omit<AnimationFrame, "pixels" | "planes">[];
	readonly shapes: readonly VideoPart[];
	/** Whole factor that frames were enlarged by. */
	readonly scale: number;
}

async function writeFrames(
	generator: Generator,
	cells: readonly (readonly Float32Tensor[])[],
	animation: AnimationOptions,
	{ options, format, frames, signal }: WriteTask,
): Promise<WrittenVideo> {
	const { fps, quantizer } = options;
	let { scale } = options;
	await using shapes = await FrameShapes.open(generator, options, signal);
	const cameras: Omit<AnimationFrame, "pixels" | "planes">[] = [];
	let video: VideoWriter | null = null;
	try {
		for await (const { pixels, planes, ...place } of animationFrames(generator, cells, animation)) {
			scale ??= format === "mp4" ? videoScale(pixels.width, pixels.height) : 1;
			const shown = enlarged(pixels, scale);
			const { width, height } = shown;
			video ??= await openVideo(options.out, format, { width, height, fps, quantizer, frames, signal });
			await video.add(shown);
			await shapes.write(place.index, planes);
			cameras.push(place);
		}
		return { parts: (await video?.finish()) ?? [], cameras, shapes: await shapes.finish(), scale: scale ?? 1 };
	} finally {
		await video?.[Symbol.asyncDispose]();
	}
}
