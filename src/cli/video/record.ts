/** What stands beside a video: how to make it again, and where the cameras were. */

import { basename } from "node:path";
import { type AnimationFrame, type AnimationOptions, isClosed } from "../../generator/animation/frames.ts";
import { packageInfo } from "../../platform/node/package-info.ts";
import type { VideoFormat, VideoPart } from "../../platform/node/video/video-format.ts";
import { writeFileWhole } from "../../platform/node/write-file.ts";
import { editArguments } from "../options/edits.ts";
import { networkArguments } from "../options/shared.ts";
import { argumentsOf, type OutputRecord, type Sidecar, writeSidecar } from "../sidecar.ts";
import type { VideoOptions } from "./options.ts";

export interface VideoFacts {
	readonly options: VideoOptions;
	readonly format: VideoFormat;
	/** Of the keyframes of each cell. */
	readonly seeds: readonly (readonly number[])[];
	readonly frames: number;
	readonly network: Sidecar["network"];
	readonly engine: Sidecar["engine"];
	readonly parts: readonly VideoPart[];
	readonly shapes: readonly VideoPart[];
	readonly cameras: readonly Omit<AnimationFrame, "pixels" | "planes">[];
}

/** What else belongs to the records. */
export interface VideoDetails {
	readonly nrr: number;
	readonly animation: AnimationOptions;
	/** Files that people and cameras come from. */
	readonly details: Readonly<Record<string, unknown>>;
}

export interface VideoRecords {
	readonly record: string;
	readonly trajectory: string;
}

/** `a.mp4` is `a`; a folder's name stays. */
export function baseName(out: string): string {
	return out.replace(/\.(mp4|gif|webp)$/i, "").replace(/[/\\]+$/, "");
}

export async function writeRecords(facts: VideoFacts & VideoDetails, signal: AbortSignal): Promise<VideoRecords> {
	const base = baseName(facts.options.out);
	const paths = { record: `${base}.json`, trajectory: `${base}.trajectory.json` };
	const trajectory = trajectoryOf(facts, facts.animation);
	await writeFileWhole(paths.trajectory, `${JSON.stringify(trajectory)}\n`, signal);
	const resolved = resolvedOptions(facts.options, facts.nrr, facts.engine);
	const outputs = [
		...facts.parts.map((part) => fileRecord(part, "video")),
		...facts.shapes.map((part) => fileRecord(part, "shape")),
	];
	await writeSidecar(
		paths.record,
		{
			command: "video",
			repeat: argumentsOf("video", { ...resolved, grid: facts.options.grid.join("x") }),
			network: facts.network,
			engine: facts.engine,
			options: resolved,
			format: facts.format,
			frames: facts.frames,
			...(facts.options.ws === undefined ? { seedsOfCells: facts.seeds } : { wsOfCells: facts.seeds }),
			...facts.details,
			trajectory: basename(paths.trajectory),
			outputs,
		},
		signal,
	);
	return paths;
}

/** One entry per frame; `label` is what the renderer takes, angles are for people. */
function trajectoryOf(
	{ options, frames, cameras }: VideoFacts,
	{ orbit, path }: AnimationOptions,
): Readonly<Record<string, unknown>> {
	return {
		triplane: packageInfo().version,
		kind: "trajectory",
		fps: options.fps,
		frames,
		loop: isClosed(path),
		pivot: orbit.pivot,
		cameras: cameras.map(({ index, time, camera }) => ({
			frame: index,
			keyframe: time,
			publishedYaw: camera.yaw,
			publishedPitch: camera.pitch,
			trueDegrees: camera.trueDegrees,
			fovDegrees: camera.fovDegrees,
			radius: camera.radius,
			label: [...camera.label.data],
		})),
	};
}

function fileRecord({ path, bytes, sha256 }: VideoPart, kind: string): OutputRecord {
	return { file: basename(path), kind, bytes, sha256 };
}

function resolvedOptions(
	options: VideoOptions,
	nrr: number,
	{ device, renderer }: Sidecar["engine"],
): Readonly<Record<string, unknown>> {
	const { network, seeds, ws, out, trunc, truncCutoff, grid, numKeyframes, wFrames, path, cameraList } = options;
	const { orbitYaw, orbitPitch, rayLimits, scale, publishedRaw } = options;
	const { cycles, fovDeg, radius, pivot, imageMode, sampleMult, fps, quantizer, shapes, shapeRes, level, threads } =
		options;
	return {
		...{ network, seeds, ws, out, trunc, truncCutoff, grid, numKeyframes, wFrames },
		...editArguments(options),
		...{ path, cameraList, orbitYaw, orbitPitch, cycles, fovDeg, radius, pivot },
		...{ imageMode, publishedRaw, nrr, sampleMult, rayLimits, fps, quantizer, scale, shapes, shapeRes, level },
		...{ device, threads, renderer, precision: options.precision },
		...networkArguments(options),
	};
}
