/** Inversions of pictures that the embedded network made itself, on the real runtime. */

import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { NO_TRUNCATION, personOfSeed } from "../src/analysis/person.ts";
import { type ViewCamera, viewCameraAt, viewCameraOfLabel } from "../src/camera/view-camera.ts";
import type { Generator } from "../src/generator/generator.ts";
import { trainingFov, trainingOrbit } from "../src/generator/training-cameras.ts";
import type { InferenceRuntime } from "../src/host/inference-runtime.ts";
import { ENCODER_TEACHING } from "../src/inversion/encoder/encoder-teaching.ts";
import { teachEncoder } from "../src/inversion/encoder/teach-encoder.ts";
import { findPerson } from "../src/inversion/find-person.ts";
import { invert } from "../src/inversion/invert.ts";
import { INVERSION_DEFAULTS, TUNING_DEFAULTS } from "../src/inversion/options.ts";
import type { Pictured } from "../src/inversion/picture.ts";
import { type PreparedInversion, prepareInversion } from "../src/inversion/prepare.ts";
import { RECIPES } from "../src/inversion/recipes.ts";
import { searchCamera } from "../src/inversion/search-camera.ts";
import { tune } from "../src/inversion/tune.ts";
import { loadGenerator } from "../src/node.ts";
import { nodeOrtPlatform } from "../src/platform/node/onnx-runtime.ts";
import { createRuntime } from "../src/runtime/create-runtime.ts";
import { AbortedError } from "../src/tensor/errors.ts";
import type { Float32Tensor } from "../src/tensor/host-tensor.ts";

let generator: Generator;
let runtime: InferenceRuntime;
let parts: PreparedInversion;

beforeAll(async () => {
	generator = await loadGenerator("heads", { device: "cpu" });
	runtime = await createRuntime(nodeOrtPlatform(), { device: "cpu" });
	parts = await prepareInversion(generator, runtime);
}, 120_000);
afterAll(() => generator?.dispose());

function cameraAt(yaw: number, pitch: number): ViewCamera {
	const { rendering } = generator.config;
	return viewCameraAt({ yaw, pitch }, trainingOrbit(rendering), trainingFov(rendering).degrees);
}

/** A seed's picture from one side, said to be from another one perhaps. */
async function pictureOf(seed: number, from: ViewCamera, said: ViewCamera = from): Promise<Pictured> {
	const { ws, planes } = await personOfSeed(generator, seed, NO_TRUNCATION);
	const { imageRaw } = await generator.render(planes, ws, from.label);
	const side = imageRaw.shape[3] ?? 0;
	const pixels = new Float32Array(3 * side * side);
	for (let at = 0; at < pixels.length; at++) {
		pixels[at] = ((imageRaw.data[(at % 3) * side * side + Math.floor(at / 3)] ?? 0) + 1) / 2;
	}
	return { pixels, side, camera: said.label };
}

describe("teaching an encoder", { timeout: 120_000 }, () => {
	it("keeps what was learned until it is stopped, and nothing when it is stopped before", async () => {
		const controller = new AbortController();
		const seen: number[] = [];
		const options = { ...ENCODER_TEACHING, images: 800, pairs: 6, views: 3, batch: 4, weighed: 0 };
		const weights = await teachEncoder(generator, options, {
			...{ runtime, space: parts.spaces.principal, signal: controller.signal },
			onStep: ({ images }) => {
				seen.push(images);
				if (seen.length === 3) controller.abort();
			},
		});
		expect(seen).toEqual([4, 8, 12]);
		expect(weights.get("latents.bias")?.shape).toEqual([generator.config.mapping.wDim]);
		const stopped = { runtime, space: parts.spaces.principal, signal: AbortSignal.abort() };
		await expect(teachEncoder(generator, options, stopped)).rejects.toThrow(AbortedError);
	});
});

