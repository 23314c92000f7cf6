/** The record of a run, `training-options.json`: everything that is needed to make it again, or to continue it. */

import type { Device } from "../../host/inference-runtime.ts";
import { packageInfo } from "../../platform/node/package-info.ts";
import type { TrainingSettings } from "../../training/loop/settings.ts";
import type { TrainedWeights, TrainingNetworks } from "../../training/networks/training-networks.ts";
import { argumentsOf } from "../sidecar.ts";
import type { TrainingImages } from "./data.ts";
import type { TrainCommandOptions } from "./options.ts";

export function trainRecord(
	options: TrainCommandOptions,
	settings: TrainingSettings,
	{ dataset }: TrainingImages,
	{ generator, discriminator }: TrainingNetworks,
	device: Device,
): string {
	const record = {
		triplane: packageInfo().version,
		command: "train",
		repeat: argumentsOf("train", resolvedOptions(options, settings)),
		settings,
		data: {
			name: dataset.name,
			images: dataset.imageCount,
			items: dataset.length,
			resolution: dataset.resolution,
		},
		device,
		node: process.version,
		platform: `${process.platform}-${process.arch}`,
		networks: {
			generator: { parameters: countOf(generator.weights), config: generator.config },
			discriminator: { parameters: countOf(discriminator.weights), config: discriminator.config },
		},
	};
	return `${JSON.stringify(record, null, "\t")}\n`;
}

/** As on the command line, defaults included: a later release may have others. */
function resolvedOptions(
	{ json: _, quiet: __, data, ...options }: TrainCommandOptions,
	settings: TrainingSettings,
): Readonly<Record<string, unknown>> {
	const { batch, batchGpu, gamma, kimg, tick, snap, saveMinutes, seed, glr, dlr, freezed } = settings;
	return {
		...options,
		data: data?.kind === "heads" ? data.text : data?.path,
		...{ batch, batchGpu, gamma, kimg, tick, snap, saveMinutes, seed, glr, dlr, freezed },
		// `false` would be left out
		...(options.gen_pose_cond === undefined ? {} : { gen_pose_cond: String(options.gen_pose_cond) }),
		gpc_reg_prob: settings.gpcRegProb,
		gpc_reg_fade_kimg: settings.gpcRegFadeKimg,
		blur_init_sigma: settings.blurInitSigma,
		blur_fade_kimg: settings.blurFadeKimg,
		neural_rendering_resolution_initial: settings.neuralRenderingResolutionInitial,
		neural_rendering_resolution_final: settings.neuralRenderingResolutionFinal,
		neural_rendering_resolution_fade_kimg: settings.neuralRenderingResolutionFadeKimg,
		density_reg: settings.densityReg,
		density_reg_every: settings.densityRegEvery,
		density_reg_p_dist: settings.densityRegPDist,
		reg_type: settings.regType,
		style_mixing_prob: settings.styleMixingProb,
	};
}

function countOf(weights: TrainedWeights): number {
	return [...weights.values()].reduce((sum, { data }) => sum + data.length, 0);
}
