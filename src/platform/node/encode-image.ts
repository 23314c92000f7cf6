/** Image files from pixels, through sharp. The same pixels give the same bytes: no time stamps, fixed settings. */

import sharp, { type Sharp } from "sharp";
import type { ImageFormat } from "../../host/image-codec.ts";
import type { PixelImage } from "../../tensor/pixels.ts";

export type { ImageFormat };

export const IMAGE_FORMATS: readonly ImageFormat[] = ["png", "jpg", "webp"];

/** Encodes 8-bit grey or RGB pixels. */
export async function encodeImage(image: PixelImage, format: ImageFormat): Promise<Uint8Array> {
	const { width, height, channels, data } = image;
	const raw = sharp(data, { raw: { width, height, channels }, limitInputPixels: false });
	return encodeSharp(channels === 1 ? raw.toColourspace("b-w") : raw, format);
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
	return sharp.versions.sharp ?? "unknown";
}