describe("an inversion", { timeout: 240_000 }, () => {
	it("finds w that show a person whom it was not told", async () => {
		const options = { ...INVERSION_DEFAULTS, space: "w", steps: 40, rays: 512 } as const;
		const { ws, losses, camera } = await invert([await pictureOf(3, cameraAt(10, 0))], options, parts);
		expect(losses).toHaveLength(40);
		const [before, after] = [losses.slice(0, 3), losses.slice(-3)].map((some) =>
			Math.max(...some.map(({ square }) => square)),
		);
		expect(after).toBeLessThan((before ?? 0) / 6);
		expect(ws.shape).toEqual([1, generator.config.mapping.numWs, generator.config.mapping.wDim]);
		const { wDim } = generator.config.mapping;
		expect(ws.data.slice(0, wDim)).toEqual(ws.data.slice(-wDim));
		expect([...camera.data]).toEqual([...cameraAt(10, 0).label.data].map((value) => expect.closeTo(value, 6)));
	});

	it("finds a camera that it was told wrongly", async () => {
		const { ws } = await personOfSeed(generator, 3, NO_TRUNCATION);
		const picture = await pictureOf(3, cameraAt(10, 0), cameraAt(15, 4));
		const options = { ...INVERSION_DEFAULTS, space: "w", steps: 60, rays: 512, refineCamera: true } as const;
		const start = ws.data.slice(0, generator.config.mapping.wDim);
		const { camera } = await invert([picture], { ...options, learningRate: 0.01 }, { ...parts, start });
		const { trueDegrees } = viewCameraOfLabel(camera, parts.pivot);
		expect(Math.abs(trueDegrees.yaw - 10)).toBeLessThan(1);
		expect(Math.abs(trueDegrees.pitch)).toBeLessThan(1);
	});

	it("gives what it has found when that is enough", async () => {
		const options = { ...INVERSION_DEFAULTS, space: "w", steps: 20, rays: 64 } as const;
		let asked = 0;
		const enough = { ...parts, isEnough: () => ++asked === 3 };
		const { losses, ws } = await invert([await pictureOf(3, cameraAt(0, 0))], options, enough);
		expect(losses).toHaveLength(3);
		expect(ws.data.every(Number.isFinite)).toBe(true);
	});

	it("moves the latents of all layers as one as long as they are tied", async () => {
		const options = { ...INVERSION_DEFAULTS, space: "w+", steps: 8, rays: 64, refineCamera: true } as const;
		const picture = await pictureOf(3, cameraAt(0, 0));
		const { wDim } = generator.config.mapping;
		const ends = async (tied: number): Promise<Float32Array[]> => {
			const { data } = (await invert([picture], { ...options, tied }, parts)).ws;
			return [data.slice(0, wDim), data.slice(-wDim)];
		};
		const [first, last] = await ends(1);
		expect(last).toEqual(first);
		const [one, other] = await ends(0.5);
		expect(other).not.toEqual(one);
	});

	it("finds from which side a picture was taken", async () => {
		const { pixels, side } = await pictureOf(5, cameraAt(-35, 0));
		const { inverted, tried } = await searchCamera({ pixels, side }, INVERSION_DEFAULTS, parts);
		expect(tried).toHaveLength(5);
		expect(Math.abs(viewCameraOfLabel(inverted.camera, parts.pivot).trueDegrees.yaw + 35)).toBeLessThan(8);
	});

	it("stops where it is asked to", async () => {
		const stop = new AbortController();
		const onStep = ({ step }: { readonly step: number }): void => {
			if (step === 2) stop.abort();
		};
		const picture = await pictureOf(3, cameraAt(0, 0));
		const running = invert([picture], { ...INVERSION_DEFAULTS, rays: 64 }, { ...parts, signal: stop.signal, onStep });
		await expect(running).rejects.toThrow(/inversion/);
	});
});

