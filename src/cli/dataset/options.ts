/** Options that dataset commands share, and how their values are read. */

import { InvalidArgumentError } from "@commander-js/extra-typings";
import { ALL_FINDING_KINDS, type FindingKind } from "../../data/check/finding-kinds.ts";
import type { Crop } from "../../data/pack/crop.ts";
import { presetNames } from "../../generator/presets.ts";
import { GAZE_MODES, type GazeMode } from "../../heads/gaze.ts";
import { POSE_SETS, type PoseSet } from "../../heads/poses.ts";
import type { ImageFormat } from "../../host/image-codec.ts";
import { choice, flag, text, value } from "../options/fields.ts";
import { parseNumberList, parseVec3, whole } from "../options/numbers.ts";
import { BOX } from "../options/scene.ts";
import { parseSeed } from "../options/seeds.ts";
import { SAID, THREADS } from "../options/shared.ts";

/** What most commands are about. */
export const SOURCE = {
	name: "<source>",
	help: "a folder or a zip archive of images, with dataset.json at its root",
};

const PIVOT = {
	pivot: value("<x,y,z>", "point that true angles are about", parseVec3, {
		fallbackText: "the one that the cameras look at",
	}),
};

/** Pixels of a side. */
const side = whole(4, 8192);

export const CHECK = {
	resolution: value("<n>", "width and height that images should have", side, { fallbackText: "any one power of two" }),
	headersOnly: flag("do not decode pixels: quicker, but blind to damage behind the headers"),
	ignore: value(
		"<kinds>",
		"kinds of faults not to look for, separated by commas, as in duplicate,alpha",
		(words): readonly FindingKind[] => parseKinds(words),
	),
	cfg: choice("<name>", "configuration that the cameras should suit", presetNames(), { fallbackText: "any of them" }),
	...BOX,
	...SAID,
};

export const PACK = {
	resolution: value("<n>", "width and height of the result, by a Lanczos filter", side, {
		fallbackText: "as they are",
	}),
	crop: value<Crop>("<crop>", "none, center (the middle square), or left,top,width,height in pixels", parseCrop, {
		fallback: "none",
		write: cropText,
	}),
	mirror: flag("add every image mirrored, with the mirrored pose"),
	format: choice<ImageFormat | "keep">(
		"<format>",
		"png and webp keep every pixel, jpg does not; keep leaves each as it is",
		["png", "jpg", "webp", "keep"],
		{ fallback: "png" },
	),
	onlyLabelled: flag("leave out images without a label"),
	skipUnreadable: flag("leave out images that are damaged"),
	...SAID,
};

export const STATS = {
	out: text("<file>", "a PNG to draw histograms into, with a record beside it"),
	bins: value("<n>", "bins of a histogram", whole(2, 1000), { fallback: 40 }),
	...PIVOT,
	mirror: flag("count every camera mirrored, too, as training with mirrored images does"),
	...SAID,
};

export const REBALANCE = {
	bins: value("<n>", "bins of yaw, from the smallest to the largest", whole(2, 1000), { fallback: 20 }),
	cap: value("<n>", "how often an image is given at most", whole(1, 1000), { fallback: 8 }),
	by: choice<"true-yaw" | "published-yaw">("<yaw>", "which yaw is flattened", ["true-yaw", "published-yaw"], {
		fallback: "true-yaw",
	}),
	absolute: flag("do not tell left from right, for training with mirrored images"),
	...PIVOT,
	...SAID,
};

const WHO = { seed: value("<n>", "who the people are", parseSeed, { fallback: 0 }) };

export const HEADS = {
	out: text("<zip>", "the archive to write", { isRequired: true }),
	poses: choice<PoseSet>("<set>", "frontal is narrow, as photographs are; rebalanced is wide and even", POSE_SETS, {
		fallback: "rebalanced",
	}),
	gaze: choice<GazeMode>(
		"<mode>",
		"camera: everyone looks into the lens; free: anywhere, whatever the camera does",
		GAZE_MODES,
		{ fallback: "camera" },
	),
	count: value("<n>", "portraits", whole(1, 10_000_000), { fallback: 10_000 }),
	resolution: value("<n>", "width and height", whole(16, 2048), { fallback: 128 }),
	...WHO,
	truth: choice<"points" | "maps">(
		"<what>",
		"also write what is known: points (pose, gaze, landmarks, identity), or maps (depth, normals, parts, eyes) too",
		["points", "maps"],
	),
	threads: { ...THREADS.threads, isRecorded: false },
	...SAID,
};

export const LATENTS = {
	out: text("<safetensors>", "the file to write: 'z' [count, zDim]", { isRequired: true }),
	poses: { ...HEADS.poses, help: "of the portraits; latents do not depend on it" },
	gaze: { ...HEADS.gaze, help: "free gazes are part of the latents" },
	count: value("<n>", "portraits", whole(2, 10_000_000), { fallback: 10_000 }),
	zDim: value("<n>", "numbers of a latent", whole(1, 4096), { fallback: 128 }),
	...WHO,
	...SAID,
};

/** `none`, `center`, or left, top, width, height in pixels. */
export function parseCrop(text: string): Crop {
	if (text === "none" || text === "center") return text;
	if (!/^\d+(,\d+){3}$/.test(text)) {
		throw new InvalidArgumentError(
			`'${text}': want none, center, or left,top,width,height in pixels, as in 30,0,178,178.`,
		);
	}
	const [left = 0, top = 0, width = 0, height = 0] = parseNumberList(text, { most: 100_000 });
	if (width < 1 || height < 1) throw new InvalidArgumentError(`'${text}': width and height want at least 1 pixel.`);
	return { left, top, width, height };
}

/** As on the command line. */
export function cropText(crop: Crop): string {
	return typeof crop === "string" ? crop : `${crop.left},${crop.top},${crop.width},${crop.height}`;
}

/** Kinds of findings, separated by commas. */
export function parseKinds(text: string, known: readonly FindingKind[] = ALL_FINDING_KINDS): FindingKind[] {
	return text.split(",").map((part) => {
		const kind = known.find((one) => one === part.trim());
		if (kind) return kind;
		throw new InvalidArgumentError(`'${part}' is not one of ${known.join(", ")}.`);
	});
}
