/** Picture beside shape, from the same cameras, as in figure 6 of the paper. */

import type { Generator } from "../../generator/generator.ts";
import { TRAINING_FOV_DEGREES, trainingOrbit, type ViewCamera, viewCameraAt } from "../../generator/view-cameras.ts";
import type { Mesh } from "../../mesh/mesh.ts";
import { previewMesh } from "../../mesh/preview/preview.ts";
import { onBackground } from "../../mesh/preview/rgba-image.ts";
import { splitLabel } from "../../rendering/label.ts";
import { colourPixels, type PixelImage } from "../../tensor/pixels.ts";
import type { Person } from "../person.ts";

/** True angles about the pivot, degrees: half a profile to each side, a little from above. */
export const FIGURE_ANGLES: readonly { readonly yaw: number; readonly pitch: number }[] = [
	{ yaw: 25, pitch: -5 },
	{ yaw: -25, pitch: -5 },
];

export interface FigureView {
	readonly camera: ViewCamera;
	/** Super-resolved. */
	readonly image: PixelImage;
	/** The mesh in clay, seen by the same camera, as large. */
	readonly shape: PixelImage;
}

const PAPER = [255, 255, 255] as const;

/** A view from each of the angles. */
export async function figureViews(
	generator: Generator,
	{ ws, planes }: Person,
	mesh: Mesh,
	signal?: AbortSignal,
): Promise<FigureView[]> {
	const orbit = trainingOrbit(generator.config.rendering);
	const views: FigureView[] = [];
	for (const angles of FIGURE_ANGLES) {
		const camera = viewCameraAt(angles, orbit, TRAINING_FOV_DEGREES);
		const { image, imageRaw } = await generator.render(planes, ws, camera.label, { signal });
		const pixels = colourPixels(image ?? imageRaw);
		const { width, height } = pixels;
		const shape = previewMesh(mesh, splitLabel(camera.label), { width, height, material: "clay" });
		views.push({ camera, image: pixels, shape: onBackground(shape, PAPER) });
	}
	return views;
}
