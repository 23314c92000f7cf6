/** What `triplane video` does: seeds to frames, frames to a file. */

import { dirname } from "node:path";
import { wsOfSeed } from "../../analysis/person.ts";
import {
	type AnimationFrame,
	type AnimationOptions,
	animationFrames,
	frameCount,
} from "../../generator/animation/frames.ts";
import type { Generator } from "../../generator/generator.ts";
import { prepareFolder } from "../../platform/node/output-folder.ts";
import { openVideo } from "../../platform/node/video/open-video.ts";
import type { VideoPart, VideoWriter } from "../../platform/node/video/video-format.ts";
import type { CameraOrbit } from "../../rendering/cameras.ts";
import type { HostTensor } from "../../tensor/host-tensor.ts";
import { openNetwork } from "../open-network.ts";
import { openEdits } from "../options/edits.ts";
import { truncationOf } from "../options/rendering.ts";
import { type ProgressBar, startProgress } from "../progress-bar.ts";
import { Report } from "../report.ts";
import type { Session } from "../session.ts";
import { FrameShapes } from "./frame-shapes.ts";
import { formatOf, seedsOfCells, type VideoOptions } from "./options.ts";
import { cameraPath } from "./path-file.ts";
import { type VideoFacts, writeRecords } from "./record.ts";

/** Writes the video, its record and its trajectory. */
export async function runVideo(options: VideoOptions, { signal }: Session): Promise<void> {
	const report = new Report(options);
	const format = formatOf(options.out);
	const seeds = seedsOfCells(options);
	await prepareFolder(dirname(options.out));
	await using opened = await openNetwork(options.network, options, report, signal);
	const { generator, network, engine } = opened;
	const start = performance.now();
	using progress = startProgress("video", report.talks);
	const cells = await keyframesOf(generator, seeds, options, signal);
	const animation = await animationOf(options, generator, progress, signal);
	const frames = frameCount(seeds[0]?.length ?? 0, options.wFrames);
	const { parts, cameras, shapes } = await written(generator, cells, animation, { options, format, frames, signal });
	const facts: VideoFacts = { options, format, seeds, frames, network, engine, parts, shapes, cameras };
	const nrr = options.nrr ?? generator.config.neuralRenderingResolution;
	const records = await writeRecords({ ...facts, nrr, orbit: animation.orbit }, signal);
	progress[Symbol.dispose]();
	const seconds = (performance.now() - start) / 1000;
	report.line(options.out);
	report.remark(
		`${frames} frames in ${seconds.toFixed(1)} s on ${engine.device}, renderer ${engine.renderer}; ${records.trajectory}`,
	);
	report.value({ network, engine, seconds, frames, out: options.out, ...records, parts, shapes });
}

/** ws of all keyframes of all cells, edited; equal seeds are mapped once. */
async function keyframesOf(
	generator: Generator,
	seeds: readonly (readonly number[])[],
	options: VideoOptions,
	signal: AbortSignal,
): Promise<HostTensor<"float32">[][]> {
	const mapSeed = (seed: number): Promise<HostTensor<"float32">> =>
		wsOfSeed(generator, seed, truncationOf(options), signal);
	const { edit } = await openEdits(generator.config.mapping, options, mapSeed, signal);
	const mapped = new Map<number, HostTensor<"float32">>();
	for (const seed of new Set(seeds.flat())) mapped.set(seed, edit(await mapSeed(seed)));
	return seeds.map((cell) => cell.flatMap((seed) => mapped.get(seed) ?? []));
}

async function animationOf(
	options: VideoOptions,
	generator: Generator,
	progress: ProgressBar,
	signal: AbortSignal,
): Promise<AnimationOptions> {
	const { avgCameraRadius, avgCameraPivot } = generator.config.rendering;
	const orbit: CameraOrbit = { radius: options.radius ?? avgCameraRadius, pivot: options.pivot ?? avgCameraPivot };
	return {
		columns: options.grid[0],
		framesPerKeyframe: options.wFrames,
		path: await cameraPath(options, orbit),
		cycles: options.cycles,
		orbit,
		fovDegrees: options.fovDeg,
		mode: options.imageMode,
		render: { neuralRenderingResolution: options.nrr, sampleMultiplier: options.sampleMult },
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
}

async function written(
	generator: Generator,
	cells: readonly (readonly HostTensor<"float32">[])[],
	animation: AnimationOptions,
	{ options, format, frames, signal }: WriteTask,
): Promise<WrittenVideo> {
	const { fps, quantizer } = options;
	await using shapes = await FrameShapes.open(generator, options, signal);
	const cameras: Omit<AnimationFrame, "pixels" | "planes">[] = [];
	let video: VideoWriter | null = null;
	try {
		for await (const { pixels, planes, ...place } of animationFrames(generator, cells, animation)) {
			const { width, height } = pixels;
			video ??= await openVideo(options.out, format, { width, height, fps, quantizer, frames, signal });
			await video.add(pixels);
			await shapes.write(place.index, planes);
			cameras.push(place);
		}
		return { parts: (await video?.finish()) ?? [], cameras, shapes: await shapes.finish() };
	} finally {
		await video?.[Symbol.asyncDispose]();
	}
}
