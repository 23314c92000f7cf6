/** How well an encoder answers for people whom it was never shown. */

import { NO_TRUNCATION, personOfSeed, wsOfLayers } from "../../analysis/person.ts";
import { viewCameraAt, viewCameraOfLabel } from "../../camera/view-camera.ts";
import type { Generator } from "../../generator/generator.ts";
import { trainingFov, trainingOrbit } from "../../generator/training-cameras.ts";
import { colourFloats } from "../../inversion/colour-floats.ts";
import type { Encoder } from "../../inversion/encoder/encoder.ts";
import { decibels, mean, meanSquaredDifference, median } from "../../tensor/statistics.ts";

export interface EncoderScores {
	readonly people: number;
	/** PSNR of the raw image of what was encoded, from the true camera, dB; mean. */
	readonly psnr: number;
	/** Medians, degrees. */
	readonly yawError: number;
	readonly pitchError: number;
	/** Of one picture, median, milliseconds. */
	readonly milliseconds: number;
}

/** Seeds that lessons do not use: they draw latents from streams. */
const FIRST = 900_000;
const YAW = 40;

/** People of the network itself, from yaws spread over ±40°. */
export async function judgeEncoder(generator: Generator, encoder: Encoder, people: number): Promise<EncoderScores> {
	const { rendering, neuralRenderingResolution: side, mapping } = generator.config;
	const orbit = trainingOrbit(rendering);
	const found: { psnr: number; yaw: number; pitch: number; milliseconds: number }[] = [];
	for (let person = 0; person < people; person++) {
		const angles = { yaw: YAW * ((2 * (person + 0.5)) / people - 1), pitch: 10 * ((person % 3) - 1) };
		const { label } = viewCameraAt(angles, orbit, trainingFov(rendering).degrees);
		const { ws, planes } = await personOfSeed(generator, FIRST + person, NO_TRUNCATION);
		const shown = await picture(generator, planes, ws, label);
		const began = performance.now();
		const { w, camera } = await encoder.encode(shown, side);
		const milliseconds = performance.now() - began;
		const again = wsOfLayers(w.data, mapping);
		const made = await picture(generator, await generator.planes(again), again, label);
		const { trueDegrees } = viewCameraOfLabel(camera, orbit.pivot);
		found.push({
			psnr: decibels(meanSquaredDifference(shown, made)),
			...{ yaw: Math.abs(trueDegrees.yaw - angles.yaw), pitch: Math.abs(trueDegrees.pitch - angles.pitch) },
			milliseconds,
		});
	}
	return {
		people,
		psnr: mean(found.map(({ psnr }) => psnr)),
		yawError: median(found.map(({ yaw }) => yaw)),
		pitchError: median(found.map(({ pitch }) => pitch)),
		milliseconds: median(found.map(({ milliseconds }) => milliseconds)),
	};
}

/** [side, side, 3] in [0, 1] */
async function picture(
	generator: Generator,
	planes: Parameters<Generator["render"]>[0],
	ws: Parameters<Generator["render"]>[1],
	label: Parameters<Generator["render"]>[2],
): Promise<Float32Array> {
	const { imageRaw } = await generator.render(planes, ws, label, { superresolution: false });
	return colourFloats(imageRaw);
}
