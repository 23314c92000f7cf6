/** Everything that can be wrong with a dataset: what it is, and how to mend it. */

import type { LabelFaultKind } from "../../camera/label-checks.ts";
import type { RefusalReason } from "../../host/file-set.ts";

/** What is wrong with the cameras of a dataset taken together, where each alone could be right. */
export const SET_FINDING_KINDS = [
	"cameras-alike",
	"cameras-in-one-place",
	"cameras-look-apart",
	"cameras-miss-box",
	"cameras-look-past-box",
] as const;
export type SetFindingKind = (typeof SET_FINDING_KINDS)[number];

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
	| "label-not-numbers"
	| "other-format"
	| SetFindingKind
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
	/** Whether training takes a dataset in spite of it. */
	readonly trains?: true;
}

const CAMERA_MEND = "want row-major cam2world, OpenCV axes (x right, y down, z forward), then row-major intrinsics";

export const FINDING_KINDS: { readonly [K in FindingKind]: KindText } = {
	empty: { what: "no images", mend: "want PNG, JPEG or WebP files, and dataset.json at the root" },
	"unsafe-name": { what: "files whose names lead elsewhere", mend: "pack the archive again with plain relative names" },
	"duplicate-name": { what: "files whose name is there already", mend: "give every file its own name" },
	encrypted: { what: "encrypted files", mend: "pack the archive again without a password" },
	"unknown-compression": {
		what: "files in an unknown compression",
		mend: "pack the archive again, stored or deflated",
	},
	"too-large": {
		what: "files too large for what they are",
		mend: "want images below 64 MiB, dataset.json below 400 MiB",
	},
	"no-labels": {
		what: "no labels",
		mend: 'want dataset.json at the root, {"labels": [["img0.png", [25 numbers]], …]}',
	},
	"label-file-damaged": { what: "dataset.json cannot be read", mend: "write it again" },
	"label-malformed": {
		what: "entries of dataset.json are not a name and numbers",
		mend: 'want ["img0.png", [25 numbers]]',
	},
	"label-missing": { what: "images without a label", mend: "add them to dataset.json, or pack with --only-labelled" },
	"label-without-image": {
		what: "labels without an image",
		mend: "names count from the root, capital letters and endings included",
	},
	"label-conflict": { what: "images with several labels", mend: "keep one of them" },
	"other-format": {
		what: "files in a format that is not read, though they are named in dataset.json or are all there is",
		mend: "convert them to PNG, JPEG or WebP and name them again in dataset.json; a .jfif or .jpe is a .jpg",
	},
	"label-not-numbers": {
		what: "labels with texts or other things in place of numbers",
		mend: "write numbers without quotation marks: in Python, [float(x) for x in label]",
	},
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
	"label-field-of-view": {
		what: "labels whose field of view is below 2° or above 170°",
		mend: "is the focal length in pixels? divide its first row by the width, its second by the height, once",
	},
	"cameras-alike": {
		what: "images, more than half, with one and the same camera",
		mend: "give each image the camera that took it: from one camera no shape can be learnt",
	},
	"cameras-in-one-place": {
		what: "cameras that stand in one place and look in many directions",
		mend: "are the matrices world to camera? want camera to world: invert each",
	},
	"cameras-look-apart": {
		what: "cameras that look at no common point before them",
		mend: "are rotations transposed, or axes mixed up? want the camera's axes in the first three columns of cam2world",
	},
	"cameras-miss-box": {
		what: "cameras whose rays are not sampled where the box is",
		mend: "are positions in millimetres, or of another scale or origin? move and scale them, or give the --box-warp and --ray-limits of your class",
	},
	"cameras-look-past-box": {
		what: "cameras that look at a point outside of the box",
		mend: "move positions so that the thing's middle is the origin, or give the --box-warp of your class",
	},
	unreadable: { what: "images that cannot be read", mend: "replace them, or pack with --skip-unreadable" },
	"mixed-sizes": { what: "images of another size than most", mend: "pack with --crop center --resolution <n>" },
	"wrong-size": { what: "images of another size than asked for", mend: "pack with --resolution <n>" },
	"not-square": { what: "images that are not square", mend: "pack with --crop center" },
	"no-power-of-two": { what: "images whose side is no power of two", mend: "pack with --resolution 128, 256 or 512" },
	alpha: { what: "images with an alpha channel", mend: "pack lays them on white", trains: true },
	orientation: {
		what: "images that a tag turns (EXIF orientation)",
		mend: "the tag is not obeyed: turn the pixels if the labels were made for the turned image; pack drops the tag",
	},
	duplicate: {
		what: "images that are there already",
		mend: "take them out, or give --ignore duplicate if they are meant",
		trains: true,
	},
};

export const ALL_FINDING_KINDS: readonly FindingKind[] = Object.keys(FINDING_KINDS) as FindingKind[];

/** What training takes: images may be there twice, and transparency is laid on white as they are decoded. */
export const TRAINING_TAKES: readonly FindingKind[] = ALL_FINDING_KINDS.filter((kind) => FINDING_KINDS[kind].trains);
