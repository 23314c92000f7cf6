/**
 * A generator against people who are known: pictures and depth of its z's beside those of the synthetic people that the
 * same z's say. Only for generators that were taught from them.
 */

import { type TrueAngles, trueAngles } from "../../camera/angles.ts";
import { cameraLabel } from "../../camera/label.ts";
import type { Generator } from "../../generator/generator.ts";
import { frontalConditioning } from "../../generator/training-cameras.ts";
import { sceneOf } from "../../heads/latent/person.ts";
import { portraitLatent } from "../../heads/portrait.ts";
import { portraitCamera } from "../../heads/poses.ts";
import { renderImage } from "../../heads/render/image.ts";
import { PART } from "../../heads/shape/head.ts";
import { truthMaps } from "../../heads/truth/maps.ts";
import { type Float32Tensor, float32Tensor } from "../../tensor/host-tensor.ts";
import { colourPixels, type PixelImage } from "../../tensor/pixels.ts";
import { decibels, mean } from "../../tensor/statistics.ts";

/** Six sides: front, half profiles, near profile, from above and from below. */
export const SIX_SIDES: readonly TrueAngles[] = [
	trueAngles(0, 0),
	trueAngles(-30, 0),
	trueAngles(35, 8),
	trueAngles(65, 0),
	trueAngles(-15, -20),
	trueAngles(20, 20),
];

/** What is known of a person from one side. */
export interface KnownView {
	/** [1, 25] */
	readonly camera: Float32Tensor;
	readonly image: PixelImage;
	/** Along the rays, world units, row by row. */
	readonly depth: Float32Array;
	/** 1 where the person is. */
	readonly person: Uint8Array;
}

export interface KnownPerson {
	/** [1, zDim] */
	readonly z: Float32Tensor;
	readonly views: readonly KnownView[];
}

/** Person `index` of the synthetic people of a seed, from several sides. @param size  pixels per side */
export function knownPerson(
	seed: number,
	index: number,
	zDim: number,
	sides: readonly TrueAngles[],
	size: number,
): KnownPerson {
	const z = portraitLatent({ seed }, index, zDim);
	const scene = sceneOf(z);
	const views = sides.map((angles) => {
		const camera = portraitCamera(angles);
		const maps = truthMaps(scene, camera, size);
		return {
			camera: cameraLabel(camera),
			image: renderImage(scene, camera, size),
			depth: maps.depth.data,
			person: maps.parts.data.map((part) => (part === PART.backdrop ? 0 : 1)),
		};
	});
	return { z: float32Tensor([1, zDim], z), views };
}

/** A view of the generator beside what is known. */
export interface ComparedView {
	readonly image: PixelImage;
	/** Mean squared differences of colours in [0, 1]: of all pixels, and of the person's. */
	readonly squareAll: number;
	readonly squarePerson: number;
	/** Mean distance of depths where the person is, world units. */
	readonly depthError: number;
}

/** Renders a person and compares. */
export async function compareKnown(generator: Generator, { z, views }: KnownPerson): Promise<ComparedView[]> {
	const ws = await generator.mapping(z, frontalConditioning(generator.config.rendering));
	const planes = await generator.planes(ws);
	const compared: ComparedView[] = [];
	for (const known of views) {
		const { width: size } = known.image;
		const seen = await generator.render(planes, ws, known.camera, {
			...{ neuralRenderingResolution: size, superresolution: false },
		});
		compared.push(compare(known, colourPixels(seen.imageRaw), seen.imageDepth.data));
	}
	return compared;
}

function compare({ image: wanted, depth, person }: KnownView, image: PixelImage, seen: Float32Array): ComparedView {
	let [all, own, distance, pixels] = [0, 0, 0, 0];
	for (let pixel = 0; pixel < person.length; pixel++) {
		let square = 0;
		for (let channel = 0; channel < 3; channel++) {
			square += ((image.data[3 * pixel + channel]! - wanted.data[3 * pixel + channel]!) / 255) ** 2 / 3;
		}
		all += square;
		if (person[pixel] === 0) continue;
		own += square;
		distance += Math.abs(seen[pixel]! - depth[pixel]!);
		pixels += 1;
	}
	return {
		image,
		squareAll: all / person.length,
		squarePerson: own / Math.max(pixels, 1),
		depthError: distance / Math.max(pixels, 1),
	};
}

/** Means over views; the ratios of signal and noise are means of the views' own. */
export interface KnownScores {
	readonly psnrAll: number;
	readonly psnrPerson: number;
	readonly depthError: number;
}

export function knownScores(views: readonly ComparedView[]): KnownScores {
	return {
		psnrAll: mean(views.map(({ squareAll }) => decibels(squareAll))),
		psnrPerson: mean(views.map(({ squarePerson }) => decibels(squarePerson))),
		depthError: mean(views.map(({ depthError }) => depthError)),
	};
}
