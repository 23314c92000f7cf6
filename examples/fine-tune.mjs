/**
 * Trains a network further on images with cameras, and writes it to a file that every command opens.
 *
 *     node dist/cli/main.js dataset heads --count 1000 --out heads.zip
 *     node examples/fine-tune.mjs heads.zip [network] [file] [thousands of images]
 *
 * The images have the size of the network's. `triplane train` does the same and more: it measures, saves its state and
 * resumes (docs/training.md).
 */

import { InputError, joinChunks } from "triplane";
import { checkpointToSafetensors } from "triplane/checkpoint";
import { openDataset } from "triplane/data";
import { createRuntime } from "triplane/host";
import {
	nodeImageCodec,
	nodeOrtPlatform,
	nodeWorkerPool,
	openCheckpoint,
	openFiles,
	writeFileWhole,
} from "triplane/node";
import {
	networkSnapshot,
	openPhaseRunner,
	resolveSettings,
	runTraining,
	stepOptions,
	TrainingData,
	tunedTraining,
} from "triplane/training";

const [images, network = "heads", file = "out/examples/tuned.safetensors", kimg = "10"] = process.argv.slice(2);

if (images === undefined) throw new InputError("usage: node examples/fine-tune.mjs <images> [network] [file] [kimg]");
const files = await openFiles(images);
const dataset = await openDataset(files, nodeImageCodec);
const state = tunedTraining(await openCheckpoint(network), { seed: 0, labelNoise: 0 });
const { imgResolution: resolution, neuralRenderingResolution } = state.networks.generator.config;
if (dataset.resolution !== resolution) {
	throw new InputError(
		`images of ${dataset.resolution}², the network's are ${resolution}²: triplane dataset pack resizes`,
	);
}
const settings = resolveSettings(
	{ kimg: Number(kimg), batch: 4, snap: 0 },
	{ resolution, neuralRenderingResolution, resumed: true, resumeBlur: false },
);
const runner = await openPhaseRunner(await createRuntime(nodeOrtPlatform()), { workers: nodeWorkerPool() });

const save = async () => {
	const snapshot = networkSnapshot(state, neuralRenderingResolution, new Map([["made_by", "examples/fine-tune.mjs"]]));
	await writeFileWhole(file, joinChunks(checkpointToSafetensors(snapshot)));
};
await runTraining({
	state,
	progress: { tick: 0, tickStart: 0, seconds: 0 },
	data: new TrainingData(dataset, settings.batch, settings.seed),
	options: stepOptions(settings, state.networks),
	runner,
	clock: () => performance.now() / 1000,
	listener: {
		onTick: async (tick) => console.log(`${tick.images} images, ${tick.imagesPerSecond.toFixed(1)} a second`),
		onSnapshot: async () => undefined, // pictures and metrics would go here
		onSave: save,
	},
});
await runner.dispose();
await files[Symbol.asyncDispose]();
console.log(file);
