/** The record of a run, `training-options.json`: everything that is needed to make it again, or to continue it. */

import { packageInfo } from "../../platform/node/package-info.ts";
import type { TrainingSettings } from "../../training/loop/settings.ts";
import { sceneArguments } from "../options/scene.ts";
import { argumentsOf, recordText } from "../sidecar.ts";
import type { TrainCommandOptions } from "./options.ts";
import { type PlannedRun, planValue } from "./plan-text.ts";

/** `startedIn` is the folder that paths count from, as seen from the run's folder. */
export function trainRecord(options: TrainCommandOptions, run: PlannedRun, startedIn: string): string {
	const record = {
		triplane: packageInfo().version,
		command: "train",
		repeat: argumentsOf("train", resolvedOptions(options, run.settings)),
		startedIn,
		...planValue(run),
		node: process.version,
		platform: `${process.platform}-${process.arch}`,
	};
	return recordText(record);
}

/** As on the command line, defaults included: a later release may have others. */
function resolvedOptions(
	{ json: _, quiet: __, dryRun: ___, data, ...options }: TrainCommandOptions,
	settings: TrainingSettings,
): Readonly<Record<string, unknown>> {
	const { batch, batchGpu, gamma, kimg, tick, snap, saveMinutes, seed, glr, dlr, freezed } = settings;
	return {
		...options,
		metrics: options.metrics?.length ? options.metrics : undefined,
		data: data?.kind === "heads" ? data.text : data?.path,
		...{ batch, batchGpu, gamma, kimg, tick, snap, saveMinutes, seed, glr, dlr, freezed },
		// `false` would be left out
		...sceneArguments(options),
		...(options.gen_pose_cond === undefined ? {} : { gen_pose_cond: String(options.gen_pose_cond) }),
		...(options.raw_in_place === undefined ? {} : { raw_in_place: String(options.raw_in_place) }),
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
		...(options.latents === undefined ? {} : reconstructionOf(settings)),
		...augmentationOf(settings),
	};
}

function reconstructionOf(settings: TrainingSettings): Readonly<Record<string, unknown>> {
	return {
		recon_kimg: settings.reconKimg,
		recon_lr: settings.reconLr,
		recon_weight: settings.reconWeight,
		recon_edges: settings.reconEdges,
		recon_share: settings.reconShare,
	};
}

/** Only what has an effect: the others would be refused when the record is repeated. */
function augmentationOf({ aug, augpipe, p, target, adaKimg }: TrainingSettings): Readonly<Record<string, unknown>> {
	if (aug === "noaug") return { aug };
	return { aug, augpipe, ...(aug === "fixed" ? { p } : { target, adaKimg }) };
}
