/** Finds the person of a photograph, and tells on the way whom the work has come to: face, encoder's answer, steps. */

import { type Float32Tensor, type Generator, InputError, type PixelImage, trainingOrbit } from "triplane";
import {
	alignPhotograph,
	canonicalFaceFrom,
	croppedPixels,
	type FaceFileReader,
	FaceFinder,
	FRAMINGS,
	faceModelsFrom,
	NO_FACE,
	NO_LANDMARKS,
	type PhotographedFace,
} from "triplane/alignment";
import { viewCameraOfLabel } from "triplane/camera";
import { createRuntime, type InferenceRuntime } from "triplane/host";
import {
	type EncoderFile,
	findPerson,
	mappingFingerprint,
	type PersonSoFar,
	pictureOf,
	RECIPES,
	readEncoder,
	TUNING_DEFAULTS,
} from "triplane/inversion";
import { decibels, throwIfAborted } from "triplane/tensor";
import { blobSource, download, webOrtPlatform } from "triplane/web";
import { oneTurn } from "../one-turn.ts";
import { loadOnnxRuntime } from "../onnx-runtime.ts";
import type { OpenNetwork } from "../open-network.ts";
import type { EarlyControl } from "../protocol.ts";
import { keepTuned } from "../tuned-weights.ts";
import { readPhotograph } from "./photograph.ts";
import type { PortraitCrop, PortraitPerson, PortraitRequest } from "./portrait-calls.ts";

/** Sides of the crop that the page shows, and of the one that it keeps with the person. */
const [SHOWN, SMALL] = [256, 64];
/** Between two answers on the way, milliseconds. */
const EVERY = 700;

/** Whoever was found until the signal fires is the answer, once there is a crop. */
export async function portrait(
	network: OpenNetwork,
	request: PortraitRequest,
	{ signal, onProgress, onEarly }: EarlyControl<"portrait">,
): Promise<PortraitPerson> {
	const { generator } = network;
	const { neuralRenderingResolution: side, rendering } = generator.config;
	onProgress({ stage: "looking for the face", fraction: 0 });
	const photograph = await readPhotograph(request.photograph);
	const runtime = await cpuRuntime();
	const encoder = await encoderAt(request.encoder, generator);
	const { faces, face } = await faceOf(photograph, request, runtime);
	const { crop, label, trueDegrees } = face.aligned;
	throwIfAborted(signal, "photograph");
	onEarly({ ...cropOf(photograph, face), faces, yaw: trueDegrees.yaw, pitch: trueDegrees.pitch });
	const { pivot } = trainingOrbit(rendering);
	const { triplane: recipe } = RECIPES;
	const { steps } = recipe.inversion;
	const answer = (
		{ ws, camera }: PersonSoFar,
		step: number,
		square: number | null,
		tunedSteps: number | null = null,
	): PortraitPerson => {
		const { yaw, pitch } = viewCameraOfLabel(camera, pivot).trueDegrees;
		const reached = square === null ? null : decibels(square);
		return {
			...{ kind: "person", ws: copy(ws), camera: [...camera.data], yaw, pitch },
			...{ step, steps, decibels: reached, tunedSteps },
		};
	};
	let told = performance.now();
	const { found, tuned, differences } = await findPerson(
		{
			...{ generator, runtime, encoder, camera: label, refine: true },
			picture: pictureOf(croppedPixels(photograph, crop, side)),
			recipe: request.tune ? { ...recipe, tuning: TUNING_DEFAULTS } : recipe,
		},
		{
			...{ signal, onProgress, pause: oneTurn },
			onEncoded: (encoded) => onEarly(answer(encoded, 0, null)),
			onStep: ({ step, square }, soFar) => {
				if (step < steps && performance.now() - told < EVERY) return;
				told = performance.now();
				onEarly(answer(soFar(), step, square));
			},
		},
	);
	await keepTuned(request.key, differences);
	const last = found.losses.at(-1);
	return answer(found, last?.step ?? 0, last?.square ?? null, tuned?.keptStep);
}

async function cpuRuntime(): Promise<InferenceRuntime> {
	const platform = await webOrtPlatform(await loadOnnxRuntime("cpu"), { device: "cpu" });
	return await createRuntime(platform, { device: "cpu" });
}

/** The encoder beside the page, if it was taught for this mapping. */
async function encoderAt(url: string | null, { config, weights }: Generator): Promise<EncoderFile | null> {
	if (url === null) return null;
	const encoder = await readEncoder(blobSource(await download(url), "encoder"), config.mapping.wDim);
	return encoder.mapping === mappingFingerprint(weights) ? encoder : null;
}

/** A face that was aligned. */
type Face = PhotographedFace & { readonly aligned: NonNullable<PhotographedFace["aligned"]> };

/** The largest. Rejects with `InputError` where there is none. */
async function faceOf(
	photograph: PixelImage,
	{ faceFiles, framing }: PortraitRequest,
	runtime: InferenceRuntime,
): Promise<{ readonly faces: number; readonly face: Face }> {
	const read: FaceFileReader = async (name) =>
		new Uint8Array(await (await download(new URL(name, faceFiles))).arrayBuffer());
	await using finder = await FaceFinder.open(runtime, await faceModelsFrom(read));
	const parts = { finder, canonical: await canonicalFaceFrom(read), framing: FRAMINGS[framing] };
	const { faces, shown } = await alignPhotograph(photograph, parts, 1);
	const [face] = shown;
	if (!face) throw new InputError(NO_FACE);
	const { aligned } = face;
	if (!aligned) throw new InputError(NO_LANDMARKS);
	return { faces, face: { ...face, aligned } };
}

function cropOf(
	photograph: PixelImage,
	{ landmarks: { points }, aligned: { crop } }: Face,
): Pick<PortraitCrop, "kind" | "pixels" | "side" | "small" | "landmarks"> {
	const landmarks = new Float32Array((2 * points.length) / 3);
	for (let point = 0; point < points.length / 3; point++) {
		for (const axis of [0, 1] as const) {
			landmarks[2 * point + axis] = ((points[3 * point + axis] ?? 0) - crop.centre[axis]) / crop.side + 0.5;
		}
	}
	const pixels = rgbaOf(croppedPixels(photograph, crop, SHOWN));
	const small = { width: SMALL, height: SMALL, pixels: rgbaOf(croppedPixels(photograph, crop, SMALL)) };
	return { kind: "crop", pixels, side: SHOWN, small, landmarks };
}

function rgbaOf({ data }: PixelImage): Uint8ClampedArray<ArrayBuffer> {
	const pixels = new Uint8ClampedArray((4 * data.length) / 3).fill(255);
	for (let pixel = 0; pixel < data.length / 3; pixel++) pixels.set(data.subarray(3 * pixel, 3 * pixel + 3), 4 * pixel);
	return pixels;
}

/** Answers are handed over, buffers and all. */
function copy({ data }: Float32Tensor): Float32Array<ArrayBuffer> {
	return Float32Array.from(data);
}
