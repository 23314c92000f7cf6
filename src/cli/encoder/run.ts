/** What `triplane encoder` does: teaches an encoder for a network, and says how well it answers. */

import { splitLabel } from "../../camera/label.ts";
import { sceneOf } from "../../heads/latent/person.ts";
import { portraitLatent } from "../../heads/portrait.ts";
import { renderImage } from "../../heads/render/image.ts";
import type { Scene } from "../../heads/scene.ts";
import { Encoder, encoderChunks } from "../../inversion/encoder/encoder.ts";
import { ENCODER_SIDE } from "../../inversion/encoder/encoder-network.ts";
import type { KnownPictures } from "../../inversion/encoder/encoder-pairs.ts";
import { mappingFingerprint } from "../../inversion/encoder/mapping-fingerprint.ts";
import { type EncoderStep, teachEncoder } from "../../inversion/encoder/teach-encoder.ts";
import { prepareInversion } from "../../inversion/prepare.ts";
import { joinChunks } from "../../mesh/write/mesh-formats.ts";
import { nodeOrtPlatform } from "../../platform/node/onnx-runtime.ts";
import { prepareFolder } from "../../platform/node/output-folder.ts";
import { createRuntime } from "../../runtime/create-runtime.ts";
import { InputError } from "../../tensor/errors.ts";
import { float32Tensor } from "../../tensor/host-tensor.ts";
import { ExperimentFiles } from "../figures/experiment-files.ts";
import { openNetwork } from "../open-network.ts";
import { recordedOptions, repeatOf } from "../options/fields.ts";
import { startProgress } from "../progress-bar.ts";
import type { Session } from "../session.ts";
import { writeSidecar } from "../sidecar.ts";
import { judgeEncoder } from "./judge.ts";
import { ENCODER, type EncoderOptions } from "./options.ts";

/** Steps of which the record has the loss: about so many. */
const LOSSES = 100;
/** Shares of the progress that are over when directions are weighed, and when the encoder is taught. */
const [WEIGHED, TAUGHT] = [0.03, 0.97];

export async function runEncoder(options: EncoderOptions, session: Session): Promise<void> {
	const { signal } = session;
	const terminal = session.terminal(options);
	await using _folder = await prepareFolder(options.outdir);
	await using opened = await openNetwork(options.network, options, terminal, signal);
	const { generator, network, engine } = opened;
	const { zDim, wDim } = generator.config.mapping;
	if (zDim === 0) throw new InputError("encoder: this network takes no latent z: it has one person only");
	const runtime = await createRuntime(nodeOrtPlatform(), { device: "cpu", threads: options.threads, spinning: false });
	const start = performance.now();
	using progress = startProgress("encoder", terminal.talks);
	const { space } = await prepareInversion(generator, runtime, { seed: options.seed, signal });
	const { kimg, pairs, views, batch, weighed, lr: learningRate, seed } = options;
	const images = Math.ceil(kimg * 1000);
	const steps: EncoderStep[] = [];
	const weights = await teachEncoder(
		generator,
		{ images, pairs, views, batch, weighed, learningRate, seed },
		{
			...{ runtime, space, signal, known: options.heads ? headsOf(seed, zDim) : null },
			onWeighed: (share) => progress.update(WEIGHED * share, "how different w look"),
			onStep: (step) => {
				steps.push(step);
				progress.update(
					WEIGHED + ((TAUGHT - WEIGHED) * step.images) / images,
					`${step.images} pictures: latents ${step.latents.toFixed(3)}, camera ${step.moves.toFixed(4)}`,
				);
			},
		},
	);
	// what was learned until Ctrl-C is judged and kept, so that nothing below is stopped by it
	const { signal: none } = new AbortController();
	const shown = steps.at(-1)?.images ?? 0;
	const file = { weights, wDim, mapping: mappingFingerprint(generator.weights) };
	await using encoder = await Encoder.open(file, generator.config, runtime);
	const scores = await judgeEncoder(generator, encoder, options.judged);
	const files = new ExperimentFiles(options.outdir, none);
	await files.write("encoder.safetensors", "encoder", joinChunks(encoderChunks(file)));
	progress[Symbol.dispose]();
	const seconds = (performance.now() - start) / 1000;
	const { device, renderer, precision } = engine;
	const recorded = recordedOptions(ENCODER, options, { device, renderer, precision });
	const every = Math.ceil(steps.length / LOSSES);
	const record = {
		...{ command: "encoder", repeat: repeatOf("encoder", ENCODER, recorded), network, engine, options: recorded },
		...{ seconds, images: shown, scores, losses: steps.filter((_, at) => at % every === 0 || at === steps.length - 1) },
		outputs: files.outputs,
	};
	const { path } = await writeSidecar(files.pathOf("encoder.json"), record, none);
	for (const name of [...files.paths, path]) terminal.line(name);
	if (shown < images) terminal.remark(`stopped after ${shown} of ${images} pictures`);
	terminal.remark(
		`${scores.people} people: ${scores.psnr.toFixed(1)} dB, yaw ±${scores.yawError.toFixed(1)}°, pitch ±${scores.pitchError.toFixed(1)}°, ` +
			`${scores.milliseconds.toFixed(0)} ms a picture; taught in ${(seconds / 60).toFixed(1)} min`,
	);
	terminal.value({ network, seconds, images: shown, scores, record: path, files: files.paths });
}

/** Synthetic heads of a seed, one after the other. */
function headsOf(seed: number, zDim: number): KnownPictures {
	let [index, scene]: [number, Scene | null] = [0, null];
	return {
		nextLatent: () => {
			const z = portraitLatent({ seed: seed + SEED }, index++, zDim);
			scene = sceneOf(z);
			return float32Tensor([1, zDim], z);
		},
		picture: (label) => {
			if (!scene) throw new RangeError("encoder: nobody was asked for");
			return Uint8Array.from(renderImage(scene, splitLabel(label), ENCODER_SIDE).data);
		},
	};
}

/** Added to the seed of lessons: heads of small seeds are what networks are judged by. */
const SEED = 1000;
