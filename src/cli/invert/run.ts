/** What `triplane invert` does: a picture to a person of the network, and what can be seen of them. */

import { viewCameraOfLabel } from "../../camera/view-camera.ts";
import { trainingOrbit } from "../../generator/training-cameras.ts";
import type { FeatureNetwork } from "../../inversion/discriminator-features.ts";
import { findPerson } from "../../inversion/find-person.ts";
import { movingNoiseMaps } from "../../inversion/noise-maps.ts";
import { pictureOf } from "../../inversion/picture.ts";
import type { Recipe } from "../../inversion/recipes.ts";
import { embeddedEncoder, encoderOfFile, type LocatedEncoder } from "../../platform/node/encoders.ts";
import { featureNetworkOf } from "../../platform/node/feature-network.ts";
import { nodeOrtPlatform } from "../../platform/node/onnx-runtime.ts";
import { prepareFolder } from "../../platform/node/output-folder.ts";
import { createRuntime } from "../../runtime/create-runtime.ts";
import { InputError, TriplaneError } from "../../tensor/errors.ts";
import { ExperimentFiles } from "../figures/experiment-files.ts";
import { findNetworkFile, type OpenedNetwork, openNetwork } from "../open-network.ts";
import { startProgress } from "../progress-bar.ts";
import type { Session } from "../session.ts";
import type { Terminal } from "../terminal.ts";
import { saidCamera } from "./camera.ts";
import { type InvertOptions, recipeOf } from "./options.ts";
import { openPicture } from "./picture.ts";
import { reconstruction, reconstructionSheet } from "./reconstruction.ts";
import { personFile, writeInversionRecord } from "./record.ts";

/** Share of the progress that is over when the person is found. */
const FOUND = 0.9;

export async function runInvert(options: InvertOptions, session: Session): Promise<void> {
	const { signal } = session;
	const terminal = session.terminal(options);
	const runtime = await createRuntime(nodeOrtPlatform(), {
		...{ device: "cpu", threads: options.threads, spinning: false },
	} as const);
	const picture = await openPicture(options, runtime);
	const said = await saidCamera(options, signal);
	const location = await findNetworkFile(options.network, terminal, signal);
	await using _folder = await prepareFolder(options.outdir);
	await using opened = await openNetwork(location, options, terminal, signal);
	const { generator } = opened;
	const { rendering, neuralRenderingResolution: side } = generator.config;
	if (picture.side < side)
		terminal.warn(`image '${options.image}': ${picture.side} pixels wide, enlarged to the ${side} that are compared`);
	const wanted = await picture.ofSide(side);
	const start = performance.now();
	using progress = startProgress("invert", terminal.talks);
	const camera = picture.camera ?? said(rendering)?.label ?? null;
	const located = await locatedEncoder(options, opened);
	const recipe = recipeOf(options, rendering);
	if (recipe.inversion.steps === 0 && !located) {
		throw new InputError("--steps 0: wants the answer of an encoder, and this network has none; want --encoder <file>");
	}
	const discriminator = await discriminatorOf(options, recipe, location.path, terminal, signal);
	if (discriminator && options.rays !== undefined && recipe.tuning.steps === 0)
		terminal.warn(
			"--rays: without effect, since features are compared: each step draws a grid of rays over the picture",
		);
	if (options.noiseMaps && movingNoiseMaps(generator.weights).length === 0)
		throw new InputError("--noise-maps: this network's noise has no strength anywhere, so nothing would change");
	const refine = picture.camera !== null || options.refineCamera === true;
	const { found, tried, tuned, differences } = await findPerson(
		{ generator, runtime, picture: pictureOf(wanted), camera, refine, recipe, encoder: located, discriminator },
		{ signal, onProgress: ({ stage, fraction }) => progress.update(FOUND * fraction, stage) },
	);
	// what was found until Ctrl-C is shown and kept, so that nothing below is stopped by it
	const { signal: none } = new AbortController();
	progress.update(FOUND, "pictures");
	await using tunedToThem = differences.size > 0 ? generator.tunedTo(differences) : null;
	const shown = tunedToThem ?? generator;
	const person = { seed: 0, ws: found.ws, planes: await shown.planes(found.ws) };
	const again = await reconstruction(shown, person, found, wanted);
	const files = new ExperimentFiles(options.outdir, none);
	await files.write("person.safetensors", "person", personFile(found, differences, opened));
	await files.write("person.png", "sheet", await reconstructionSheet(shown, person, again, wanted, found));
	progress[Symbol.dispose]();
	const { psnr } = again;
	const facts = { options, recipe, encoder: located, discriminator, opened, picture, found, tried, tuned, psnr };
	const record = await writeInversionRecord(files, facts, none);
	const seconds = (performance.now() - start) / 1000;
	for (const path of [...files.paths, record.path]) terminal.line(path);
	const { trueDegrees } = viewCameraOfLabel(found.camera, trainingOrbit(rendering).pivot);
	const [yaw, pitch] = [trueDegrees.yaw, trueDegrees.pitch].map((degrees) => degrees.toFixed(1));
	const steps = found.losses.length;
	const tunedSteps = tuned ? `, ${tuned.keptStep} on weights` : "";
	terminal.remark(
		`${psnr.toFixed(1)} dB after ${steps} steps${tunedSteps}, ${seconds.toFixed(1)} s; camera at yaw ${yaw}°, pitch ${pitch}°`,
	);
	terminal.value({
		network: opened.network,
		seconds,
		steps,
		tunedSteps: tuned?.keptStep ?? 0,
		psnr,
		trueDegrees,
		record: record.path,
		files: files.paths,
	});
}

/** The encoder that the options name, or that comes with the network; the published recipe begins without one. */
async function locatedEncoder(
	{ encoder, recipe }: InvertOptions,
	{ network, generator }: OpenedNetwork,
): Promise<LocatedEncoder | null> {
	if (encoder === "none") return null;
	if (encoder !== undefined) return await encoderOfFile(encoder, network.name, generator);
	return recipe === "published" ? null : await embeddedEncoder(network.name, generator);
}

/** The discriminator whose features count. What cannot be used is an error only where somebody asked for it. */
async function discriminatorOf(
	{ featureLoss }: InvertOptions,
	{ inversion }: Recipe,
	path: string,
	terminal: Terminal,
	signal: AbortSignal,
): Promise<FeatureNetwork | null> {
	if (inversion.featureLoss === 0) return null;
	try {
		const network = await featureNetworkOf(path, signal);
		if (network || !featureLoss) return network;
		throw new InputError("--feature-loss: the network's file has no discriminator 'D'");
	} catch (error) {
		if (featureLoss || !(error instanceof TriplaneError)) throw error;
		terminal.remark(`features are not compared: ${error.message}`);
		return null;
	}
}
