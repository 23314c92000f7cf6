/** The generator's manners, on a small random network; its numbers are checked by test/golden. */

import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { expectClose } from "../../test/assert-close.ts";
import { exact, kernelVsReference } from "../../test/tolerances.ts";
import { fovToIntrinsics } from "../camera/intrinsics.ts";
import { cameraLabel } from "../camera/label.ts";
import { cameraFromPose } from "../camera/orbit.ts";
import { initializeGenerator } from "../networks/initialize.ts";
import { nodeOrtPlatform } from "../platform/node/onnx-runtime.ts";
import { symbolicMarcher } from "../rendering/march/symbolic-marcher.ts";
import { createRuntime } from "../runtime/create-runtime.ts";
import { AbortedError, InputError, RuntimeFailureError, ShapeError } from "../tensor/errors.ts";
import { type FixedTensor, type Float32Tensor, float32Tensor } from "../tensor/host-tensor.ts";
import { latentFromSeed } from "../tensor/latent.ts";
import { concatBatch, itemOf } from "./batch.ts";
import { Generator } from "./generator.ts";
import { presetConfig } from "./presets.ts";

const CONFIG = presetConfig("small64");
const NRR = 12;
const FAST = { neuralRenderingResolution: NRR, superresolution: false } as const;

async function makeGenerator(): Promise<Generator> {
	const runtime = await createRuntime(nodeOrtPlatform(), { device: "cpu", threads: 1 });
	const marcher = symbolicMarcher(runtime);
	return new Generator({ config: CONFIG, weights: initializeGenerator(CONFIG, 0), runtime, marcher });
}

function camera(yaw: number): Float32Tensor {
	const { avgCameraPivot: pivot, avgCameraRadius: radius } = CONFIG.rendering;
	const cam2world = cameraFromPose({ yaw, pitch: 0 }, { pivot, radius });
	return cameraLabel({ cam2world, intrinsics: fovToIntrinsics(18.837) });
}