describe("finding a person", { timeout: 240_000 }, () => {
	it("tells whom the work has come to, gives others a turn, and keeps what was found until it is stopped", async () => {
		const { camera, ...picture } = await pictureOf(3, cameraAt(10, 0));
		const stop = new AbortController();
		const recipe = { ...RECIPES.triplane, inversion: { ...INVERSION_DEFAULTS, steps: 50, rays: 64 } };
		const told: { step: number; ws: Float32Array }[] = [];
		let turns = 0;
		const { found, tried, tuned } = await findPerson(
			{ generator, runtime, picture, camera, refine: false, recipe, encoder: null },
			{
				signal: stop.signal,
				onStep: ({ step }, soFar) => {
					told.push({ step, ws: soFar().ws.data });
					if (step === 3) stop.abort();
				},
				pause: async () => {
					turns += 1;
				},
			},
		);
		expect(told.map(({ step }) => step)).toEqual([1, 2, 3]);
		expect(turns).toBe(3);
		expect(found.ws.data).toEqual(told.at(-1)?.ws);
		expect(told[0]?.ws).not.toEqual(told[1]?.ws);
		expect([found.losses.length, tried, tuned]).toEqual([3, [], null]);
	});
});

describe("tuning to a person", { timeout: 240_000 }, () => {
	const QUICK = { ...TUNING_DEFAULTS, steps: 30, rays: 512, learningRate: 0.003 };

	/** A picture that the network has nobody for: somebody in less light. */
	async function dimmed(yaw: number): Promise<Pictured> {
		const picture = await pictureOf(3, cameraAt(yaw, 0));
		return { ...picture, pixels: picture.pixels.map((value) => 0.8 * value) };
	}

	it("makes a generator show the picture, and its other sides alike", async () => {
		const { ws } = await personOfSeed(generator, 3, NO_TRUNCATION);
		const picture = await dimmed(0);
		const { tuned, keptStep, heldBefore, losses } = await tune(
			generator,
			picture,
			{ ws, camera: picture.camera },
			QUICK,
			parts,
		);
		expect(keptStep).toBe(30);
		expect(losses.at(-1)?.held).toBeLessThan(0.7 * (heldBefore ?? 0));
		expect([...tuned.keys()].some((name) => name.startsWith("backbone.synthesis."))).toBe(true);
		expect([...tuned.keys()].some((name) => name.startsWith("decoder."))).toBe(true);
		expect([...tuned.keys()].filter((name) => /mapping|noise_const|w_avg/.test(name))).toEqual([]);
		await using changed = await loadGenerator("heads", { device: "cpu", tuned });
		for (const yaw of [0, 45]) {
			const wanted = await dimmed(yaw);
			const [before, after] = await Promise.all([generator, changed].map(async (some) => squareOf(some, ws, wanted)));
			expect(after).toBeLessThan(0.65 * (before ?? 0));
		}
	});

	it("keeps weights as they are where there is nothing to gain", async () => {
		const { ws } = await personOfSeed(generator, 3, NO_TRUNCATION);
		const own = await pictureOf(3, cameraAt(0, 0));
		const wild = { ...QUICK, learningRate: 0.5, steps: 60, locality: 0 };
		const { tuned, keptStep, losses } = await tune(generator, own, { ws, camera: own.camera }, wild, parts);
		expect([tuned.size, keptStep]).toEqual([0, 0]);
		expect(losses.length).toBeLessThan(60);
	});
});

/** Mean squared difference of colours in [0, 1]. */
async function squareOf(some: Generator, ws: Float32Tensor, { pixels, side, camera }: Pictured): Promise<number> {
	const { imageRaw } = await some.render(await some.planes(ws), ws, camera);
	let square = 0;
	for (const [at, value] of pixels.entries()) {
		square += (((imageRaw.data[(at % 3) * side * side + Math.floor(at / 3)] ?? 0) + 1) / 2 - value) ** 2;
	}
	return square / pixels.length;
}
