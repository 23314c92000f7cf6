/** Pictures for pages: small enough to stand inside an HTML file. The files that they come from stay as they are. */

import { readFile } from "node:fs/promises";
import { nativePackage } from "./native-packages.ts";

export interface EmbeddedPicture {
	/** `data:image/webp;base64,…` */
	readonly uri: string;
	readonly width: number;
	readonly height: number;
}

/** Wider pictures are shrunk: two pixels for each of the page's. */
const MOST_WIDTH = 1600;
/** Letters stay legible, and no difference shows on faces. Sheets take two thirds of what they take at 82. */
const QUALITY = 64;

/** Reads a picture file. The same file gives the same text. */
export async function embedPicture(path: string): Promise<EmbeddedPicture> {
	const image = nativePackage("sharp")(await readFile(path), { limitInputPixels: false });
	const shrunk = image.resize({ width: MOST_WIDTH, withoutEnlargement: true }).webp({ quality: QUALITY, effort: 6 });
	const { data, info } = await shrunk.toBuffer({ resolveWithObject: true });
	return { uri: `data:image/webp;base64,${data.toString("base64")}`, width: info.width, height: info.height };
}