describe("generator", () => {
	let generator: Generator;
	let ws: Float32Tensor;
	let planes: FixedTensor;
	beforeAll(async () => {
		generator = await makeGenerator();
		ws = await generator.mapping(latentFromSeed(0, 128), camera(0));
		planes = await generator.planes(ws);
	});
	afterAll(() => generator.dispose());

	it.each(["const", "random", "none"] as const)("shows what stands behind each block, noise %s", async (noiseMode) => {
		const { backbone, planeResolution: side, decoder } = CONFIG;
		const first = await generator.block(ws, 0, { noiseMode });
		expect(first.features.shape).toEqual([1, backbone.blocks[0]?.outChannels, 4, 4]);
		const last = await generator.block(ws, backbone.blocks.length - 1, { noiseMode });
		expect(last.image.shape).toEqual([1, 3 * decoder.planeChannels, side, side]);
		const planes = await generator.planes(ws, { noiseMode });
		expectClose(last.image.data, planes.data, kernelVsReference, "image of the last block");
	});

	it("says so when there is no such block", async () => {
		await expect(generator.block(ws, 9)).rejects.toThrow("backbone: block 9, there are 4");
	});

	it("says what really runs", () => {
		expect(generator.device).toBe("cpu");
		expect(generator.renderer).toBe("symbolic");
	});

	it("gives the network's own sizes unless asked otherwise", async () => {
		const { image, imageRaw, featureImage, imageDepth, opacity } = await generator.render(planes, ws, camera(0));
		expect(image?.shape).toEqual([1, 3, 64, 64]);
		expect(imageRaw.shape).toEqual([1, 3, 32, 32]);
		expect(featureImage.shape).toEqual([1, 32, 32, 32]);
		expect(imageDepth.shape).toEqual([1, 1, 32, 32]);
		expect(opacity.shape).toEqual([1, 1, 32, 32]);
		expect([...(image?.data ?? [])].every(Number.isFinite)).toBe(true);
	});

	it("leaves the first layers truncated up to the cutoff and the others as they are", async () => {
		const options = { truncationPsi: 0.5, truncationCutoff: 3 };
		const cut = await generator.mapping(latentFromSeed(0, 128), camera(0), options);
		const [, numWs = 0, wDim = 0] = ws.shape;
		const halved = ws.data.map((value, index) => (index < 3 * wDim ? value * 0.5 : value)); // w_avg is zero here
		expectClose(cut.data, halved, kernelVsReference, "ws");
		expect(numWs).toBeGreaterThan(3);
	});

	it("gives many views of one person as it gives each alone", async () => {
		const cameras = concatBatch([camera(0.3), camera(-0.3)]);
		const both = await generator.render(planes, ws, cameras, FAST);
		const second = await generator.render(planes, ws, camera(-0.3), FAST);
		expect(both.imageRaw.shape).toEqual([2, 3, NRR, NRR]);
		expectClose(itemOf(both.imageRaw, 1).data, second.imageRaw.data, exact, "second view");
		expect(itemOf(both.imageRaw, 0).data).not.toEqual(second.imageRaw.data);
	});

	it("gives many people in one call as it gives each alone", async () => {
		const z = concatBatch([latentFromSeed(1, 128), latentFromSeed(2, 128)]);
		const people = await generator.mapping(z, camera(0));
		const views = await generator.render(
			await generator.planes(people),
			people,
			concatBatch([camera(0), camera(0)]),
			FAST,
		);
		const alone = itemOf(people, 1);
		const view = await generator.render(await generator.planes(alone), alone, camera(0), FAST);
		expectClose(itemOf(views.imageRaw, 1).data, view.imageRaw.data, exact, "second person");
	});

	it("repeats seeded jitter to the bit and varies it with the seed", async () => {
		const render = async (seed: number): Promise<Float32Array> => {
			const view = await generator.render(planes, ws, camera(0), { ...FAST, jitter: { kind: "seeded", seed } });
			return view.featureImage.data;
		};
		const first = await render(5);
		expect(await render(5)).toEqual(first);
		expect(await render(6)).not.toEqual(first);
	});

	it("draws other noise for another noise seed, the same for the same, and none when told", async () => {
		const weights = new Map(generator.weights);
		for (const name of weights.keys()) {
			if (name.endsWith("noise_strength")) weights.set(name, float32Tensor([], [0.5]));
		}
		const runtime = await createRuntime(nodeOrtPlatform(), { device: "cpu", threads: 1 });
		await using noisy = new Generator({ config: CONFIG, weights, runtime, marcher: symbolicMarcher(runtime) });
		const generate = async (noiseSeed: number): Promise<ArrayLike<number>> =>
			(await noisy.planes(ws, { noiseMode: "random", noiseSeed })).data;
		const first = await generate(1);
		expect(await generate(1)).toEqual(first);
		expect(await generate(2)).not.toEqual(first);
		expect((await noisy.planes(ws, { noiseMode: "none" })).data).not.toEqual((await noisy.planes(ws)).data);
	});

	it("samples more densely with a multiplier", async () => {
		const fog = await generator.render(planes, ws, camera(0), { ...FAST, sampleMultiplier: 2 });
		const plain = await generator.render(planes, ws, camera(0), FAST);
		expect(fog.opacity.data).not.toEqual(plain.opacity.data);
	});

	it("evaluates a volume as it evaluates its points, at the voxels' centres", async () => {
		const slabs: Float32Array[] = [];
		await generator.sampleVolume(planes, { resolution: 6, colours: true }, ({ index, sigma, rgb }) => {
			expect(index).toBe(slabs.length);
			expect(rgb?.shape).toEqual([6, 6, 32]);
			slabs.push(sigma.data);
		});
		const at = (index: number): number => -0.5 + (index + 0.5) / 6;
		const points = Array.from({ length: 216 }, (_, i) => [
			at(Math.floor(i / 36)),
			at(Math.floor(i / 6) % 6),
			at(i % 6),
		]);
		const { sigma } = await generator.samplePoints(planes, float32Tensor([216, 3], points.flat()));
		expectClose(Float32Array.from(slabs.flatMap((slab) => [...slab])), sigma.data, kernelVsReference, "sigma");
	});

	it("evaluates the region asked for and nothing else, on the same voxels", async () => {
		const whole = new Map<number, Float32Array>();
		await generator.sampleVolume(planes, { resolution: 8 }, ({ index, sigma }) => void whole.set(index, sigma.data));
		const part: Float32Array[] = [];
		const region = [0.5, 0.75, 0, 1, 0.25, 0.5] as const;
		await generator.sampleVolume(planes, { resolution: 8, region }, ({ sigma }) => {
			expect(sigma.shape).toEqual([8, 2]);
			part.push(sigma.data);
		});
		expect(part.length).toBe(2);
		const column = Float32Array.from(
			{ length: 16 },
			(_, i) => whole.get(4)?.[8 * Math.floor(i / 2) + 2 + (i % 2)] ?? 0,
		);
		expectClose(part[0] ?? new Float32Array(), column, kernelVsReference, "sigma of the region");
	});

	it.each([
		[{ resolution: 0 }, /resolution 0/],
		[{ resolution: 1e6 }, /resolution 1000000/],
		[{ resolution: 4, region: [0.5, 0.5, 0, 1, 0, 1] }, /no voxel between 0.5 and 0.5 along x/],
		[{ resolution: 4, region: [0, 1, 0, 1, 0.9, 0.2] }, /along z/],
	] as const)("refuses a volume of %o", async (options, message) => {
		await expect(generator.sampleVolume(planes, options, () => {})).rejects.toThrow(message);
	});

	it("hands on what a visitor of slabs throws, and works afterwards", async () => {
		const visit = (): never => {
			throw new RangeError("enough");
		};
		await expect(generator.sampleVolume(planes, { resolution: 4 }, visit)).rejects.toThrow("enough");
		await expect(generator.render(planes, ws, camera(0), FAST)).resolves.toBeDefined();
	});

	it("lets a visitor of slabs render, sample points and other volumes, of this person and of another", async () => {
		const other = await generator.planes(await generator.mapping(latentFromSeed(3, 128), camera(0)));
		const wanted = await generator.render(planes, ws, camera(0.2), FAST);
		const alone: Float32Array[] = [];
		await generator.sampleVolume(planes, { resolution: 3 }, ({ sigma }) => void alone.push(sigma.data));
		const slabs: Float32Array[] = [];
		await generator.sampleVolume(planes, { resolution: 3 }, async ({ sigma }) => {
			slabs.push(sigma.data);
			await generator.samplePoints(other, float32Tensor([1, 3], [0, 0, 0]));
			const view = await generator.render(planes, ws, camera(0.2), FAST);
			expect(view.imageRaw.data).toEqual(wanted.imageRaw.data);
			await generator.sampleVolume(other, { resolution: 2 }, () => {});
		});
		expect(slabs).toEqual(alone);
	});

	it("can be disposed of by a visitor of slabs, who gets no more of them", async () => {
		const own = await makeGenerator();
		const seen: number[] = [];
		const visiting = own.sampleVolume(planes, { resolution: 3 }, async ({ index }) => {
			seen.push(index);
			await own.dispose();
		});
		await expect(visiting).rejects.toThrow(/disposed of while a volume was being sampled/);
		expect(seen).toEqual([0]);
	});

	it("refuses planes whose numbers were changed after they had been given", async () => {
		const mine = float32Tensor(planes.shape, planes.data.slice());
		const before = await generator.render(mine, ws, camera(0), FAST);
		const copy = float32Tensor(
			mine.shape,
			mine.data.map((value) => -value),
		);
		expect((await generator.render(copy, ws, camera(0), FAST)).imageRaw.data).not.toEqual(before.imageRaw.data);
		await generator.render(mine, ws, camera(0), FAST);
		mine.data.set(copy.data);
		await expect(generator.render(mine, ws, camera(0), FAST)).rejects.toThrow(InputError);
		await expect(generator.render(mine, ws, camera(0), FAST)).rejects.toThrow(/put other numbers into a new tensor/);
		const writes = (): void => {
			// @ts-expect-error: what `planes` gives cannot be written to
			planes.data[0] = 1;
		};
		expect(writes).toBeTypeOf("function");
	});

	it("reports progress to the end of each stage", async () => {
		const seen: string[] = [];
		await generator.render(planes, ws, camera(0), {
			...FAST,
			onProgress: ({ stage, fraction }) => {
				if (fraction === 1) seen.push(stage);
			},
		});
		expect(seen).toEqual(["render", "super-resolution"]);
	});

	it("stops when the caller says so", async () => {
		const signal = AbortSignal.abort();
		await expect(generator.render(planes, ws, camera(0), { signal })).rejects.toThrow(AbortedError);
		await expect(generator.planes(ws, { signal })).rejects.toThrow(AbortedError);
	});

	it("refuses tensors that do not fit, by name", async () => {
		await expect(generator.mapping(latentFromSeed(0, 64), camera(0))).rejects.toThrow(ShapeError);
		await expect(generator.mapping(latentFromSeed(0, 64), camera(0))).rejects.toThrow(/^z: shape \[1, 64\]/);
		await expect(generator.render(planes, ws, float32Tensor([1, 16], new Float32Array(16)))).rejects.toThrow(
			/^cameras:/,
		);
		const noCamera = float32Tensor([1, 25], new Float32Array(25));
		await expect(generator.render(planes, ws, noCamera)).rejects.toThrow(InputError);
	});

	it.each([
		[{ neuralRenderingResolution: 0 }, /neuralRenderingResolution: 0/],
		[{ neuralRenderingResolution: 2.5 }, /neuralRenderingResolution: 2.5/],
		[{ sampleMultiplier: Number.NaN }, /sampleMultiplier: NaN/],
		[{ sampleMultiplier: 1e9 }, /depthResolution: 24000000000/],
	])("refuses %o", async (options, message) => {
		await expect(generator.render(planes, ws, camera(0), options)).rejects.toThrow(message);
	});

	it("shows what was marched where a network has no super-resolution, at the image's size", async () => {
		const config = presetConfig("heads128", { channelBase: 256, channelMax: 8, mappingLayers: 1 });
		const runtime = await createRuntime(nodeOrtPlatform(), { device: "cpu", threads: 1 });
		const marcher = symbolicMarcher(runtime);
		await using plain = new Generator({ config, weights: initializeGenerator(config, 0), runtime, marcher });
		const mapped = await plain.mapping(latentFromSeed(0, config.mapping.zDim), camera(0));
		const planes = await plain.planes(mapped);
		const few = { march: { depthResolution: 4, depthResolutionImportance: 2 } };
		const view = await plain.render(planes, mapped, camera(0), few);
		expect(view.image?.shape).toEqual([1, 3, 128, 128]);
		expect(view.image?.data).toEqual(view.imageRaw.data);
		const coarse = await plain.render(planes, mapped, camera(0), { ...few, neuralRenderingResolution: 32 });
		expect(coarse.imageRaw.shape).toEqual([1, 3, 32, 32]);
		expect(coarse.image?.shape).toEqual([1, 3, 128, 128]);
	});

	it("cannot be used after it was disposed of", async () => {
		const other = await makeGenerator();
		await other.dispose();
		await expect(other.planes(ws)).rejects.toThrow(RuntimeFailureError);
	});
});
