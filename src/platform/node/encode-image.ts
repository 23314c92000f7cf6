/** Image files from pixels, through sharp. The same pixels give the same bytes: no time stamps, fixed settings. */

import type { Sharp } from "sharp";
import type { ImageFormat } from "../../host/image-codec.ts";
import type { PixelImage } from "../../tensor/pixels.ts";
import { nativePackage } from "./native-packages.ts";

export type { ImageFormat };

export const IMAGE_FORMATS: readonly ImageFormat[] = ["png", "jpg", "webp"];

/** Encodes 8-bit grey or RGB pixels. */
export async function encodeImage(image: PixelImage, format: ImageFormat): Promise<Uint8Array> {
	const { width, height, channels, data } = image;
	const raw = nativePackage("sharp")(data, { raw: { width, height, channels }, limitInputPixels: false });
	return encodeSharp(channels === 1 ? raw.toColourspace("b-w") : raw, format);
}

/** 16-bit grey pixels, row by row. */
export interface Grey16Image {
	readonly width: number;
	readonly height: number;
	readonly data: Uint16Array;
}

/** Encodes 16-bit grey pixels as PNG; every value is kept. */
export async function encodeGrey16({ width, height, data }: Grey16Image): Promise<Uint8Array> {
	const raw = nativePackage("sharp")(data, { raw: { width, height, channels: 1 }, limitInputPixels: false });
	return await encodeSharp(raw.toColourspace("grey16"), "png");
}

/** Encodes what sharp has opened and changed. */
export function encodeSharp(image: Sharp, format: ImageFormat): Promise<Uint8Array> {
	return ENCODERS[format](image);
}

const ENCODERS: Readonly<Record<ImageFormat, (image: Sharp) => Promise<Buffer>>> = {
	png: (image) => image.png({ compressionLevel: 6, adaptiveFiltering: false, palette: false }).toBuffer(),
	jpg: (image) => image.jpeg({ quality: 95, chromaSubsampling: "4:4:4" }).toBuffer(),
	webp: (image) => image.webp({ lossless: true, effort: 4 }).toBuffer(),
};

/** Version of sharp, which has the codecs. */
export function imageLibraryVersion(): string {
	return nativePackage("sharp").versions.sharp ?? "unknown";
}
