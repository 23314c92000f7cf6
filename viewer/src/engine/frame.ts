/** One frame: a person seen by a camera, drawn as the state says. */

import { float32Tensor, type View } from "triplane";
import { isOnGpu } from "triplane/generator";
import { VIEW_DEFAULTS as FROM_THE_FRONT, type RenderType } from "../state/view-state.ts";
import { renderingLabel } from "./cameras.ts";
import { type Rgba, rgbaOfImage, rgbaOfNumbers, rgbaOfShares } from "./colour-maps.ts";
import { filledHoles } from "./filled-holes.ts";
import { renderOnGpu } from "./gpu-frame.ts";
import { viewNormals } from "./normals.ts";
import type { OpenNetwork, Person } from "./open-network.ts";
import type { EarlyControl, Frame, FrameRequest, Pixels, Quality, ThumbnailRequest } from "./protocol.ts";
import { finish } from "./superresolve.ts";

/** Longest super-resolution that is waited for before anything is shown, milliseconds. */
const EARLY_AFTER = 80;

interface Picture {
	readonly width: number;
	readonly height: number;
	readonly pixels: Rgba;
	readonly depthRange: readonly [number, number] | null;
}

/** Where light is: elsewhere a depth says nothing. */
const SEEN = 0.5;

export async function renderFrame(
	network: OpenNetwork,
	{ view: state, quality }: FrameRequest,
	control: EarlyControl<"frame">,
): Promise<Frame> {
	const { person, times } = await network.person(state.person, control.signal);
	const { ws, planes } = person;
	const { gpu } = person.generator;
	const isPlain = state.picture.type === "image" || state.picture.type === "raw";
	if (gpu && isOnGpu(planes) && isPlain) {
		return await renderOnGpu(network, gpu, { ws, planes }, times, { view: state, quality }, control);
	}
	const started = performance.now();
	const marched = await renderRaw(person, { view: state, quality }, control.signal);
	const view = isPlain && isCoarse(quality, person) ? { ...marched, imageRaw: filledHoles(marched) } : marched;
	const picture = await drawn(person, view, state.picture.type, state.camera, control.signal);
	const render = performance.now() - started;
	const frame = (from: Picture, superresolution: number): Frame => ({
		...from,
		type: state.picture.type,
		quality,
		times: { ...times, render, superresolution },
	});
	if (state.picture.type !== "image" || !quality.superresolution) return frame(picture, 0);
	if (network.superresolutionTime > EARLY_AFTER) control.onEarly(frame(picture, 0));
	const { imageRaw, featureImage } = view;
	const { image, milliseconds } = await finish(network, { imageRaw, featureImage, ws: person.ws }, control.signal);
	network.superresolutionTime = milliseconds;
	const side = image.shape[2] ?? 0;
	return frame({ width: side, height: side, pixels: rgbaOfImage(image), depthRange: null }, milliseconds);
}

export async function thumbnail(
	network: OpenNetwork,
	{ person: state, side }: ThumbnailRequest,
	{ signal }: Pick<EarlyControl<"frame">, "signal">,
): Promise<Pixels> {
	const { person } = await network.passingBy(state, signal);
	const { camera, picture } = FROM_THE_FRONT;
	try {
		const { depthResolution: coarse, depthResolutionImportance: fine } = network.generator.config.rendering;
		const quality = { nrr: side, coarse, fine };
		const view = await renderRaw(person, { view: { person: state, camera, picture }, quality }, signal);
		return { width: side, height: side, pixels: rgbaOfImage(view.imageRaw) };
	} finally {
		network.letGo(person);
	}
}

/** Whether rays have fewer samples than the network was trained with. */
function isCoarse({ coarse, fine }: Quality, { generator }: Person): boolean {
	const { depthResolution, depthResolutionImportance } = generator.config.rendering;
	return coarse + fine < depthResolution + depthResolutionImportance;
}

/** The raw view of a person, in host memory. */
export async function renderRaw(
	{ generator, planes, ws }: Person,
	{ view, quality }: { readonly view: FrameRequest["view"]; readonly quality: Omit<Quality, "superresolution"> },
	signal: AbortSignal,
): Promise<View> {
	const camera = renderingLabel(generator.config, view.camera);
	const options = {
		neuralRenderingResolution: quality.nrr,
		march: { depthResolution: quality.coarse, depthResolutionImportance: quality.fine },
		superresolution: false,
		signal,
	};
	return await generator.render(planes, ws, camera, options);
}

async function drawn(
	person: Person,
	view: View,
	type: RenderType,
	camera: FrameRequest["view"]["camera"],
	signal: AbortSignal,
): Promise<Picture> {
	const side = view.imageRaw.shape[2] ?? 0;
	const size = { width: side, height: side };
	if (type === "depth") {
		const depthRange = seenDepths(view);
		return { ...size, pixels: depthPixels(view, depthRange), depthRange };
	}
	if (type === "opacity") return { ...size, pixels: rgbaOfShares(view.opacity.data), depthRange: null };
	if (type === "normals") {
		const normals = await viewNormals(person, view, camera, signal);
		return { ...size, pixels: rgbaOfImage(float32Tensor([1, 3, side, side], normals)), depthRange: null };
	}
	return { ...size, pixels: rgbaOfImage(view.imageRaw), depthRange: null };
}

/** Near is bright. Where nothing is seen the colour fades to black. */
function depthPixels({ imageDepth, opacity }: View, [near, far]: readonly [number, number]): Rgba {
	const nearness = imageDepth.data.map((depth) => -depth);
	const pixels = rgbaOfNumbers(nearness, -far, -near, "viridis");
	for (const [pixel, share] of opacity.data.entries()) {
		for (const channel of [0, 1, 2]) {
			const at = pixel * 4 + channel;
			pixels[at] = (pixels[at] ?? 0) * Math.min(1, share / SEEN);
		}
	}
	return pixels;
}

/** The nearest and the farthest depth of what is seen; of everything where nothing is. */
function seenDepths({ imageDepth, opacity }: View): readonly [number, number] {
	const seen = imageDepth.data.filter((_, pixel) => (opacity.data[pixel] ?? 0) >= SEEN);
	const depths = seen.length > 0 ? seen : imageDepth.data;
	return [
		depths.reduce((least, depth) => Math.min(least, depth), Number.POSITIVE_INFINITY),
		depths.reduce((most, depth) => Math.max(most, depth), Number.NEGATIVE_INFINITY),
	];
}
