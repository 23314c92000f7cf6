/** Which names of files are safe, which are images, and which files of a folder or an archive a dataset is made of. */

import type { FileSet, RefusalReason, RefusedFile } from "../host/file-set.ts";

/** Labels of a dataset, at its root. */
export const LABEL_FILE = "dataset.json";

/** Larger image files are refused: they are no images of faces, or an archive that grows when it is opened. */
const MOST_IMAGE_BYTES = 64 * 2 ** 20;
/** A label takes about 600 bytes of text; more text than this does not fit into one string. */
const MOST_LABEL_BYTES = 400 * 2 ** 20;
const MOST_NAME_LENGTH = 1024;
const IMAGE_NAME = /\.(png|jpe?g|webp)$/i;
/** Endings of images in formats that are not read. */
const OTHER_IMAGE_NAME = /\.(tiff?|bmp|gif|jfif|jpe|jp2|j2k|avif|hei[cf]|jxl|tga|exr|hdr|p[bgp]m|dng|psd|svg)$/i;

/** A file as a folder or an archive lists it. */
export interface ListedFile {
	/** As listed; a backslash counts as a slash. */
	readonly name: string;
	readonly size: number;
	/** Why the container cannot give its bytes, where it cannot. */
	readonly unreadable?: "encrypted" | "unknown-compression" | undefined;
}

export function isImageName(name: string): boolean {
	return IMAGE_NAME.test(name);
}

/** Whether a name says that the file is an image of a format that is not read. */
export function isOtherImageName(name: string): boolean {
	return OTHER_IMAGE_NAME.test(name);
}

/** Names of the images of a dataset, in the order in which it counts them. */
export function imageNames(files: FileSet): string[] {
	return [...files.sizes.keys()].filter(isImageName).sort();
}

/**
 * With slashes, without the `./` that some tools begin with, and with accented letters as one character each (Unicode NFC):
 * one system writes the names of files with letter and accent apart, where Python writes dataset.json with both in one.
 */
export function normalizedName(name: string): string {
	return name
		.replaceAll("\\", "/")
		.replace(/^(\.\/)+/, "")
		.normalize("NFC");
}

/**
 * Sorts listed files into those that can be read, those that are refused with a reason, and those that do not matter:
 * folders, hidden files, and the `__MACOSX` that one system puts into its archives. Sizes are refused only of images and
 * labels, since nothing else is ever read.
 */
export function admitFiles(listed: Iterable<ListedFile>): Pick<FileSet, "sizes" | "refused"> {
	const sizes = new Map<string, number>();
	const refused: RefusedFile[] = [];
	for (const file of listed) {
		const name = normalizedName(file.name);
		if (name.endsWith("/") || isHidden(name)) continue;
		const reason = objection(file, name, sizes);
		if (reason) refused.push({ name, reason });
		else sizes.set(name, file.size);
	}
	return { sizes, refused };
}

function objection(file: ListedFile, name: string, sizes: ReadonlyMap<string, number>): RefusalReason | null {
	if (!isSafeName(name)) return "unsafe-name";
	if (sizes.has(name)) return "duplicate-name";
	if (file.unreadable) return file.unreadable;
	const most = mostBytes(name);
	return most !== null && file.size > most ? "too-large" : null;
}

/** The most bytes that are read of a file of this name, or `null` when files of that kind are never read. */
function mostBytes(name: string): number | null {
	if (isImageName(name)) return MOST_IMAGE_BYTES;
	return name === LABEL_FILE ? MOST_LABEL_BYTES : null;
}

/** Relative, without `..`, drive letters and control characters. */
function isSafeName(name: string): boolean {
	if (name === "" || name.length > MOST_NAME_LENGTH || name.startsWith("/") || /^[a-z]:/i.test(name)) return false;
	if (name.includes("\ufffd") || hasControlCharacter(name)) return false;
	return name.split("/").every((part) => part !== "" && part !== "." && part !== "..");
}

function hasControlCharacter(name: string): boolean {
	for (let i = 0; i < name.length; i++) {
		const code = name.charCodeAt(i);
		if (code < 0x20 || code === 0x7f) return true;
	}
	return false;
}

function isHidden(name: string): boolean {
	return name.split("/").some((part) => part === "__MACOSX" || /^\.[^./]/.test(part));
}
