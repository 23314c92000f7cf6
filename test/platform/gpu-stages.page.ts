/** The page of gpu-stages.test.ts: all stages on one GPU device, with every copy to the host counted. */

import type { Generator } from "../../src/generator/generator.ts";
import type { GpuTensor } from "../../src/host/gpu.ts";
import { latentFromSeed } from "../../src/tensor/latent.ts";
import { openGenerator } from "../../src/web.ts";
import { expose } from "../browser/expose.ts";
import { ortModule } from "../browser/ort.ts";
import { packTensors } from "../browser/packed-tensors.ts";
import { painted } from "../browser/painted.ts";
import { tinyCheckpoint } from "../support/tiny-checkpoint.ts";
import { sideCamera } from "./web-view.ts";

/** Counts the buffers that are mapped for reading from now on: the only way from a GPU to the host. */
function countReadBacks(): () => number {
	const { GPUBuffer } = globalThis as unknown as { readonly GPUBuffer: { readonly prototype: { mapAsync: unknown } } };
	const original = GPUBuffer.prototype.mapAsync as (this: unknown, mode: number, ...rest: unknown[]) => Promise<void>;
	let count = 0;
	GPUBuffer.prototype.mapAsync = function (this: unknown, mode: number, ...rest: unknown[]): Promise<void> {
		if (mode === 1) count++;
		return original.call(this, mode, ...rest);
	};
	return () => count;
}

async function withGpu<T>(work: (generator: Generator, gpu: NonNullable<Generator["gpu"]>) => Promise<T>): Promise<T> {
	const ort = await ortModule();
	await using opened = await openGenerator(tinyCheckpoint(), { ort, device: "webgpu" });
	const { gpu } = opened.generator;
	if (gpu === null || !opened.engine.sharesGpu) throw new Error("networks and renderer share no GPU");
	return await work(opened.generator, gpu);
}

expose({
	/** One person, two views; the tensors of the second. */
	view: () =>
		withGpu(async (generator, gpu) => {
			const camera = sideCamera(generator);
			const ws = await generator.mapping(latentFromSeed(4, generator.config.mapping.zDim), camera);
			const readBacks = countReadBacks();
			const planes = await gpu.planes(ws);
			(await gpu.render(planes, ws, camera, { neuralRenderingResolution: 16, superresolution: false })).dispose();
			const view = await gpu.render(planes, ws, camera, { neuralRenderingResolution: 16 });
			await gpu.done();
			const before = readBacks();
			const read = async (tensor: GpuTensor | null): Promise<unknown> => tensor && packTensors(await gpu.read(tensor));
			const tensors = {
				image: await read(view.image),
				imageRaw: await read(view.imageRaw),
				featureImage: await read(view.featureImage),
				imageDepth: await read(view.imageDepth),
				opacity: await read(view.opacity),
			};
			const after = readBacks();
			const pixels = view.image && (await painted(gpu.device, view.image));
			view.dispose();
			planes.dispose();
			return { before, after, tensors, pixels };
		}),
});
