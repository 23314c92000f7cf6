/**
 * Pictures with text, through canvas. The typeface comes with the package, since a machine may have none; every letter
 * that it lacks is drawn as an empty box.
 */

import { createRequire } from "node:module";
import type { SKRSContext2D } from "@napi-rs/canvas";
import { OutputError } from "../../tensor/errors.ts";
import { nativePackage } from "./native-packages.ts";

/** For `font` of a context, after its size. */
export const TYPEFACE = "TriplaneInter, TriplaneInterExt, TriplaneInterGreek";

const SUBSETS: Readonly<Record<string, string>> = {
	TriplaneInter: "latin",
	TriplaneInterExt: "latin-ext",
	TriplaneInterGreek: "greek",
};
const WEIGHTS = [400, 600];

export interface Picture {
	readonly context: SKRSContext2D;
	/** The picture as a PNG; equal drawings give equal bytes. */
	png(): Promise<Uint8Array>;
}

/** An empty picture of this size in pixels. Throws `OutputError` when the typeface is not there. */
export function newPicture(width: number, height: number): Picture {
	const { createCanvas, GlobalFonts } = nativePackage("@napi-rs/canvas");
	const { resolve } = createRequire(import.meta.url);
	for (const [family, subset] of Object.entries(SUBSETS)) {
		// the registry belongs to the process; what is there already is left
		if (GlobalFonts.has(family)) continue;
		for (const weight of WEIGHTS) {
			const path = resolve(`@fontsource/inter/files/inter-${subset}-${weight}-normal.woff2`);
			if (!GlobalFonts.registerFromPath(path, family)) {
				throw new OutputError(`cannot read the typeface '${path}'; install the package again`);
			}
		}
	}
	const canvas = createCanvas(width, height);
	return { context: canvas.getContext("2d"), png: () => canvas.encode("png") };
}
