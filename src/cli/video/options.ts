/** Options of `triplane video`, and how they are read. */

import { InvalidArgumentError } from "@commander-js/extra-typings";
import { ORBIT_DEFAULTS } from "../../camera/path.ts";
import { FRAME_MODES, type FrameMode } from "../../generator/animation/frame-pixels.ts";
import type { VideoFormat } from "../../platform/node/video/video-format.ts";
import { InputError } from "../../tensor/errors.ts";
import { parsePitch, parseYaw } from "../options/angles.ts";
import { CAMERA_FILE, isCameraFile } from "../options/camera-file.ts";
import { FOV, ORBIT } from "../options/cameras.ts";
import { EDITS } from "../options/edits.ts";
import { choice, type OptionsOf, text, under, value } from "../options/fields.ts";
import { numberIn, whole } from "../options/numbers.ts";
import { PEOPLE } from "../options/people.ts";
import { RAY_LIMITS } from "../options/ray-limits.ts";
import { PUBLISHED_RAW, SAMPLING, TRUNCATION } from "../options/rendering.ts";
import { MACHINE, NETWORK, SAID } from "../options/shared.ts";

export type ShapeFormat = "mrc" | "glb" | "ply";

/** Frames between keyframes where neither options nor a file of cameras say. */
export const W_FRAMES = 120;

const { cameraList } = CAMERA_FILE;
const many = whole(1, 100_000);

export const VIDEO = {
	...NETWORK,
	...PEOPLE,
	out: text("<file>", "name.mp4, name.gif, name.webp, or a folder for PNG pictures", { isRequired: true }),
	...TRUNCATION,
	...under("People:", {
		grid: value<readonly [columns: number, rows: number]>("<WxH>", "people side by side, columns x rows", parseGrid, {
			fallback: [1, 1],
			write: (grid) => grid.join("x"),
		}),
		numKeyframes: value("<n>", "keyframes of each person", many, { fallbackText: "seeds divided by people" }),
		wFrames: value("<n>", "frames from one keyframe to the next", many, {
			fallbackText: `${W_FRAMES}, or a frame for each label of --path`,
		}),
		...EDITS,
	}),
	...under("Camera:", {
		path: value(
			"<path>",
			"orbit: an ellipse about straight ahead; 360: once around; or a file of cameras: a path, a trajectory of 'video', a dataset.json, labels of 25 numbers (docs/meshes-and-video.md)",
			parsePath,
			{ fallback: "orbit", alias: "cameras" },
		),
		cameraList,
		orbitYaw: value("<x>", "half width of the orbit, published yaw", (words) => parseYaw(words), {
			fallback: ORBIT_DEFAULTS.yaw,
		}),
		orbitPitch: value("<x>", "half height of the orbit, published pitch", (words) => parsePitch(words), {
			fallback: ORBIT_DEFAULTS.pitch,
		}),
		cycles: value("<n>", "how often the path is gone along", numberIn({ above: 0, most: 1000 }), { fallback: 1 }),
		...FOV,
		...ORBIT,
	}),
	...under("Rendering:", {
		imageMode: choice<FrameMode>(
			"<mode>",
			"super-resolved, depth of the raw image (white is near), or the raw image",
			FRAME_MODES,
			{ fallback: "image" },
		),
		...PUBLISHED_RAW,
		...SAMPLING,
		...RAY_LIMITS,
	}),
	...under("Output:", {
		fps: value("<n>", "frames per second", numberIn({ least: 1, most: 240 }), { fallback: 24 }),
		quantizer: value("<n>", "of MP4: 10 is best and largest, 51 smallest", whole(10, 51), { fallback: 20 }),
		scale: value("<n>", "enlarge frames n times", whole(1, 64), {
			fallbackText: "1; MP4 so that its sides have 256 pixels",
		}),
		shapes: value(
			"[format]",
			"also each frame's shape, where the person changes, beside the video: mrc, glb or ply",
			parseShapeFormat,
			{ alone: "mrc" },
		),
		shapeRes: value("<n>", "voxels along each side for --shapes", whole(2, 1024), { fallback: 128 }),
		level: value("<sigma>", "level of the surface for --shapes", numberIn({ least: -1e6, most: 1e6 }), {
			fallback: 10,
		}),
		...SAID,
	}),
	...MACHINE,
};

export type VideoOptions = OptionsOf<typeof VIDEO>;

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
