/** What a platform hands in to read and write image files. */

import type { PixelImage } from "../tensor/pixels.ts";

/** `png` and `webp` keep every pixel when they are written; `jpg` does not. */
export type ImageFormat = "png" | "jpg" | "webp";

/** What an image file says of itself before its pixels are decoded. */
export interface ImageHeader {
	readonly format: ImageFormat;
	readonly width: number;
	readonly height: number;
	/** Whether there is an alpha channel, opaque or not. */
	readonly alpha: boolean;
	/** Whether channels have 8 bits. */
	readonly eightBit: boolean;
	/** EXIF orientation, 1 to 8; 1 is upright and is what a file without that tag has. */
	readonly orientation: number;
}

export interface ImageDecoder {
	/** Reads the header. Rejects with `InputError` when the bytes are no PNG, JPEG or WebP, or declare too many pixels. */
	header(bytes: Uint8Array): Promise<ImageHeader>;
	/**
	 * Decodes to 8-bit RGB: grey is repeated, transparency is laid on white, 16 bits are cut to 8, colour profiles and the
	 * EXIF orientation are ignored. Rejects with `InputError` when the image is damaged anywhere.
	 */
	decode(bytes: Uint8Array): Promise<PixelImage>;
}

/** A rectangle of whole pixels. */
export interface PixelRectangle {
	readonly left: number;
	readonly top: number;
	readonly width: number;
	readonly height: number;
}

/** What becomes of an image, in this order. */
export interface ImageChange {
	/** Turns it as its EXIF orientation says, first of all. Default false. */
	readonly upright?: boolean;
	/** Keeps only this part. */
	readonly crop: PixelRectangle | null;
	/** Resizes with a Lanczos filter to this width and height. */
	readonly size: { readonly width: number; readonly height: number } | null;
	/** Mirrors left and right. */
	readonly mirrored: boolean;
	readonly format: ImageFormat;
}

export interface ImageCodec extends ImageDecoder {
	/** Makes a new file of an image, 8-bit RGB as by `decode`. Equal bytes and changes give equal files. */
	recode(bytes: Uint8Array, change: ImageChange): Promise<Uint8Array>;
}
