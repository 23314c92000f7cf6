/**
 * What the stages hand on to one another, channel by channel, with statistics: features and images behind the blocks of
 * the backbone, planes, marched features.
 */

import { type Float32Tensor, InputError } from "triplane";
import { rgbaOfNumbers } from "./colour-maps.ts";
import { renderRaw } from "./frame.ts";
import type { OpenNetwork } from "./open-network.ts";
import type { CallControl, LayerPicture, LayerRequest, LayerSource } from "./protocol.ts";

const PLANES: readonly LayerSource[] = ["planes-xy", "planes-xz", "planes-3"];
const BINS = 48;

export async function layerPicture(
	network: OpenNetwork,
	request: LayerRequest,
	{ signal }: CallControl,
): Promise<LayerPicture> {
	const channels = await channelsOf(network, request, signal);
	const [, count = 0, height = 0, width = 0] = channels.shape;
	if (!(request.channel < count)) throw new InputError(`layers: channel ${request.channel}, there are ${count}`);
	const area = width * height;
	const values = channels.data.subarray(request.channel * area, (request.channel + 1) * area);
	const statistics = statisticsOf(values);
	const reach = Math.max(Math.abs(statistics.least), Math.abs(statistics.most));
	return { width, height, channels: count, pixels: rgbaOfNumbers(values, -reach, reach, "diverging"), ...statistics };
}

/** @returns [1, C, H, W] */
async function channelsOf(
	network: OpenNetwork,
	{ view, source }: LayerRequest,
	signal: AbortSignal,
): Promise<Pick<Float32Tensor, "shape" | "data">> {
	const { person } = await network.person(view.person, signal);
	const [kind, index] = source.split("-");
	if (kind === "block" || kind === "image") {
		const { noiseMode, noiseSeed } = view.person;
		const behind = await person.generator.block(person.ws, Number(index), { noiseMode, noiseSeed, signal });
		return kind === "block" ? behind.features : behind.image;
	}
	const plane = PLANES.indexOf(source);
	if (plane >= 0) {
		const planes = await person.generator.hostPlanes(person.planes);
		const [, , C = 0, H = 0, W = 0] = planes.shape;
		return { shape: [1, C, H, W], data: planes.data.slice(plane * C * H * W, (plane + 1) * C * H * W) };
	}
	const { neuralRenderingResolution: nrr, rendering } = person.generator.config;
	const { depthResolution: coarse, depthResolutionImportance: fine } = rendering;
	return (await renderRaw(person, { view, quality: { nrr, coarse, fine } }, signal)).featureImage;
}

function statisticsOf(values: Float32Array): Pick<LayerPicture, "mean" | "deviation" | "least" | "most" | "histogram"> {
	let [sum, squares, least, most] = [0, 0, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
	for (const value of values) {
		sum += value;
		squares += value * value;
		least = Math.min(least, value);
		most = Math.max(most, value);
	}
	const mean = sum / values.length;
	const histogram = new Array<number>(BINS).fill(0);
	for (const value of values) {
		const bin = most > least ? Math.min(BINS - 1, Math.floor(((value - least) / (most - least)) * BINS)) : 0;
		histogram[bin] = (histogram[bin] ?? 0) + 1;
	}
	return { mean, deviation: Math.sqrt(Math.max(0, squares / values.length - mean * mean)), least, most, histogram };
}
