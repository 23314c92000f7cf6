/** The record of a run, `training-options.json`: everything that is needed to make it again, or to continue it. */

import { packageInfo } from "../../platform/node/package-info.ts";
import type { TrainingSettings } from "../../training/loop/settings.ts";
import { argumentsOf } from "../sidecar.ts";
import type { TrainCommandOptions } from "./options.ts";
import { type PlannedRun, planValue } from "./plan-text.ts";

export function trainRecord(options: TrainCommandOptions, run: PlannedRun): string {
	const record = {
		triplane: packageInfo().version,
		command: "train",
		repeat: argumentsOf("train", resolvedOptions(options, run.settings)),
		...planValue(run),
		node: process.version,
		platform: `${process.platform}-${process.arch}`,
	};
	return `${JSON.stringify(record, null, "\t")}\n`;
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
		recon_kimg: settings.reconKimg,
		recon_lr: settings.reconLr,
		recon_weight: settings.reconWeight,
		recon_edges: settings.reconEdges,
		recon_share: settings.reconShare,
		aug: settings.aug,
		augpipe: settings.augpipe,
		p: settings.p,
		target: settings.target,
		adaKimg: settings.adaKimg,
	};
}
