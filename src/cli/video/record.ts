/** What stands beside a video: how to make it again, and where the cameras were. */

import { basename } from "node:path";
import { isClosed } from "../../camera/path.ts";
import type { AnimationFrame, AnimationOptions } from "../../generator/animation/frames.ts";
import { packageInfo } from "../../platform/node/package-info.ts";
import type { VideoFormat, VideoPart } from "../../platform/node/video/video-format.ts";
import { writeFileWhole } from "../../platform/node/write-file.ts";
import type { OpenedNetwork } from "../open-network.ts";
import { recordedOptions, repeatOf } from "../options/fields.ts";
import type { PeopleSource } from "../options/people.ts";
import { type OutputRecord, type WrittenRecord, writeSidecar } from "../sidecar.ts";
import { VIDEO, type VideoOptions } from "./options.ts";

export interface VideoFacts {
	readonly options: VideoOptions;
	readonly format: VideoFormat;
	readonly people: Pick<PeopleSource, "word">;
	/** Of the keyframes of each cell. */
	readonly seeds: readonly (readonly number[])[];
	readonly frames: number;
	readonly network: OpenedNetwork["network"];
	readonly engine: OpenedNetwork["engine"];
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
	readonly written: WrittenRecord;
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
	const { device, renderer } = facts.engine;
	const recorded = recordedOptions(VIDEO, facts.options, { nrr: facts.nrr, device, renderer });
	const outputs = [
		...facts.parts.map((part) => fileRecord(part, "video")),
		...facts.shapes.map((part) => fileRecord(part, "shape")),
	];
	const written = await writeSidecar(
		paths.record,
		{
			command: "video",
			repeat: repeatOf("video", VIDEO, recorded),
			network: facts.network,
			engine: facts.engine,
			options: recorded,
			format: facts.format,
			frames: facts.frames,
			[`${facts.people.word}${facts.people.word === "seed" ? "s" : ""}OfCells`]: facts.seeds,
			...facts.details,
			trajectory: basename(paths.trajectory),
			outputs,
		},
		signal,
	);
	return { ...paths, written };
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
