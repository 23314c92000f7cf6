/** All of an alignment: faces of a photograph, their landmarks, and the crops that training pictures would be. */

import type { PixelImage } from "../tensor/pixels.ts";
import { type AlignedFace, alignFace } from "./align-face.ts";
import type { FaceFinder, FaceLandmarks, FoundFace } from "./face-finder.ts";
import type { CanonicalFace } from "./face-pose.ts";
import type { Framing } from "./framings.ts";
import { type Patch, samplePatch } from "./sample-patch.ts";

/** What to say where there is no face, and where there are no landmarks. */
export const NO_FACE =
	"no face found: want one that is upright, not far from the front, and at least a tenth of the picture";
export const NO_LANDMARKS = "what looks like a face has no landmarks: is it covered, cut off, or a drawing?";

/** Landmarks of less are of no face. */
const LEAST_CONFIDENCE = 0.5;

export interface PhotographedFace {
	readonly found: FoundFace;
	readonly landmarks: FaceLandmarks;
	/** `null` where what looked like a face has no landmarks. */
	readonly aligned: AlignedFace | null;
}

/**
 * The faces of a photograph, the largest first; none where none is found.
 * @param most  so many of them
 */
export async function alignPhotograph(
	photograph: PixelImage,
	{ finder, canonical, framing }: { finder: FaceFinder; canonical: CanonicalFace; framing: Framing },
	most: number = Number.POSITIVE_INFINITY,
): Promise<{ readonly faces: number; readonly shown: readonly PhotographedFace[] }> {
	const all = await finder.find(photograph);
	const shown: PhotographedFace[] = [];
	for (const found of all.slice(0, most)) {
		const landmarks = await finder.landmarks(photograph, found);
		const isFace = landmarks.confidence >= LEAST_CONFIDENCE;
		shown.push({ found, landmarks, aligned: isFace ? alignFace(landmarks.points, canonical, framing) : null });
	}
	return { faces: all.length, shown };
}

/** A crop as a picture; beyond the photograph its border goes on. */
export function croppedPixels(photograph: PixelImage, crop: Patch, size: number): PixelImage {
	const planes = samplePatch(photograph, crop, size, "edge");
	const area = size * size;
	const data = Uint8Array.from({ length: 3 * area }, (_, at) =>
		Math.round(255 * (planes[(at % 3) * area + Math.floor(at / 3)] ?? 0)),
	);
	return { width: size, height: size, channels: 3, data };
}
