/** Photographs as they are aligned: whole and upright. */

import { readFile } from "node:fs/promises";
import { nodeImageCodec } from "../../platform/node/image-codec.ts";
import { InputError } from "../../tensor/errors.ts";
import type { PixelImage } from "../../tensor/pixels.ts";

/** They are unpacked whole. */
const MOST_BYTES = 256 * 2 ** 20;

/** The bytes of a picture. Rejects with `InputError` naming the file. */
export async function pictureBytes(path: string): Promise<Uint8Array> {
	const bytes = await readFile(path).catch((error: NodeJS.ErrnoException) => {
		const why = error.code === "ENOENT" ? "there is no such file" : error.message;
		throw new InputError(`image '${path}': ${why}`, { cause: error });
	});
	if (bytes.byteLength <= MOST_BYTES) return bytes;
	throw new InputError(`image '${path}': ${bytes.byteLength} bytes, want at most ${MOST_BYTES}`);
}

/** Rejects with `InputError` naming the file: what is no picture, is damaged, or has too many pixels. */
export async function readPhotograph(path: string): Promise<PixelImage> {
	const bytes = await pictureBytes(path);
	try {
		const { orientation } = await nodeImageCodec.header(bytes);
		if (orientation === 1) return await nodeImageCodec.decode(bytes);
		const change = { upright: true, crop: null, size: null, mirrored: false, format: "png" } as const;
		return await nodeImageCodec.decode(await nodeImageCodec.recode(bytes, change));
	} catch (error) {
		throw new InputError(`image '${path}': ${error instanceof Error ? error.message : error}`, { cause: error });
	}
}
