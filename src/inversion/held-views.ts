/**
 * What a person looks like from sides that no picture shows, to hold them while weights are tuned to a picture. Colours are
 * those of the untuned person, and where the picture sees the same surface, they are off by as much as the person
 * is off in the picture: a coat that is too dark from the front is too dark from the side. Depths are those of
 * the untuned person.
 */

import { samplePlane } from "../analysis/metrics/consistency/sample-image.ts";
import { splitLabel } from "../camera/label.ts";
import { imageRays, projectPoint } from "../camera/projection.ts";
import { viewCameraAt } from "../camera/view-camera.ts";
import type { Generator } from "../generator/generator.ts";
import { trainingFov, trainingOrbit } from "../generator/training-cameras.ts";
import type { FixedTensor, Float32Tensor } from "../tensor/host-tensor.ts";
import { addVec3, scaleVec3 } from "../tensor/vec3.ts";
import { colourFloats } from "./colour-floats.ts";
import type { Pictured } from "./picture.ts";

/** A picture with depths. */
export interface HeldView extends Pictured {
	/** [side, side] along the rays, world units */
	readonly depths: Float32Array;
}

/** A person as the untuned generator shows them. */
export interface UntunedPerson {
	/** [1, numWs, wDim] */
	readonly ws: Float32Tensor;
	/** [1, 3, C, H, W] */
	readonly planes: FixedTensor;
}

/** Surfaces are the same where distances differ by less, world units. */
const SAME_SURFACE = 0.03;
/** Pixels whose neighbours' depths differ by more lie on an edge, world units. */
const EDGE = 0.06;

/** Views of a person, and how far the picture is off. */
export interface PersonViews {
	/** The picture's own colours, and the depths that the person has there. */
	readonly picture: HeldView;
	/** Views at pairs of true yaw and pitch about the pivot, degrees. */
	at(angles: readonly (readonly [yaw: number, pitch: number])[]): Promise<HeldView[]>;
}

/** @param picture  its camera is where it was found to be */
export async function personViews(
	generator: Generator,
	person: UntunedPerson,
	picture: Pictured,
): Promise<PersonViews> {
	const { rendering } = generator.config;
	const { side } = picture;
	const own = await seen(generator, person, picture.camera, side);
	const off = own.pixels.map((value, at) => (picture.pixels[at] ?? 0) - value);
	return {
		picture: { ...picture, depths: own.depths },
		at: async (angles) => {
			const views: HeldView[] = [];
			for (const [yaw, pitch] of angles) {
				const camera = viewCameraAt({ yaw, pitch }, trainingOrbit(rendering), trainingFov(rendering).degrees).label;
				const view = await seen(generator, person, camera, side);
				views.push({ ...view, pixels: carriedOver(view, { ...own, off }) });
			}
			return views;
		},
	};
}

/** The colours of a view, off by as much as the same surfaces are in the picture. [side, side, 3] */
function carriedOver(view: HeldView, picture: HeldView & { readonly off: Float32Array }): Float32Array {
	const { side } = view;
	const { origin, through } = imageRays(splitLabel(view.camera));
	const to = splitLabel(picture.camera);
	const square = { width: side, height: side };
	const depths = { ...square, data: picture.depths };
	const channels = [0, 1, 2].map((channel) => ({
		...square,
		data: Float32Array.from({ length: side * side }, (_, pixel) => picture.off[3 * pixel + channel] ?? 0),
	}));
	const sampled = { value: 0, spread: 0 };
	const result = view.pixels.slice();
	for (let pixel = 0; pixel < side * side; pixel++) {
		const [u, v] = [((pixel % side) + 0.5) / side, (Math.floor(pixel / side) + 0.5) / side];
		const point = addVec3(origin, scaleVec3(through(u, v), view.depths[pixel] ?? 0));
		const place = projectPoint(to, point);
		if (!(place.depth > 0 && place.u >= 0 && place.u <= 1 && place.v >= 0 && place.v <= 1)) continue;
		samplePlane(depths, place.u, place.v, sampled);
		if (sampled.spread > EDGE || Math.abs(sampled.value - place.depth) > SAME_SURFACE) continue;
		for (const [channel, plane] of channels.entries()) {
			samplePlane(plane, place.u, place.v, sampled);
			const at = 3 * pixel + channel;
			result[at] = Math.min(Math.max((result[at] ?? 0) + sampled.value, 0), 1);
		}
	}
	return result;
}

async function seen(
	generator: Generator,
	{ ws, planes }: UntunedPerson,
	camera: Float32Tensor,
	side: number,
): Promise<HeldView> {
	const { imageRaw, imageDepth } = await generator.render(planes, ws, camera, {
		...{ neuralRenderingResolution: side, superresolution: false },
	});
	return { pixels: colourFloats(imageRaw), side, camera, depths: Float32Array.from(imageDepth.data) };
}
