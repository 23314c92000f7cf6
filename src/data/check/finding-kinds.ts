/** Everything that can be wrong with a dataset: what it is, and how to mend it. */

import type { RefusalReason } from "../../host/file-set.ts";
import type { LabelFaultKind } from "../label-faults.ts";

export type FindingKind =
	| RefusalReason
	| LabelFaultKind
	| "empty"
	| "no-labels"
	| "label-file-damaged"
	| "label-malformed"
	| "label-missing"
	| "label-without-image"
	| "label-conflict"
	| "unreadable"
	| "mixed-sizes"
	| "wrong-size"
	| "not-square"
	| "no-power-of-two"
	| "alpha"
	| "orientation"
	| "duplicate";

interface KindText {
	/** After a count: "3 images …". */
	readonly what: string;
	readonly mend: string;
}

const CAMERA_MEND = "want row-major cam2world, OpenCV axes (x right, y down, z forward), then row-major intrinsics";

export const FINDING_KINDS: { readonly [K in FindingKind]: KindText } = {
	empty: { what: "no images", mend: "want PNG, JPEG or WebP files, and dataset.json at the root" },
	"unsafe-name": { what: "files whose names lead elsewhere", mend: "pack the archive anew with plain relative names" },
	"duplicate-name": { what: "files whose name is there already", mend: "give every file its own name" },
	encrypted: { what: "encrypted files", mend: "pack the archive anew without a password" },
	"unknown-compression": { what: "files in an unknown compression", mend: "pack the archive anew, stored or deflated" },
	"too-large": {
		what: "files too large for what they are",
		mend: "want images below 64 MiB, dataset.json below 400 MiB",
	},
	"no-labels": {
		what: "no labels",
		mend: 'want dataset.json at the root, {"labels": [["img0.png", [25 numbers]], …]}',
	},
	"label-file-damaged": { what: "dataset.json cannot be read", mend: "write it anew" },
	"label-malformed": {
		what: "entries of dataset.json are not a name and numbers",
		mend: 'want ["img0.png", [25 numbers]]',
	},
	"label-missing": { what: "images without a label", mend: "add them to dataset.json, or pack with --only-labelled" },
	"label-without-image": { what: "labels without an image", mend: "names count from the root, letter by letter" },
	"label-conflict": { what: "images with several labels", mend: "keep one of them" },
	"label-length": { what: "labels that are not 25 numbers", mend: CAMERA_MEND },
	"label-not-finite": { what: "labels with NaN, infinity, or what is no number", mend: "leave these images out" },
	"label-no-rotation": { what: "labels whose cam2world has no rotation", mend: CAMERA_MEND },
	"label-last-row": {
		what: "labels whose cam2world does not end in [0, 0, 0, 1]",
		mend: "is it written column by column?",
	},
	"label-intrinsics": {
		what: "labels whose intrinsics are not normalised",
		mend: "divide the first row by the width, the second by the height; the centre is then about 0.5",
	},
	"label-looks-away": {
		what: "cameras that look away from the origin",
		mend: "is it OpenGL's camera (y up, z backward), or world to camera? negate columns 1 and 2, or invert",
	},
	unreadable: { what: "images that cannot be read", mend: "replace them, or pack with --skip-unreadable" },
	"mixed-sizes": { what: "images of another size than most", mend: "pack with --crop center --resolution <n>" },
	"wrong-size": { what: "images of another size than asked for", mend: "pack with --resolution <n>" },
	"not-square": { what: "images that are not square", mend: "pack with --crop center" },
	"no-power-of-two": { what: "images whose side is no power of two", mend: "pack with --resolution 128, 256 or 512" },
	alpha: { what: "images with an alpha channel", mend: "pack lays them on white" },
	orientation: {
		what: "images that a tag turns (EXIF orientation)",
		mend: "the tag is not obeyed: turn the pixels if the labels were made for the turned image; pack drops the tag",
	},
	duplicate: {
		what: "images that are there already",
		mend: "take them out, or give --ignore duplicate if they are meant",
	},
};

export const ALL_FINDING_KINDS: readonly FindingKind[] = Object.keys(FINDING_KINDS) as FindingKind[];
