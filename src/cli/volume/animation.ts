/** Animations of a look into a volume: turning about the person, or going through it slice by slice. */

import type { Person } from "../../analysis/person.ts";
import { depthSlices, rayColoursAsImage } from "../../analysis/volume/depth-slices.ts";
import { densityOf } from "../../analysis/volume/record.ts";
import { type ViewCamera, viewCamera } from "../../camera/view-camera.ts";
import type { Generator } from "../../generator/generator.ts";
import { trainingOrbit } from "../../generator/training-cameras.ts";
import { newPicture } from "../../platform/node/canvas.ts";
import { colourPixels, type PixelImage } from "../../tensor/pixels.ts";
import { evenly } from "../angles/options.ts";
import { COLOURS, write } from "../dataset/picture/panel.ts";
import { drawPixels } from "../figures/draw-pixels.ts";
import { mapPixels } from "../figures/map-pixels.ts";
import { renderOf } from "../options/rendering.ts";
import type { PlacedVolumeOptions } from "./options.ts";

interface FrameControl {
	readonly signal: AbortSignal;
	readonly tell: (fraction: number) => void;
}

const SIDE = 256;
const GAP = 12;
const HEAD = 44;

/** Frames of the kind that was asked for. */
export function animationFrames(
	generator: Generator,
	person: Person,
	camera: ViewCamera,
	options: PlacedVolumeOptions,
	control: FrameControl,
): Promise<PixelImage[]> {
	return options.animate === "turn"
		? turningFrames(generator, person, options, control)
		: slicingFrames(generator, person, camera, options, control);
}

/** From one yaw to the other and back, at the view's pitch. */
async function turningFrames(
	generator: Generator,
	{ planes, ws }: Person,
	options: PlacedVolumeOptions,
	{ signal, tell }: FrameControl,
): Promise<PixelImage[]> {
	const there = evenly(options.turnRange, Math.max(2, Math.ceil(options.frames / 2) + 1));
	const orbit = trainingOrbit(generator.config.rendering);
	const frames: PixelImage[] = [];
	for (const [index, yaw] of there.entries()) {
		const camera = viewCamera({ yaw, pitch: options.pitch }, orbit, options.fovDeg);
		const view = await generator.render(planes, ws, camera.label, { ...renderOf(options), signal });
		const { yaw: trueYaw } = camera.trueDegrees;
		frames.push(
			frameOf([
				{
					name: `true yaw ${trueYaw.toFixed(1).replace("-", "−")}°`,
					pixels: colourPixels(view.image ?? view.imageRaw),
				},
				{
					name: "opacity, 0 to 1",
					pixels: mapPixels(view.opacity.data, view.opacity.shape[3] ?? 1, { from: 0, to: 1 }),
				},
			]),
		);
		tell((index + 1) / there.length);
	}
	return [...frames, ...frames.slice(1, -1).reverse()];
}

/** From near to far: the density of each slice, and the picture as it has come together so far. */
async function slicingFrames(
	generator: Generator,
	{ planes }: Person,
	{ label }: ViewCamera,
	options: PlacedVolumeOptions,
	{ signal, tell }: FrameControl,
): Promise<PixelImage[]> {
	const side = options.nrr ?? generator.config.neuralRenderingResolution;
	const { slices } = await depthSlices(generator, planes, label, side, {
		slices: options.frames,
		depthSamples: Math.max(options.depthSamples, 2 * options.frames),
		signal,
		onProgress: tell,
	});
	const densities = slices.map(({ sigma }) => densityOf(sigma));
	const most = densities.reduce((so, values) => values.reduce((a, b) => Math.max(a, b), so), 0);
	const colour = new Float32Array(side * side * 3);
	return slices.map((slice, index) => {
		for (const [at, value] of slice.colour.entries()) colour[at] = (colour[at] ?? 0) + value;
		const soFar = rayColoursAsImage(
			colour.map((value) => value * 2 - 1),
			side,
		);
		const density = mapPixels(densities[index] ?? colour, side, { from: 0, to: most, logarithmic: true });
		return frameOf([
			{ name: `density at depth ${slice.depth.toFixed(3)}`, pixels: density },
			{ name: "the picture up to here", pixels: colourPixels(soFar) },
		]);
	});
}

/** Pictures beside each other, with a name over each. */
function frameOf(parts: readonly { readonly name: string; readonly pixels: PixelImage }[]): PixelImage {
	const width = parts.length * (SIDE + GAP) + GAP;
	const height = HEAD + SIDE + GAP;
	const { context } = newPicture(width, height);
	context.fillStyle = COLOURS.paper;
	context.fillRect(0, 0, width, height);
	for (const [index, { name, pixels }] of parts.entries()) {
		const left = GAP + index * (SIDE + GAP);
		write(context, name, left, 28, { size: 14 });
		drawPixels(context, pixels, { left, top: HEAD, width: SIDE, height: SIDE });
	}
	const rgba = context.getImageData(0, 0, width, height).data;
	const data = new Uint8Array(width * height * 3);
	for (let pixel = 0; pixel < width * height; pixel++) data.set(rgba.subarray(pixel * 4, pixel * 4 + 3), pixel * 3);
	return { width, height, channels: 3, data };
}
