/**
 * Image files through sharp, which works in threads of its own: the main thread only waits.
 *
 * What a file is, its first bytes say, not its name: sharp would also take formats that refer to other files.
 */

import type { Sharp } from "sharp";
import type { ImageChange, ImageCodec, ImageFormat, ImageHeader } from "../../host/image-codec.ts";
import { InputError } from "../../tensor/errors.ts";
import type { PixelImage } from "../../tensor/pixels.ts";
import { encodeSharp } from "./encode-image.ts";
import { nativePackage } from "./native-packages.ts";

/** Larger images are refused before they are unpacked: 8192 × 8192. */
const MOST_PIXELS = 2 ** 26;
const WHITE = "#ffffff";

export const nodeImageCodec: ImageCodec = Object.freeze({ header, decode, recode });

async function header(bytes: Uint8Array): Promise<ImageHeader> {
	const format = formatOf(bytes);
	const { width, height, hasAlpha, depth, orientation } = await orInputError(opened(bytes).metadata());
	if (!(width > 0 && height > 0 && width * height <= MOST_PIXELS)) {
		throw new InputError(`the image declares ${width} × ${height} pixels, want at most ${MOST_PIXELS}`);
	}
	return {
		format,
		width,
		height,
		alpha: hasAlpha ?? false,
		eightBit: depth === "uchar",
		orientation: orientation ?? 1,
	};
}

async function decode(bytes: Uint8Array): Promise<PixelImage> {
	formatOf(bytes);
	const raw = plain(opened(bytes)).raw({ depth: "uchar" });
	const { data, info } = await orInputError(raw.toBuffer({ resolveWithObject: true }));
	const { width, height, channels } = info;
	if (channels !== 3) throw new InputError(`the image has ${channels} channels, want 3`);
	return { width, height, channels, data };
}

async function recode(bytes: Uint8Array, { upright, crop, size, mirrored, format }: ImageChange): Promise<Uint8Array> {
	formatOf(bytes);
	let image = plain(upright ? opened(bytes).autoOrient() : opened(bytes));
	if (crop) image = image.extract(crop);
	if (size) image = image.resize({ ...size, kernel: "lanczos3", fit: "fill", fastShrinkOnLoad: false });
	if (mirrored) image = image.flop();
	return await orInputError(encodeSharp(image, format));
}

/** 8-bit RGB, whatever it was. */
function plain(image: Sharp): Sharp {
	return image.flatten({ background: WHITE }).toColourspace("srgb");
}

function opened(bytes: Uint8Array): Sharp {
	return nativePackage("sharp")(bytes, {
		failOn: "error",
		limitInputPixels: MOST_PIXELS,
		ignoreIcc: true,
		autoOrient: false,
	});
}

const SIGNATURES: readonly { readonly format: ImageFormat; readonly at: number; readonly bytes: readonly number[] }[] =
	[
		{ format: "png", at: 0, bytes: [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a] },
		{ format: "jpg", at: 0, bytes: [0xff, 0xd8, 0xff] },
		{ format: "webp", at: 8, bytes: [0x57, 0x45, 0x42, 0x50] },
	];

function formatOf(bytes: Uint8Array): ImageFormat {
	const found = SIGNATURES.find(({ at, bytes: want }) => want.every((byte, index) => bytes[at + index] === byte));
	if (found) return found.format;
	throw new InputError(bytes.byteLength === 0 ? "the file is empty" : "the file is no PNG, JPEG or WebP");
}

/** sharp's errors are plain ones; all of them are about the image here. */
async function orInputError<T>(work: Promise<T>): Promise<T> {
	try {
		return await work;
	} catch (error) {
		const message = error instanceof Error ? error.message : String(error);
		throw new InputError(`the image is damaged: ${message.split("\n")[0]}`, { cause: error });
	}
}
