/** Photographs as the browser reads them. */

import { InputError, type PixelImage } from "triplane";

/** Pixels of the longer side that are looked at: a face of a tenth of it is still larger than networks show. */
const LONGEST = 3072;
/** Photographs are unpacked whole. */
const MOST_BYTES = 256 * 2 ** 20;

/** Upright, in sRGB, smaller where it is very large. Rejects with `InputError` for what the browser cannot read. */
export async function readPhotograph(file: Blob): Promise<PixelImage> {
	if (file.size > MOST_BYTES) throw new InputError(`photograph: ${file.size} bytes, want at most ${MOST_BYTES}`);
	const bitmap = await createImageBitmap(file, { imageOrientation: "from-image" }).catch((cause: unknown) => {
		throw new InputError("photograph: this browser cannot read it; want JPEG, PNG, WebP or AVIF", { cause });
	});
	try {
		const factor = Math.min(1, LONGEST / Math.max(bitmap.width, bitmap.height));
		const [width, height] = [bitmap.width, bitmap.height].map((side) => Math.max(1, Math.round(side * factor))) as [
			number,
			number,
		];
		const context = new OffscreenCanvas(width, height).getContext("2d", { willReadFrequently: true });
		if (!context) throw new InputError("photograph: this browser draws no pictures in workers");
		context.imageSmoothingQuality = "high";
		// what is transparent becomes white, as on a page
		context.fillStyle = "#ffffff";
		context.fillRect(0, 0, width, height);
		context.drawImage(bitmap, 0, 0, width, height);
		return opaque(context.getImageData(0, 0, width, height));
	} finally {
		bitmap.close();
	}
}

function opaque({ width, height, data: rgba }: ImageData): PixelImage {
	const data = new Uint8Array(3 * width * height);
	for (let pixel = 0; pixel < width * height; pixel++) {
		data[3 * pixel] = rgba[4 * pixel] ?? 0;
		data[3 * pixel + 1] = rgba[4 * pixel + 1] ?? 0;
		data[3 * pixel + 2] = rgba[4 * pixel + 2] ?? 0;
	}
	return { width, height, channels: 3, data };
}
