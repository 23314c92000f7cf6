/** Picture beside shape, from the same cameras, as in figure 6 of the paper. */

import type { TrueDegrees } from "../../camera/angles.ts";
import { splitLabel } from "../../camera/label.ts";
import { type ViewCamera, viewCameraAt } from "../../camera/view-camera.ts";
import type { Generator } from "../../generator/generator.ts";
import { trainingFov, trainingOrbit } from "../../generator/training-cameras.ts";
import type { Mesh } from "../../mesh/mesh.ts";
import { previewMesh } from "../../mesh/preview/preview.ts";
import { onBackground } from "../../mesh/preview/rgba-image.ts";
import type { RenderingConfig } from "../../rendering/rendering-config.ts";
import { colourPixels, type PixelImage } from "../../tensor/pixels.ts";
import type { Person } from "../person.ts";

/** True angles about the pivot, degrees: half a profile to each side, a little from above. */
export const FIGURE_ANGLES: readonly TrueDegrees[] = [
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

/** The cameras of the paper's figure, for a network. */
export function figureCameras(rendering: RenderingConfig): ViewCamera[] {
	const orbit = trainingOrbit(rendering);
	return FIGURE_ANGLES.map((angles) => viewCameraAt(angles, orbit, trainingFov(rendering).degrees));
}

/** A view of each camera; those of the paper unless told otherwise. */
export async function figureViews(
	generator: Generator,
	{ ws, planes }: Person,
	mesh: Mesh,
	signal?: AbortSignal,
	cameras: readonly ViewCamera[] = figureCameras(generator.config.rendering),
): Promise<FigureView[]> {
	const views: FigureView[] = [];
	for (const camera of cameras) {
		const { image, imageRaw } = await generator.render(planes, ws, camera.label, { signal });
		const pixels = colourPixels(image ?? imageRaw);
		const { width, height } = pixels;
		const shape = previewMesh(mesh, splitLabel(camera.label), { width, height, material: "clay" });
		views.push({ camera, image: pixels, shape: onBackground(shape, PAPER) });
	}
	return views;
}
