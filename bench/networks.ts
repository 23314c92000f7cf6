/** Full-size networks with random weights: the published sizes, without the published weights. */

import { viewCamera } from "../src/camera/view-camera.ts";
import { Generator } from "../src/generator/generator.ts";
import { presetConfig } from "../src/generator/presets.ts";
import { trainingOrbit } from "../src/generator/training-cameras.ts";
import type { GeneratorConfig } from "../src/networks/config.ts";
import { initializeGenerator } from "../src/networks/initialize.ts";
import type { Preference } from "../src/networks/target.ts";
import { nodeOrtPlatform } from "../src/platform/node/onnx-runtime.ts";
import { nodeWorkerPool } from "../src/platform/node/worker-pool.ts";
import { chooseMarcher } from "../src/rendering/march/choose-marcher.ts";
import { createRuntime } from "../src/runtime/create-runtime.ts";
import type { FixedTensor, Float32Tensor } from "../src/tensor/host-tensor.ts";
import { latentFromSeed } from "../src/tensor/latent.ts";

export const THREADS = 2;
export const FULL_SIZE = "ffhq512-128";

/** A generator with random weights on the CPU, and one person of it. */
export interface Person {
	readonly generator: Generator;
	readonly camera: Float32Tensor;
	readonly ws: Float32Tensor;
	readonly planes: FixedTensor;
}

export async function randomGenerator(config: GeneratorConfig, prefer?: Preference): Promise<Generator> {
	const runtime = await createRuntime(nodeOrtPlatform(), { device: "cpu", threads: THREADS });
	const { marcher } = await chooseMarcher({ runtime, threads: THREADS, workers: nodeWorkerPool() });
	return new Generator({ config, weights: initializeGenerator(config, 0), runtime, marcher, prefer });
}

export async function randomPerson(
	config: GeneratorConfig = presetConfig(FULL_SIZE),
	prefer?: Preference,
): Promise<Person> {
	const generator = await randomGenerator(config, prefer);
	const camera = orbitCamera(config);
	const ws = await generator.mapping(latentFromSeed(0, config.mapping.zDim), camera);
	return { generator, camera, ws, planes: await generator.planes(ws) };
}

/** A camera a little to the side, in the published parametrisation. */
export function orbitCamera({ rendering }: GeneratorConfig): Float32Tensor {
	return viewCamera({ yaw: 0.3, pitch: -0.2 }, trainingOrbit(rendering), 18.837).label;
}
