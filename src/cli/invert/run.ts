/** What `triplane invert` does: a picture to a person of the network, and what can be seen of them. */

import { decibels } from "../../analysis/known-people/known-people.ts";
import { viewCameraOfLabel } from "../../camera/view-camera.ts";
import { trainingOrbit } from "../../generator/training-cameras.ts";
import type { InferenceRuntime } from "../../host/inference-runtime.ts";
import { type InversionOptions, type InversionParts, type Inverted, invert } from "../../inversion/invert.ts";
import { prepareInversion } from "../../inversion/prepare.ts";
import { type FoundCamera, SEARCH_STEPS, searchCamera } from "../../inversion/search-camera.ts";
import { nodeOrtPlatform } from "../../platform/node/onnx-runtime.ts";
import { prepareFolder } from "../../platform/node/output-folder.ts";
import { createRuntime } from "../../runtime/create-runtime.ts";
import type { Float32Tensor } from "../../tensor/host-tensor.ts";
import type { PixelImage } from "../../tensor/pixels.ts";
import { ExperimentFiles } from "../figures/experiment-files.ts";
import { type OpenedNetwork, openNetwork } from "../open-network.ts";
import { type ProgressBar, startProgress } from "../progress-bar.ts";
import type { Session } from "../session.ts";
import { saidCamera } from "./camera.ts";
import type { InvertOptions } from "./options.ts";
import { openPicture } from "./picture.ts";
import { reconstruction, reconstructionSheet } from "./reconstruction.ts";
import { personFile, writeInversionRecord } from "./record.ts";

/** Shares of the progress that are over when the search begins, when steps begin, and when they end. */
const STEPS = { search: 0.02, from: 0.25, to: 0.9 } as const;

export async function runInvert(options: InvertOptions, session: Session): Promise<void> {
	const { signal } = session;
	const terminal = session.terminal(options);
	const runtime = await createRuntime(nodeOrtPlatform(), {
		...{ device: "cpu", threads: options.threads, spinning: false },
	} as const);
	const picture = await openPicture(options, runtime);
	const said = await saidCamera(options, signal);
	await using _folder = await prepareFolder(options.outdir);
	await using opened = await openNetwork(options.network, options, terminal, signal);
	const { generator } = opened;
	const { rendering, neuralRenderingResolution: side } = generator.config;
	if (picture.side < side)
		terminal.warn(`image '${options.image}': ${picture.side} pixels wide, enlarged to the ${side} that are compared`);
	const wanted = await picture.ofSide(side);
	const start = performance.now();
	using progress = startProgress("invert", terminal.talks);
	const camera = picture.camera ?? said(rendering)?.label ?? null;
	const { found, tried } = await inverted({ options, opened, runtime, wanted, camera }, progress, signal);
	// what was found until Ctrl-C is shown and kept, so that nothing below is stopped by it
	const { signal: none } = new AbortController();
	progress.update(STEPS.to, "pictures");
	const person = { seed: 0, ws: found.ws, planes: await generator.planes(found.ws) };
	const again = await reconstruction(generator, person, found, wanted);
	const files = new ExperimentFiles(options.outdir, none);
	await files.write("person.safetensors", "person", personFile(found, opened));
	await files.write("person.png", "sheet", await reconstructionSheet(generator, person, again, wanted, found));
	progress[Symbol.dispose]();
	const { psnr } = again;
	const record = await writeInversionRecord(files, { options, opened, picture, found, tried, psnr }, none);
	const seconds = (performance.now() - start) / 1000;
	for (const path of [...files.paths, record.path]) terminal.line(path);
	const { trueDegrees } = viewCameraOfLabel(found.camera, trainingOrbit(rendering).pivot);
	const [yaw, pitch] = [trueDegrees.yaw, trueDegrees.pitch].map((degrees) => degrees.toFixed(1));
	const steps = found.losses.length;
	terminal.remark(
		`${psnr.toFixed(1)} dB after ${steps} steps, ${seconds.toFixed(1)} s; camera at yaw ${yaw}°, pitch ${pitch}°`,
	);
	terminal.value({
		network: opened.network,
		seconds,
		steps,
		psnr,
		trueDegrees,
		record: record.path,
		files: files.paths,
	});
}

interface Task {
	readonly options: InvertOptions;
	readonly opened: OpenedNetwork;
	readonly wanted: PixelImage;
	readonly runtime: InferenceRuntime;
	/** [1, 25]; `null` where it is searched for. */
	readonly camera: Float32Tensor | null;
}

async function inverted(
	{ options, opened, runtime, wanted, camera }: Task,
	progress: ProgressBar,
	signal: AbortSignal,
): Promise<{ readonly found: Inverted; readonly tried: FoundCamera["tried"] }> {
	const { steps, space, rays, lr: learningRate, prior, seed } = options;
	const { depthResolution: coarse, depthResolutionImportance: fine } = opened.generator.config.rendering;
	const settings: InversionOptions = {
		...{ steps, space, rays, learningRate, prior, seed, samples: { coarse, fine } },
		refineCamera: camera === null || options.align !== undefined || options.refineCamera === true,
	};
	progress.update(0, "people of the network");
	const parts: InversionParts = {
		...(await prepareInversion(opened.generator, runtime, { seed, signal })),
		isEnough: () => signal.aborted,
		onStep: ({ step, square }) =>
			progress.update(
				STEPS.from + ((STEPS.to - STEPS.from) * step) / steps,
				`step ${step}: ${decibels(square).toFixed(1)} dB`,
			),
	};
	const picture = { pixels: Float32Array.from(wanted.data, (value) => value / 255), side: wanted.width };
	if (camera) return { found: await invert([{ ...picture, camera }], settings, parts), tried: [] };
	let looked = 0;
	const onStep = (): void => {
		looked += 1;
		progress.update(STEPS.search + ((STEPS.from - STEPS.search) * looked) / SEARCH_STEPS, "where the camera stood");
	};
	const { inverted: begun, tried } = await searchCamera(picture, settings, { ...parts, onStep });
	const start = begun.ws.data;
	return { found: await invert([{ ...picture, camera: begun.camera }], settings, { ...parts, start }), tried };
}
