/** Options of `triplane video`, and how they are read. */

import { InvalidArgumentError } from "@commander-js/extra-typings";
import { ORBIT_DEFAULTS } from "../../generator/animation/camera-path.ts";
import type { FrameMode } from "../../generator/animation/frame-pixels.ts";
import type { RayLimitChoice } from "../../generator/ray-limits.ts";
import type { VideoFormat } from "../../platform/node/video/video-format.ts";
import { InputError } from "../../tensor/errors.ts";
import { isCameraFile } from "../options/camera-file.ts";
import type { EditOptions } from "../options/edits.ts";
import type { PeopleOptions } from "../options/people.ts";
import type { EngineOptions } from "../options/shared.ts";
import type { ReportOptions } from "../report.ts";

export type ShapeFormat = "mrc" | "glb" | "ply";

export interface VideoOptions extends EditOptions, EngineOptions, PeopleOptions, ReportOptions {
	readonly network: string;
	readonly out: string;
	readonly trunc: number;
	readonly truncCutoff: number;
	/** Columns and rows. */
	readonly grid: readonly [columns: number, rows: number];
	readonly numKeyframes?: number | undefined;
	/** 120 where left out, or a frame for each camera of a file. */
	readonly wFrames?: number | undefined;
	/** `orbit`, `360` or the name of a file of cameras. */
	readonly path: string;
	/** Which cameras of the file. */
	readonly cameraList?: readonly number[] | undefined;
	readonly orbitYaw: number;
	readonly orbitPitch: number;
	readonly cycles: number;
	/** That of the network's training cameras where left out. */
	readonly fovDeg?: number | undefined;
	readonly radius?: number | undefined;
	readonly pivot?: readonly [number, number, number] | undefined;
	readonly imageMode: FrameMode;
	readonly publishedRaw?: boolean | undefined;
	readonly nrr?: number | undefined;
	readonly sampleMult: number;
	/** The network's own where left out. */
	readonly rayLimits?: RayLimitChoice | undefined;
	readonly fps: number;
	readonly quantizer: number;
	/** Whole factor that frames are enlarged by; MP4 is brought to 256 pixels where left out. */
	readonly scale?: number | undefined;
	readonly shapes?: ShapeFormat | undefined;
	readonly shapeRes: number;
	readonly level: number;
}

export const VIDEO_DEFAULTS: {
	readonly grid: readonly [columns: number, rows: number];
	readonly wFrames: number;
	readonly orbitYaw: number;
	readonly orbitPitch: number;
	readonly cycles: number;
	readonly fps: number;
	readonly quantizer: number;
	readonly shapeRes: number;
	readonly level: number;
} = Object.freeze({
	grid: [1, 1] as const,
	wFrames: 120,
	orbitYaw: ORBIT_DEFAULTS.yaw,
	orbitPitch: ORBIT_DEFAULTS.pitch,
	cycles: 1,
	fps: 24,
	quantizer: 20,
	shapeRes: 128,
	level: 10,
});

const MOST_CELLS = 64;

/** `4x2` as columns and rows. */
export function parseGrid(text: string): readonly [number, number] {
	const [, columns, rows] = /^(\d{1,3})[x×](\d{1,3})$/i.exec(text.trim()) ?? [];
	const [W, H] = [Number(columns), Number(rows)];
	if (!(W >= 1 && H >= 1 && W * H <= MOST_CELLS)) {
		throw new InvalidArgumentError(`'${text}': want columns x rows, as in 4x2, at most ${MOST_CELLS} people.`);
	}
	return [W, H];
}

/** A kind of path, or a file, which is read later. */
export function parsePath(text: string): string {
	if (text === "orbit" || text === "360" || isCameraFile(text)) return text;
	throw new InvalidArgumentError(
		`'${text}' is neither orbit nor 360 nor the name of a file of cameras, as in path.json.`,
	);
}

export function parseShapeFormat(text: string): ShapeFormat {
	if (text === "mrc" || text === "glb" || text === "ply") return text;
	throw new InvalidArgumentError(`'${text}' is not one of mrc, glb, ply.`);
}

/** Throws `InputError` where raw images are asked for in a way that does not show. */
export function requireRawShown({ imageMode, publishedRaw }: Pick<VideoOptions, "imageMode" | "publishedRaw">): void {
	if (!publishedRaw || imageMode === "image_raw") return;
	throw new InputError(
		`video: --published-raw changes raw images, but --image-mode is ${imageMode}, want --image-mode image_raw with it`,
	);
}

/** What the name of the output asks for. Throws `InputError` for an ending that is no video. */
export function formatOf(out: string): VideoFormat {
	const ending = /\.([a-z0-9]+)$/i.exec(out)?.[1]?.toLowerCase();
	if (ending === undefined) return "png";
	if (ending === "mp4" || ending === "gif" || ending === "webp") return ending;
	throw new InputError(`video: --out '${out}' ends in .${ending}, want .mp4, .gif, .webp, or a folder without ending`);
}

/**
 * Seeds of the keyframes of every cell, as the published script deals them out: cell by cell, each the next
 * `numKeyframes` seeds; from the first again where they do not reach. Throws `InputError` where seeds do not fill the
 * cells evenly and the number of keyframes was not given.
 */
export function seedsOfCells(
	seeds: readonly number[],
	{ grid, numKeyframes }: Pick<VideoOptions, "grid" | "numKeyframes">,
	word = "seeds",
): number[][] {
	const cells = grid[0] * grid[1];
	if (numKeyframes === undefined && seeds.length % cells !== 0) {
		throw new InputError(
			`video: ${seeds.length} ${word} for ${cells} people, want as many ${word} for each, or --num-keyframes`,
		);
	}
	const keyframes = numKeyframes ?? seeds.length / cells;
	return Array.from({ length: cells }, (_, cell) =>
		Array.from({ length: keyframes }, (_, keyframe) => seeds[(cell * keyframes + keyframe) % seeds.length] ?? 0),
	);
}
