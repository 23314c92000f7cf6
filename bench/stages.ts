/** Every stage from a latent to an image, alone and together. */

import { presetConfig, superresolutionPreset } from "../src/generator/presets.ts";
import { SUPERRESOLUTION_NAMES } from "../src/generator/superresolution-modules.ts";
import { createGraph } from "../src/graph/create.ts";
import { serializeOnnx } from "../src/graph/onnx/model.ts";
import { conv2d } from "../src/graph/ops/convolution.ts";
import { nodeOrtPlatform } from "../src/platform/node/onnx-runtime.ts";
import { createRuntime } from "../src/runtime/create-runtime.ts";
import { float32Tensor } from "../src/tensor/host-tensor.ts";
import { latentFromSeed } from "../src/tensor/latent.ts";
import { RandomState } from "../src/tensor/random-state.ts";
import type { Benchmark, Prepared } from "./benchmark.ts";
import { FULL_SIZE, randomPerson, THREADS } from "./networks.ts";

/** One 3×3 convolution 512 → 512 at 64² by ONNX Runtime: how fast this machine is, for comparing machines. */
const calibration: Benchmark = {
	name: "calibration",
	what: "3×3 conv 512→512 at 64² (19.3 GFLOP)",
	runs: 9,
	prepare: async () => {
		const graph = createGraph();
		const weight = float32Tensor([512, 512, 3, 3], new RandomState(0).randn(512 * 512 * 9));
		const y = conv2d(graph.input("x", [1, 512, 64, 64]), graph.constant(weight, "weight"), { pads: 1 });
		const runtime = await createRuntime(nodeOrtPlatform(), { device: "cpu", threads: THREADS });
		const compiled = await runtime.compile("calibration", serializeOnnx({ name: "calibration", outputs: { y } }));
		const x = float32Tensor([1, 512, 64, 64], new RandomState(1).randn(512 * 4096));
		return { run: async () => void (await compiled.run({ x })), dispose: () => compiled.dispose() };
	},
};

const backbone: Benchmark = {
	name: "backbone",
	what: `ws → planes, ${FULL_SIZE}`,
	runs: 7,
	prepare: async () => {
		const { generator, ws } = await randomPerson();
		return { run: async () => void (await generator.planes(ws)), dispose: () => generator.dispose() };
	},
};

function render(nrr: number): Benchmark {
	return {
		name: `render-${nrr}`,
		what: `${nrr}² rays, 48 + 48 samples`,
		runs: 7,
		prepare: async () => {
			const { generator, ws, planes, camera } = await randomPerson();
			const options = { neuralRenderingResolution: nrr, superresolution: false };
			const run = async (): Promise<void> => void (await generator.render(planes, ws, camera, options));
			return { run, dispose: () => generator.dispose(), note: generator.renderer };
		},
	};
}

function superresolution(name: (typeof SUPERRESOLUTION_NAMES)[number]): Benchmark {
	return {
		name: `superresolution-${name}`,
		what: "image_raw and features → image",
		runs: 7,
		prepare: async () => {
			const full = presetConfig(FULL_SIZE);
			const config = { ...full, superresolution: superresolutionPreset(name, full.mapping.wDim) };
			const { generator, ws, planes, camera } = await randomPerson(config);
			const neuralRenderingResolution = config.superresolution.inputResolution;
			const options = { neuralRenderingResolution, superresolution: false };
			const { imageRaw, featureImage } = await generator.render(planes, ws, camera, options);
			const run = async (): Promise<void> => void (await generator.superresolution(imageRaw, featureImage, ws));
			return { run, dispose: () => generator.dispose(), note: `${neuralRenderingResolution}²` };
		},
	};
}

const view: Benchmark = {
	name: "view",
	what: "kept planes → image 512²",
	runs: 7,
	prepare: async () => {
		const { generator, ws, planes, camera } = await randomPerson();
		return { run: async () => void (await generator.render(planes, ws, camera)), dispose: () => generator.dispose() };
	},
};

const person: Benchmark = {
	name: "person",
	what: "z → image 512²",
	runs: 7,
	prepare: async (): Promise<Prepared> => {
		const { generator, camera } = await randomPerson();
		let seed = 0;
		const run = async (): Promise<void> => {
			const ws = await generator.mapping(latentFromSeed(++seed), camera);
			await generator.render(await generator.planes(ws), ws, camera);
		};
		return { run, dispose: () => generator.dispose() };
	},
};

export const STAGE_BENCHMARKS: readonly Benchmark[] = [
	calibration,
	backbone,
	render(64),
	render(128),
	...SUPERRESOLUTION_NAMES.map(superresolution),
	view,
	person,
];
