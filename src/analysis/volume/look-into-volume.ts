/**
 * Into the volume (experiment E2 of the report): one view of one person taken apart – slices at fixed depths and their
 * sum, single rays, cross-sections, maps of opacity, depth and normals – and, for comparison, the report's own panels.
 */

import type { ViewCamera } from "../../camera/view-camera.ts";
import type { Generator } from "../../generator/generator.ts";
import type { View } from "../../generator/views.ts";
import type { ProgressListener } from "../../host/progress.ts";
import { hasRawLayers } from "../../networks/raw-image.ts";
import { InputError } from "../../tensor/errors.ts";
import type { DarkShares } from "../angles/dark-pixels.ts";
import { MEASURE_DEFAULTS, type MeasureOptions, measureView } from "../angles/view-measures.ts";
import { imageDistance } from "../image-distance.ts";
import { lumaOf } from "../luma.ts";
import type { Person } from "../person.ts";
import { type DepthSlices, depthSlices, rayColoursAsImage } from "./depth-slices.ts";
import { normalMap } from "./normal-map.ts";
import { type PickedPixel, pixelsAt, tellingPixels } from "./picked-pixels.ts";
import { type PublishedPanels, publishedPanels } from "./published-panels.ts";
import { type RayCurve, rayCurves } from "./ray-curves.ts";
import { crossSections, type Section, type SectionPlace } from "./sections.ts";

export interface LookOptions {
	readonly camera: ViewCamera;
	/** Rays per side; the network's own where left out. */
	readonly side?: number | undefined;
	readonly sampleMultiplier: number;
	readonly superresolution: boolean;
	readonly slices: number;
	readonly depthSamples: number;
	/** Places (u, v) of pixels, or `null` for telling ones. */
	readonly pixels: readonly (readonly [u: number, v: number])[] | null;
	readonly sections: readonly SectionPlace[];
	readonly sectionSide: number;
	/** Panels of the report's kind; 0 for none. */
	readonly publishedPanels: number;
	readonly jitterSeed: number;
	readonly measures?: MeasureOptions | undefined;
	readonly signal?: AbortSignal | undefined;
	readonly onProgress?: ProgressListener | undefined;
}

/** All that there is to draw. */
export interface LookedInto {
	readonly view: View;
	readonly slices: DepthSlices;
	readonly pixels: readonly PickedPixel[];
	readonly rays: readonly RayCurve[];
	readonly sections: readonly Section[];
	/** [side², 3] or NaN */
	readonly normals: Float32Array;
	readonly published: PublishedPanels | null;
	/** The view's dark pixels, and why they are. */
	readonly dark: DarkShares;
	/** Root mean square difference of the slices' sum and the rendered image, 0 to 1. */
	readonly sumDifference: number;
}

const CURVE_SAMPLES = 256;

/** Takes a view apart. Throws `InputError` where a picture is more than the volume's first three features. */
export async function lookIntoVolume(
	generator: Generator,
	{ planes, ws }: Person,
	options: LookOptions,
): Promise<LookedInto> {
	const { camera, sampleMultiplier, jitterSeed, signal, onProgress, measures = MEASURE_DEFAULTS } = options;
	if (hasRawLayers(generator.config)) {
		throw new InputError(
			"volume: this network makes its picture with a layer or a background of its own, as PanoHead does; its slices do not add up to it",
		);
	}
	const side = options.side ?? generator.config.neuralRenderingResolution;
	const { label } = camera;
	onProgress?.({ stage: "view", fraction: 0 });
	const view = await generator.render(planes, ws, label, {
		...{ neuralRenderingResolution: side, sampleMultiplier, superresolution: options.superresolution, signal },
		jitter: { kind: "seeded", seed: jitterSeed },
	});
	const slices = await depthSlices(generator, planes, label, side, {
		...{ slices: options.slices, depthSamples: options.depthSamples, signal },
		onProgress: (fraction) => onProgress?.({ stage: "slices", fraction: 0.1 + 0.7 * fraction }),
	});
	const pixels = options.pixels
		? pixelsAt(options.pixels, side)
		: tellingPixels(lumaOf(view.imageRaw), view.opacity.data, side, measures);
	const curveOptions = { samples: CURVE_SAMPLES, sampleMultiplier, jitterSeed, signal };
	const rays = await rayCurves(generator, planes, label, pixels, side, curveOptions);
	onProgress?.({ stage: "sections", fraction: 0.85 });
	const sections = await crossSections(generator, planes, options.sections, options.sectionSide, signal);
	const normals = await normalMap(generator, planes, view, label, measures.missOpacity, signal);
	const panels = options.publishedPanels;
	const published =
		panels === 0
			? null
			: await publishedPanels(generator, planes, label, side, panels, { jitterSeed, sampleMultiplier, signal });
	onProgress?.({ stage: "done", fraction: 1 });
	return {
		...{ view, slices, pixels, rays, sections, normals, published },
		dark: darkOf(measureView(view, label, generator.config.rendering.boxWarp, measures).measures),
		sumDifference: imageDistance(view.imageRaw, rayColoursAsImage(slices.sum.colour, side)),
	};
}

function darkOf(shares: DarkShares): DarkShares {
	const { darkFraction, borderDarkFraction, meanOpacity, missedFraction, darkMissedFraction, darkHitFraction } = shares;
	return { darkFraction, borderDarkFraction, meanOpacity, missedFraction, darkMissedFraction, darkHitFraction };
}
